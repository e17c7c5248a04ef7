"""The trail cannot be altered unseen, logs tell of nobody, and what matters is told at once (L1, L2)."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from config import Config, prepare_instance
from disclosure import clock, ledger
from disclosure.casework.alerting import LOG, Watch, ledger_is_broken
from disclosure.db import transaction
from disclosure.errors import SealBroken
from disclosure.jobs.alarm import Alarm
from disclosure.jobs.assembly import worker_for
from disclosure.ledger import proof_files
from disclosure.ledger.proving import prove
from disclosure.models import Account, LedgerEntry, LedgerHead, LedgerLeaf, Letter, Organisation, Person
from disclosure.vault.storage import Storage
from tests.canaries import CANARIES
from tests.casework.office import Office
from tests.cast import Cast
from tests.confiding import confide
from tests.ledger.book import Book, an_entry
from tests.portal.conftest import AtSite, at_site, site

__all__ = ["at_site", "site"]
WATCHED_BY = "security@example.org"
Tampering = Callable[[Book], None]


@pytest.fixture
def book(engine: Engine, tmp_path: Path) -> Book:
    """Twelve entries under several heads."""
    found = Book(engine, tmp_path / "ledger")
    for count in (3, 4, 5):
        found.write(count)
        found.seal()
    return found


def _edit(book: Book) -> None:
    book.tamper(update(LedgerEntry).where(LedgerEntry.id == book.entry(4).id).values(kind="case:closed"))


def _remove(book: Book) -> None:
    book.tamper(delete(LedgerEntry).where(LedgerEntry.id == book.entry(4).id))


def _exchange(book: Book) -> None:
    one, other = book.leaf(4), book.leaf(5)
    for position, hashed in ((4, other.hash), (5, one.hash)):
        book.tamper(update(LedgerLeaf).where(LedgerLeaf.position == position).values(hash=hashed))


def _cut(book: Book) -> None:
    book.tamper(delete(LedgerLeaf).where(LedgerLeaf.position == 11))


@pytest.mark.parametrize(
    ("done", "told"),
    [(_edit, "Position 4"), (_remove, "Position 4"), (_exchange, "Position 4"), (_cut, "11")],
    ids=["edited", "removed", "reordered", "cut"],
)
def test_l2_the_verifier_names_the_first_bad_row(book: Book, done: Tampering, told: str) -> None:
    assert book.verify().is_sound
    done(book)
    assert told in book.first_bad()


def test_l2_an_inserted_entry_is_found(book: Book) -> None:
    with transaction(book.engine) as db:
        entry = an_entry(at=book.began)
        db.add(entry)
        db.flush()
        db.add(LedgerLeaf(position=12, entry_id=entry.id, hash=bytes(32)))
    assert "was inserted" in book.first_bad()


def test_l2_a_database_rolled_back_to_yesterday_is_found_by_the_head_outside_it(book: Book) -> None:
    book.tamper(delete(LedgerHead).where(LedgerHead.size > 7))
    book.tamper(delete(LedgerLeaf).where(LedgerLeaf.position >= 7))
    assert "rolled back" in book.first_bad()


def test_l2_one_entry_is_proven_without_the_database(book: Book) -> None:
    with transaction(book.engine, write=False) as db:
        text = proof_files.write(prove(db, book.entry(5).id))
    proof = proof_files.read(text)
    assert proof.holds(book.keys)
    file = json.loads(text)
    file["entry"] = file["entry"].replace('"kind":"', '"kind":"x')
    assert not proof_files.read(json.dumps(file)).holds(book.keys)


def test_l1_no_log_line_names_anybody_or_what_they_declared(
    db: Session, cast: Cast, tmp_path: Path, at_site: AtSite, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        confide(Office(db, cast), Storage((tmp_path / "attachments").as_uri()))
        db.commit()
        browser = at_site(cast.boris)
        for address in ("/home", "/2020/questions", "/my-data", "/2019/questions"):
            browser.client.get(address)
    people = db.scalars(select(Person.name)).all(), db.scalars(select(Account.email)).all()
    names = {name for part in people for name in part} | set(CANARIES.values())
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("disclosure"))
    assert [name for name in names if name in said] == []


def test_l1_refused_access_is_told_once_in_one_line(
    cast: Cast, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    watch = Watch(engine, address=WATCHED_BY)
    with clock.travel(clock.now() - timedelta(days=30)):
        watch()
    with transaction(engine) as other:
        _refused(other, cast)
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger=LOG.name):
        assert watch() == 1
        assert watch() == 0
    (line,) = [json.loads(record.getMessage()) for record in caplog.records if record.name == LOG.name]
    assert (line["event"], line["account"]) == ("access:refused", str(cast.rosa.account.id))
    assert "\n" not in caplog.records[-1].getMessage()
    with transaction(engine, write=False) as other:
        letters = other.scalars(select(Letter).where(Letter.kind == "alert")).all()
    (letter,) = [one for one in letters if one.params["event"] == "access:refused"]
    assert letter.to_email == WATCHED_BY
    assert letter.params["items"] == 2


def _refused(db: Session, cast: Cast) -> None:
    for page in ("case.show", "case.read"):
        ledger.record(
            db,
            cast.rosa.actor,
            "access:refused",
            organisation_id=cast.organisation.id,
            permission="case:read",
            page=page,
        )


def test_l1_a_broken_ledger_is_told_to_whoever_watches(cast: Cast, engine: Engine) -> None:
    ledger_is_broken(engine)
    assert Watch(engine, address=WATCHED_BY)() >= 1
    with transaction(engine, write=False) as db:
        events = {
            letter.params["event"] for letter in db.scalars(select(Letter).where(Letter.kind == "alert"))
        }
    assert "ledger:broken" in events


def test_l1_the_worker_tells_whoever_the_settings_name(
    cast: Cast, engine: Engine, migrated_url: str, tmp_path: Path
) -> None:
    prepare_instance(tmp_path / "instance", demo=False)
    environ = {
        "DISCLOSURE_INSTANCE": str(tmp_path / "instance"),
        "DISCLOSURE_DATABASE_URL": migrated_url,
        "DISCLOSURE_SECURITY_EMAIL": WATCHED_BY,
    }
    ledger_is_broken(engine)
    worker_for(Config.from_environment(environ), engine, queues=["common"]).tick()
    with transaction(engine, write=False) as db:
        assert {one.to_email for one in db.scalars(select(Letter).where(Letter.kind == "alert"))} == {
            WATCHED_BY
        }


def test_l1_a_sealer_that_finds_the_ledger_broken_says_so_once_an_hour(book: Book) -> None:
    with transaction(book.engine) as db:
        db.add(Organisation(code="un", names={"en": "UN"}, programme="-", created_at=clock.now()))
    book.tamper(delete(LedgerHead).where(LedgerHead.size == 12))
    alarm = Alarm(book.seal, book.engine)
    for _time in range(2):
        with pytest.raises(SealBroken, match="rolled back or rewritten"):
            alarm()
    with transaction(book.engine, write=False) as db:
        assert len(db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "ledger:broken")).all()) == 1


def test_l1_acts_on_keys_are_told(cast: Cast, engine: Engine) -> None:
    with clock.travel(clock.now() - timedelta(days=20)):
        Watch(engine, address=WATCHED_BY)()
    with transaction(engine, write=False) as db:
        events = {
            letter.params["event"] for letter in db.scalars(select(Letter).where(Letter.kind == "alert"))
        }
    assert "keys:created" in events
