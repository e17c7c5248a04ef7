"""What people declare and write lies nowhere in the clear, and each site's keys open only what is theirs."""

import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config import Config, prepare_instance
from disclosure import clock
from disclosure.casework import reading
from disclosure.casework.writing import PRIVATE
from disclosure.db import make_engine, transaction
from disclosure.errors import KeyMissing, SealBroken
from disclosure.jobs.assembly import SIGNER, sealer_of, worker_for
from disclosure.ledger.keys import Signer
from disclosure.models import (
    Attachment,
    DataKey,
    Draft,
    KeptForm,
    Letter,
    OfficeRecord,
    Screening,
    SealedText,
    Statement,
    Writing,
)
from disclosure.vault.storage import Storage
from tests.canaries import CANARIES, EVERY, found_in, found_in_tables, found_under, shapes
from tests.casework.office import Office
from tests.cast import Cast
from tests.confiding import confide


@pytest.fixture
def config(cast: Cast, migrated_url: str, tmp_path: Path) -> Config:
    """The settings of an instance around the database and the keys of the cast."""
    prepare_instance(tmp_path, demo=False)
    environ = {"DISCLOSURE_INSTANCE": str(tmp_path), "DISCLOSURE_DATABASE_URL": migrated_url}
    settings = Config.from_environment(environ)
    Signer.create(settings.ledger_keys / SIGNER)
    return settings


@pytest.fixture
def lived(db: Session, cast: Cast, config: Config) -> Office:
    """A case full of canaries, committed, with all its work done and the ledger sealed."""
    office = Office(db, cast)
    confide(office, Storage(config.storage_url))
    db.commit()
    engine = make_engine(config.database_url)
    worker_for(config, engine, queues=["common", "review"]).run_until_idle()
    sealer_of(config, engine)()
    engine.dispose()
    return office


def test_the_search_finds_a_canary_in_every_shape(tmp_path: Path) -> None:
    for name, word in CANARIES.items():
        for shape in shapes(word):
            assert len(shape) >= 6
            assert found_in(b"before" + shape + b"after") == [name]
    (tmp_path / f"{CANARIES['arabic']}.txt").write_bytes(b"nothing")
    assert list(found_under(tmp_path).values()) == [["arabic"]]
    assert found_in(b"nothing of the kind") == []


def test_the_search_looks_into_every_table(db: Session, cast: Cast, engine: Engine) -> None:
    letter = db.scalars(select(Letter)).first()
    assert letter is not None
    letter.params = {**letter.params, "said": CANARIES["chinese"]}
    db.commit()
    assert found_in_tables(engine) == {"letters": ["chinese"]}


def test_nothing_that_was_declared_or_written_lies_in_the_clear(
    lived: Office, engine: Engine, tmp_path: Path
) -> None:
    _assert_all_was_written(lived.db)
    lived.db.rollback()
    assert found_in_tables(engine) == {}
    written = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
    assert {"attachments", "ledger", "mail"} <= written
    assert found_under(tmp_path) == {}


def _assert_all_was_written(db: Session) -> None:
    kinds = set(db.scalars(text("SELECT DISTINCT kind FROM sealed_texts")))
    assert kinds == {kind.value for kind in Writing} - {"document", "amendment"}
    assert db.scalars(select(Screening)).one().flag_count > 0
    assert db.scalars(select(Statement)).one().sealed
    assert db.scalars(select(Attachment)).one().size > 500
    assert db.scalars(select(KeptForm)).one().sealed
    assert db.scalars(select(OfficeRecord)).one().sealed
    assert all(letter.sent_at for letter in db.scalars(select(Letter)))


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="disclosure")
    return caplog


def test_nothing_that_was_declared_or_written_is_in_a_log(
    everything_logged: pytest.LogCaptureFixture, lived: Office
) -> None:
    logging.getLogger("disclosure").debug("the log is kept")
    assert "the log is kept" in everything_logged.text
    assert found_in(everything_logged.text.encode()) == []


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_nothing_comes_to_light_when_the_log_of_writes_is_worked_off(lived: Office, tmp_path: Path) -> None:
    (log,) = tmp_path.glob("*.db-wal")
    assert log.stat().st_size > 0
    with closing(sqlite3.connect(str(log).removesuffix("-wal"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert log.stat().st_size == 0
    assert found_under(tmp_path) == {}


def test_an_error_of_the_database_repeats_nothing_it_was_given(migrated_url: str) -> None:
    engine = make_engine(migrated_url)
    with pytest.raises(IntegrityError) as failed, transaction(engine) as other:
        other.execute(
            text("INSERT INTO form_tokens (token, account_id, answer, at) VALUES (:t, :a, :w, :n)"),
            {"t": EVERY[:60], "a": str(UUID(int=7)), "w": EVERY, "n": None},
        )
    engine.dispose()
    told = str(failed.value).replace(str(failed.value.orig), "")
    assert found_in(told.encode()) == []


def test_the_filing_site_cannot_open_what_is_private_to_the_review(lived: Office) -> None:
    cast, db = lived.cast, lived.db
    with pytest.raises(KeyMissing):
        reading.texts(
            db, cast.keys.portal.opener, by=lived.rosa, filing=cast.amina.filing, why=reading.Why.REVIEW
        )
    with pytest.raises(KeyMissing):
        reading.screening(db, cast.keys.portal.opener, by=lived.rosa, filing=cast.amina.filing)


def test_the_review_site_cannot_open_a_draft(lived: Office) -> None:
    cast, db = lived.cast, lived.db
    with pytest.raises(KeyMissing):
        reading.draft(db, cast.keys.review.opener, by=cast.amina.actor, filing=cast.amina.filing)
    _row, draft = reading.draft(db, cast.keys.portal.opener, by=cast.amina.actor, filing=cast.amina.filing)
    assert EVERY in str(draft)


def test_each_site_opens_what_is_meant_for_both(lived: Office) -> None:
    cast, db = lived.cast, lived.db
    for opener, by, why in (
        (cast.keys.portal.opener, cast.amina.actor, reading.Why.OWN_COPY),
        (cast.keys.review.opener, lived.rosa, reading.Why.REVIEW),
    ):
        _row, statement = reading.statement(db, opener, by=by, filing=cast.amina.filing, why=why)
        assert EVERY in str(statement)
    own = {kind for kind, _text in lived.read_by(cast.amina)}
    assert own & {Writing.NOTE, Writing.FINDING, Writing.RETURN} == set()


def test_every_text_has_a_wrap_for_exactly_those_who_may_open_it(lived: Office) -> None:
    wraps: dict[UUID, set[str]] = {}
    for key in lived.db.scalars(select(DataKey)):
        wraps.setdefault(key.object_id, set()).add(key.recipient)
    for row in lived.db.scalars(select(SealedText)):
        assert wraps[row.id] == ({"review"} if row.kind in PRIVATE else {"portal", "review"}), row.kind


def test_what_is_sealed_opens_at_its_own_place_only(lived: Office) -> None:
    cast, db = lived.cast, lived.db
    lived.prepare(cast.chen)
    rows = {row.filing_id: row for row in db.scalars(select(Draft))}
    rows[cast.chen.filing.id].sealed = rows[cast.amina.filing.id].sealed
    db.flush()
    with pytest.raises(SealBroken, match="cannot be opened"):
        reading.draft(db, cast.keys.portal.opener, by=cast.chen.actor, filing=cast.chen.filing)


def test_what_was_filed_cannot_be_exchanged(lived: Office) -> None:
    for table in ("statements", "sealed_texts"):
        with pytest.raises(IntegrityError, match="append-only"), lived.db.begin_nested():
            lived.db.execute(text(f"UPDATE {table} SET sealed = sealed"))  # noqa: S608 - the test's own words


WITHOUT_THE_VAULT = """
import sys

class NoVault:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("disclosure.vault"):
            raise ImportError(name + " is not on this machine")

sys.meta_path.insert(0, NoVault())
from config import ComplianceConfig
import compliance

app = compliance.create_app(ComplianceConfig.from_environment({"DISCLOSURE_INSTANCE": sys.argv[1]}))
print(app.test_client().get("/sign-in").status_code)
try:
    import disclosure.casework.reading
except ImportError as refused:
    print(refused)
"""


def test_the_compliance_site_runs_where_there_is_no_vault_at_all(tmp_path: Path) -> None:
    prepare_instance(tmp_path / "instance", demo=False)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_THE_VAULT, str(tmp_path / "instance")],
        cwd=Path(__file__).parent.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    served, refused = done.stdout.splitlines()
    assert served == "200"
    assert refused.startswith("disclosure.vault")


def test_a_form_that_came_too_late_goes_with_its_time_by_the_worker_without_keys(
    lived: Office, config: Config
) -> None:
    lived.db.rollback()
    engine = make_engine(config.database_url)
    with clock.travel(clock.now() + timedelta(days=8)):
        worker_for(config, engine, queues=["common"]).tick()
    with transaction(engine, write=False) as db:
        assert db.scalars(select(KeptForm)).all() == []
    engine.dispose()
