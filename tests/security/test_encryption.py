"""What is sealed stays sealed: against whoever holds the database, one process, or a key that has gone.

The names carry the ids of the checks (E1 to E9) that docs/security lists.
"""

import os
import random
import resource
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import prepare_instance
from disclosure import clock
from disclosure.casework import destroying, reading
from disclosure.casework.sealed import binding, wraps_of
from disclosure.casework.sealed_places import kinds
from disclosure.db import transaction
from disclosure.errors import KeyMissing, SealBroken
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.ledger.published import HeadLog
from disclosure.ledger.sealing import seal
from disclosure.ledger.verifying import verify
from disclosure.models import Draft, LedgerEntry, Statement
from disclosure.vault.sealing import Binding, Sealed, Wrap
from disclosure.vault.storage import Storage
from tests.canaries import found_in_tables, found_under
from tests.casework.keyroom import PORTAL, Keyroom
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.confiding import confide
from tests.portal.conftest import AtSite, at_site, site
from tests.security.conftest import Burglar
from tests.security.rotating import LONGEST_PAUSE, Writer, killed_rewrap
from tests.vault.cast import BOTH, flipped, sites_in, somewhere
from tests.vault.test_uniqueness import drawn, in_a_child, pieces

__all__ = ["at_site", "site"]


def test_e1_no_plaintext_at_rest(db: Session, cast: Cast, engine: Engine, tmp_path: Path) -> None:
    confide(Office(db, cast), Storage((tmp_path / "attachments").as_uri()))
    db.commit()
    assert found_in_tables(engine) == {}
    assert found_under(tmp_path) == {}


def test_e2_key_separation_the_review_process_cannot_open_a_draft(filled: Keyroom, burglar: Burglar) -> None:
    found = burglar("review")
    assert found["statements"] == 1
    assert "drafts" not in found


def test_e2_key_separation_the_portal_process_cannot_open_what_is_the_reviews(
    filled: Keyroom, burglar: Burglar
) -> None:
    found = burglar("portal")
    assert found["drafts"] == 1
    assert found["statements"] == 1
    assert "screenings" not in found


def test_e2_after_the_portals_cycle_key_is_retired_its_process_and_compliance_open_nothing(
    filled: Keyroom, burglar: Burglar
) -> None:
    assert burglar("compliance", "portal")["statements"] == 1
    filled.end_the_cycle()
    filled.retire(PORTAL, whole=True, leave_in_escrow=True)
    assert burglar("compliance", "portal") == {}
    assert burglar("review")["statements"] == 1


def test_e2_compliance_has_no_key_and_no_way_to_the_vault(tmp_path: Path) -> None:
    """With the environment of the compliance process a script finds no key at all."""
    prepare_instance(tmp_path, demo=False)
    code = (
        "import sys, compliance; sys.exit(any(name.startswith('disclosure.vault') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "DISCLOSURE_INSTANCE": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0
    assert not (tmp_path / "keys" / "compliance").exists()


def two_statements(db: Session, cast: Cast) -> tuple[Statement, Statement]:
    office = Office(db, cast)
    office.file(cast.amina, board_seat())
    office.file(cast.boris, board_seat(), company())
    first, second = (
        db.scalars(select(Statement).where(Statement.filing_id == who.filing.id)).one()
        for who in (cast.amina, cast.boris)
    )
    return first, second


def test_e3_ciphertext_is_bound_to_its_record(db: Session, cast: Cast) -> None:
    first, second = two_statements(db, cast)
    opener = cast.keys.portal.opener
    theirs, others = wraps_of(db, first.id), wraps_of(db, second.id)
    here, there = binding(first), binding(second)
    later = Binding(here.table, here.row_id, here.version + 1)
    elsewhere = Binding("drafts", here.row_id, here.version)
    swapped: list[tuple[bytes, list[Wrap], Binding]] = [
        (second.sealed, theirs, here),
        (first.sealed, others, here),
        (second.sealed, others, here),
        (first.sealed, theirs, there),
        (first.sealed, theirs, later),
        (first.sealed, theirs, elsewhere),
    ]
    for payload, wraps, place in swapped:
        with pytest.raises(SealBroken) as broken:
            opener.open(payload, wraps, bound_to=place)
        assert "charity" not in str(broken.value)
    assert opener.open(first.sealed, theirs, bound_to=here)


def test_e3_a_ciphertext_that_was_moved_shows_nothing_and_leaves_a_line(
    db: Session, cast: Cast, engine: Engine, at_site: AtSite
) -> None:
    office = Office(db, cast)
    office.prepare(cast.amina, board_seat())
    office.prepare(cast.boris, board_seat(), company())
    first, second = (
        db.scalars(select(Draft).where(Draft.filing_id == who.filing.id)).one()
        for who in (cast.amina, cast.boris)
    )
    second.sealed = first.sealed
    db.commit()
    answer = at_site(cast.boris).client.get("/2020/questions")
    assert answer.status_code == 503
    assert "Acme" not in answer.text
    with transaction(engine, write=False) as other:
        line = other.scalars(select(LedgerEntry).where(LedgerEntry.kind == "seal:broken")).one()
    assert (line.account_id, line.facts["error"]) == (cast.boris.account.id, "SealBroken")


def test_e4_bit_flips_are_authenticated_failures(db: Session, cast: Cast) -> None:
    statement, _other = two_statements(db, cast)
    opener, wraps, place = cast.keys.portal.opener, wraps_of(db, statement.id), binding(statement)
    chance = random.Random(4)
    mine = next(wrap for wrap in wraps if wrap.recipient is PORTAL)
    for _time in range(200):
        bit = chance.randrange(len(statement.sealed) * 8)
        with pytest.raises(SealBroken):
            opener.open(flipped(statement.sealed, bit=bit), wraps, bound_to=place)
        bit = chance.randrange(len(mine.wrapped) * 8)
        broken = Wrap(mine.recipient, mine.key_id, flipped(mine.wrapped, bit=bit), mine.suite)
        with pytest.raises(SealBroken):
            opener.open(statement.sealed, [broken], bound_to=place)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    "seals", [500, pytest.param(170_000, marks=pytest.mark.long)], ids=["1,000", "340,000"]
)
def test_e5_nonce_and_key_uniqueness(tmp_path: Path, seals: int) -> None:
    sites = sites_in(tmp_path)
    drawn(sites, 1)
    child = in_a_child(lambda: drawn(sites, seals))
    seen = drawn(sites, seals)
    with os.fdopen(child, "rb") as pipe:
        seen += pipe.read()
    os.wait()
    found = pieces(seen, start=0, end=44)
    assert len(found) == len(set(found)) == 2 * seals


def test_e6_key_rotation_under_load_killed_half_way_and_resumed(
    filled: Keyroom, cast: Cast, engine: Engine, migrated_url: str, tmp_path: Path
) -> None:
    prepare_instance(tmp_path, demo=False)
    with Writer(filled) as writer:
        filled.rotate(PORTAL)
        killed_rewrap(filled, migrated_url, tmp_path)
        filled.rewrap()
        filled.rewrap()
    assert writer.saved > 0
    assert writer.longest < LONGEST_PAUSE + 0.5 * (migrated_url.startswith("postgresql"))
    filled.waits_a_while()
    filled.retire(PORTAL)
    assert filled.under(1, PORTAL) == 0
    opener = reading.keys_in(filled.folder / "portal").opener
    amina, boris = cast.amina, cast.boris
    with transaction(engine) as db:
        assert reading.statement(db, opener, by=amina.actor, filing=amina.filing, why=reading.Why.OWN_COPY)
        assert reading.draft(db, opener, by=boris.actor, filing=boris.filing)


def everything_sealed(db: Session) -> list[tuple[Sealed, Binding]]:
    """What a backup holds: every sealed row with its data keys."""
    found = []
    for kind in kinds():
        if "." not in kind.name:
            for row in db.execute(select(kind.table)).all():
                place = Binding(kind.name, row.id, getattr(row, "version", 1))
                found.append((Sealed(row.sealed, tuple(wraps_of(db, row.id))), place))
    return found


def test_e7_retention_end_is_crypto_shredding(
    filled: Keyroom, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    signer = Signer.create(tmp_path / "ledger" / "signer")
    published = HeadLog(tmp_path / "heads.jsonl")
    with transaction(engine, write=False) as db:
        backup = everything_sealed(db)
    filled.end_the_cycle()
    filled.now = filled.now.replace(year=2026)
    with filled.at_work() as (db, by, cycle):
        row = destroying.propose(db, by=by, cycle=cycle)
        destroying.confirm(db, by=cast.adam.actor, destruction=row)
        told = destroying.carry_out(db, by=by, destruction=row, places=filled.places, signer=signer)
    openers = [reading.keys_in(filled.folder / site).opener for site in ("portal", "review")]
    with transaction(engine, write=False) as db:
        now = everything_sealed(db)
        assert db.scalar(select(func.count()).select_from(Statement)) == 1
    assert len(backup) == len(now) == sum(told.certificate.unreadable.values())
    for sealed, place in (*backup, *now):
        for opener in openers:
            with pytest.raises(KeyMissing):
                opener.open(sealed.payload, sealed.wraps, bound_to=place)
    with transaction(engine) as db:
        seal(db, signer=signer, published=published, everything=True)
    with transaction(engine, write=False) as db:
        report = verify(db, keys=LedgerKeys.load(tmp_path / "ledger"), published=published)
    assert report.is_sound
    assert report.sealed > 0


def test_e8_a_lost_reviewers_key_leaves_the_others_and_comes_back_from_escrow(
    filled: Keyroom, cast: Cast, engine: Engine
) -> None:
    for path in (filled.folder / "review").glob("*.private.json"):
        path.unlink()
    portal, review = (reading.keys_in(filled.folder / one).opener for one in ("portal", "review"))
    amina, why = cast.amina, reading.Why.OWN_COPY
    with transaction(engine) as db, clock.travel(filled.now):
        reading.statement(db, portal, by=amina.actor, filing=amina.filing, why=why)
    with transaction(engine) as db, pytest.raises(KeyMissing):
        reading.statement(db, review, by=cast.rosa.actor, filing=amina.filing, why=reading.Why.REVIEW)
    assert [key.recipient for key in filled.recover(*filled.phrases[2:5])] == ["review"]
    review = reading.keys_in(filled.folder / "review").opener
    with transaction(engine) as db, clock.travel(filled.now):
        reading.statement(db, review, by=cast.rosa.actor, filing=amina.filing, why=reading.Why.REVIEW)
        line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "keys:recovered")).one()
    assert line.account_id == cast.olu.account.id


def test_e9_no_key_or_plaintext_in_a_traceback_and_no_core_file(tmp_path: Path) -> None:
    sites = sites_in(tmp_path)
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    place = somewhere()
    sealed = sites.sealer.seal(b"canary", bound_to=place, cycle_id=sites.cycle_id, recipients=BOTH)
    data_key = sites.portal_opener._data_key(sealed.wraps, bound_to=place)
    secrets = [key.secret for key in sites.portal.private.all()]
    with pytest.raises(SealBroken) as broken:
        sites.portal_opener.open(flipped(sealed.payload, bit=200), sealed.wraps, bound_to=place)
    inner = broken.tb.tb_next  # not the test itself, which knows everything
    told = traceback.TracebackException(broken.type, broken.value, inner, capture_locals=True)
    shown = "".join(told.format())
    for hidden in (b"canary", data_key, *secrets):
        assert repr(hidden)[2:-1] not in shown
        assert hidden.hex() not in shown
