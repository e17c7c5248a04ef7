"""At the end of retention two people destroy a cycle's keys; what filers published stays public."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import destroying, publishing, reading
from disclosure.casework.certifying import SignedCertificate
from disclosure.db import transaction
from disclosure.domain.lifecycle import SummaryState
from disclosure.domain.publishing import CONSENT_VERSION, Summary, WithdrawalReason, encoded
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.models import CycleKey, KeyDestruction, LedgerEntry, PublicSummary, Statement
from disclosure.printing.press import pdf
from tests.casework.keyroom import PORTAL, REVIEW, Keyroom
from tests.casework.office import Office, board_seat
from tests.cast import PRESENT, Cast, Member

EMPTY = Summary(schema=1, covers_from=date(2019, 1, 1), covers_to=date(2019, 12, 31))
OVER = datetime(2026, 1, 1, tzinfo=UTC)
"""The cycle of the cast is closed in 2020 and kept for five years."""


@pytest.fixture
def room(db: Session, engine: Engine, cast: Cast, tmp_path: Path) -> Keyroom:
    """Hana filed and published that she declares something; Boris has a draft; the cycle is over."""
    office = Office(db, cast)
    office.file(cast.hana, board_seat())
    office.prepare(cast.boris, board_seat())
    summary = publishing.summary_of(db, cast.hana.filing)
    assert summary is not None
    summary.state, summary.content = SummaryState.DETAILED, encoded(EMPTY)
    summary.name, summary.title, summary.statement_version = "Hana Novak", "Head of department", 1
    summary.consent_version, summary.consent_language = CONSENT_VERSION, "en"
    summary.published_at = clock.now()
    db.commit()
    found = Keyroom(engine, cast, tmp_path / "keys", PRESENT)
    found.put_into_escrow()
    found.end_the_cycle()
    found.now = OVER
    return found


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer.create(tmp_path / "ledger" / "signer")


def propose(room: Keyroom, by: Member) -> None:
    with room.at_work() as (db, _olu, cycle):
        destroying.propose(db, by=by.actor, cycle=cycle)


def on_it(room: Keyroom, act: Callable[[Session, KeyDestruction], object]) -> None:
    with room.at_work() as (db, _olu, cycle):
        found = destroying.proposed(db, cycle=cycle)
        assert found is not None
        act(db, found)


def confirm(room: Keyroom, by: Member) -> None:
    on_it(room, lambda db, row: destroying.confirm(db, by=by.actor, destruction=row))


def carry_out(room: Keyroom, by: Member, signer: Signer) -> SignedCertificate:
    certificates = list[SignedCertificate]()
    on_it(
        room,
        lambda db, row: certificates.append(
            destroying.carry_out(db, by=by.actor, destruction=row, places=room.places, signer=signer)
        ),
    )
    return certificates[0]


@pytest.fixture
def destroyed(room: Keyroom, cast: Cast, signer: Signer) -> SignedCertificate:
    propose(room, cast.olu)
    confirm(room, cast.adam)
    return carry_out(room, cast.adam, signer)


def test_a_plan_says_what_would_become_unreadable_and_changes_nothing(room: Keyroom, engine: Engine) -> None:
    with room.at_work() as (db, by, cycle):
        plan = destroying.plan(db, by=by, cycle=cycle)
    assert plan.unreadable == {"drafts": 1, "statements": 1}
    assert (len(plan.keys), plan.stays_public, plan.obstacles) == (2, 1, [])
    with transaction(engine, write=False) as db:
        assert not db.scalars(select(LedgerEntry).where(LedgerEntry.kind.like("keys:destr%"))).all()
    assert room.private_files(PORTAL) == ["portal.1.private.json"]


def test_nothing_is_destroyed_before_retention_is_over(room: Keyroom, cast: Cast) -> None:
    room.now = datetime(2025, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(WrongState, match="are kept until 2025-12-31"):
        propose(room, cast.olu)


def test_one_person_does_not_destroy_alone(room: Keyroom, cast: Cast, signer: Signer) -> None:
    propose(room, cast.olu)
    with pytest.raises(NotPermitted, match="Another person has to"):
        confirm(room, cast.olu)
    with pytest.raises(WrongState, match="is not due"):
        carry_out(room, cast.olu, signer)
    assert room.private_files(REVIEW) == ["review.1.private.json"]


def test_the_database_refuses_one_person_for_both_parts(room: Keyroom, cast: Cast) -> None:
    propose(room, cast.olu)

    def alone(db: Session, row: KeyDestruction) -> None:
        row.confirmed_by_id, row.confirmed_at = row.proposed_by_id, room.now
        db.flush()

    with pytest.raises(IntegrityError):
        on_it(room, alone)


def test_who_manages_no_keys_neither_proposes_nor_confirms(room: Keyroom, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        propose(room, cast.rosa)
    propose(room, cast.olu)
    for member in (cast.rosa, cast.ida, cast.sana):
        with pytest.raises(NotPermitted):
            confirm(room, member)


def test_destroyed_keys_are_nowhere_and_nothing_opens(
    room: Keyroom, cast: Cast, engine: Engine, destroyed: SignedCertificate
) -> None:
    assert not list(room.folder.rglob(f"{cast.cycle.id}.*"))
    assert all(key.erased_at_site and key.erased_in_escrow for key in destroyed.certificate.keys)
    opener = reading.keys_in(room.folder / "portal").opener
    hana, why = cast.hana, reading.Why.OWN_COPY
    with transaction(engine) as db, pytest.raises(WrongState, match="cannot be opened here any more"):
        reading.statement(db, opener, by=hana.actor, filing=hana.filing, why=why)
    with transaction(engine, write=False) as db:
        assert all(key.destroyed_at is not None for key in db.scalars(select(CycleKey)))
        assert db.scalars(select(Statement)).one().sealed


def test_the_certificate_says_what_when_and_who_and_is_signed(
    cast: Cast, engine: Engine, destroyed: SignedCertificate, signer: Signer, tmp_path: Path
) -> None:
    told = destroyed.certificate
    assert (told.organisation, told.year, told.retention_ended_on) == ("UN", 2020, "2025-12-31")
    assert (told.proposed.name, told.confirmed.name) == ("Olu Adeyemi", cast.adam.account.name)
    assert told.unreadable == {"drafts": 1, "statements": 1}
    keys = LedgerKeys.load(tmp_path / "ledger")
    read = SignedCertificate.parse(destroyed.text())
    assert read.is_signed(keys)
    altered = msgspec.structs.replace(told, year=2021)
    assert not SignedCertificate(altered, read.key_id, read.signature).is_signed(keys)
    assert not SignedCertificate(told, read.key_id, "no signature").is_signed(keys)
    with transaction(engine, write=False) as db:
        row = db.scalars(select(KeyDestruction)).one()
        line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "keys:destroyed")).one()
    assert row.certificate == destroyed.text()
    assert (line.facts["keys"], line.facts["objects"]) == (2, 2)
    assert line.facts["signature"] == destroyed.signature


def test_the_certificate_can_be_printed(destroyed: SignedCertificate) -> None:
    assert pdf(destroyed.paper(), made_at=OVER).startswith(b"%PDF-")


def test_a_text_that_is_no_certificate_is_told() -> None:
    with pytest.raises(BadInput, match="is not a certificate"):
        SignedCertificate.parse("{}")


def test_what_was_cut_off_after_the_decision_is_carried_out_by_anybody_who_may(
    room: Keyroom, cast: Cast, signer: Signer
) -> None:
    propose(room, cast.olu)
    confirm(room, cast.adam)
    for path in room.folder.rglob(f"{cast.cycle.id}.portal.*"):
        path.unlink()
    done = carry_out(room, cast.olu, signer)
    found = {key.recipient: key.erased_at_site for key in done.certificate.keys}
    assert found == {"portal": False, "review": True}


def test_it_is_proposed_confirmed_and_carried_out_once(
    room: Keyroom, cast: Cast, signer: Signer, destroyed: SignedCertificate
) -> None:
    with pytest.raises(WrongState, match="has no keys that could be destroyed"):
        propose(room, cast.olu)
    with pytest.raises(WrongState, match="was confirmed already"):
        confirm(room, cast.olu)
    with pytest.raises(WrongState, match="is not due"):
        carry_out(room, cast.olu, signer)


def test_nothing_is_rotated_or_recovered_after_it(room: Keyroom, destroyed: SignedCertificate) -> None:
    with pytest.raises(WrongState, match="are destroyed"):
        room.rotate(PORTAL)
    with pytest.raises(WrongState, match="no key of 2020 that could be retired"):
        room.retire(PORTAL, whole=True)


def test_a_published_summary_stays_until_its_filer_takes_it_back_and_no_new_one_is_made(
    cast: Cast, engine: Engine, destroyed: SignedCertificate
) -> None:
    assert destroyed.certificate.stays_public == 1
    with transaction(engine) as db:
        summary = db.scalars(select(PublicSummary).where(PublicSummary.content.is_not(None))).one()
        refused = publishing.obstacle(summary, nil=False)
        assert "cannot be opened any more" in str(refused)
        publishing.withdraw(db, by=cast.hana.actor, summary=summary, reason=WithdrawalReason.PRIVACY)
        assert (summary.state, summary.content) == (SummaryState.WITHDRAWN, None)
