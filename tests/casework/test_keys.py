"""Keys: each site holds its own private half alone, and a crash never orphans one."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import keys as cycle_keys
from disclosure.casework import scheduling
from disclosure.errors import BadInput, ConfigError, KeyMissing, NotPermitted, WrongState
from disclosure.models import Cycle, CycleKey, LedgerEntry
from disclosure.vault.envelope import Binding, Recipient
from disclosure.vault.escrow import create_escrow, recover
from disclosure.vault.escrowfiles import EscrowFolder
from tests.cast import Cast, Keys, make_keys

BINDING = Binding("statements", uuid4(), 1)


@pytest.fixture
def planned(db: Session, cast: Cast) -> Cycle:
    return scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)


def seal(keys: Keys, cycle: Cycle, *recipients: Recipient) -> tuple[bytes, tuple[object, ...]]:
    sealed = keys.portal.sealer.seal(b"x", bound_to=BINDING, cycle_id=cycle.id, recipients=recipients)
    return sealed.payload, sealed.wraps


def test_each_site_opens_its_own_and_not_the_others(cycle: Cycle, keys: Keys) -> None:
    sealed = keys.portal.sealer.seal(b"x", bound_to=BINDING, cycle_id=cycle.id, recipients=[Recipient.PORTAL])
    assert keys.portal.opener.open(sealed.payload, sealed.wraps, bound_to=BINDING) == b"x"
    with pytest.raises(KeyMissing):
        keys.review.opener.open(sealed.payload, sealed.wraps, bound_to=BINDING)
    back = keys.review.sealer.seal(
        b"y", bound_to=BINDING, cycle_id=cycle.id, recipients=[Recipient.PORTAL, Recipient.REVIEW]
    )
    assert keys.portal.opener.open(back.payload, back.wraps, bound_to=BINDING) == b"y"
    assert keys.review.opener.open(back.payload, back.wraps, bound_to=BINDING) == b"y"


def test_rows_and_ledger_tell_of_both_pairs(db: Session, cast: Cast, cycle: Cycle) -> None:
    rows = db.scalars(select(CycleKey).where(CycleKey.cycle_id == cycle.id)).all()
    assert {(row.recipient, row.generation) for row in rows} == {("portal", 1), ("review", 1)}
    lines = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "keys:created")).all()
    assert {line.facts["fingerprint"] for line in lines} == {row.fingerprint for row in rows}
    assert {line.account_id for line in lines} == {cast.olu.account.id}


def test_a_cycle_gets_its_keys_once(db: Session, cast: Cast, cycle: Cycle, tmp_path: Path) -> None:
    with pytest.raises(WrongState, match="Rotate them instead"):
        make_keys(db, by=cast.olu.actor, cycle=cycle, directory=tmp_path / "others")


def test_one_folder_for_both_sites_is_refused(
    db: Session, cast: Cast, planned: Cycle, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match="folder of its own"):
        cycle_keys.create(
            db, by=cast.olu.actor, cycle=planned, portal_dir=tmp_path, review_dir=tmp_path / "." / ""
        )


def test_who_manages_no_keys_makes_none(db: Session, cast: Cast, planned: Cycle, tmp_path: Path) -> None:
    for member in (cast.rosa, cast.emil, cast.hana, cast.amina, cast.stranger):
        with pytest.raises(NotPermitted):
            make_keys(db, by=member.actor, cycle=planned, directory=tmp_path)
        with pytest.raises(NotPermitted):
            cycle_keys.status(
                db,
                by=member.actor,
                organisation=cast.organisation,
                portal_dir=tmp_path,
                review_dir=tmp_path,
            )
    make_keys(db, by=cast.adam.actor, cycle=planned, directory=tmp_path)


def test_keys_whose_rows_were_lost_are_taken_up_again(
    db: Session, cast: Cast, planned: Cycle, tmp_path: Path
) -> None:
    with db.begin_nested() as savepoint:
        first = make_keys(db, by=cast.olu.actor, cycle=planned, directory=tmp_path)
        payload, wraps = seal(first, planned, Recipient.PORTAL)
        savepoint.rollback()
    (tmp_path / "review" / f"{planned.id}.portal.1.public.json").unlink()
    again = make_keys(db, by=cast.olu.actor, cycle=planned, directory=tmp_path)
    assert again.portal.opener.open(payload, wraps, bound_to=BINDING) == b"x"  # type: ignore[arg-type]
    assert len(list(tmp_path.rglob(f"{planned.id}.*"))) == 6


def test_nothing_is_made_for_a_closed_cycle(db: Session, cast: Cast, planned: Cycle, tmp_path: Path) -> None:
    make_keys(db, by=cast.olu.actor, cycle=planned, directory=tmp_path)
    scheduling.open_cycle(db, by=cast.olu.actor, cycle=planned)
    scheduling.close_cycle(db, by=cast.olu.actor, cycle=planned)
    with pytest.raises(WrongState, match="closed"):
        make_keys(db, by=cast.olu.actor, cycle=planned, directory=tmp_path / "late")


def test_private_keys_go_into_escrow_before_they_are_used(
    db: Session, cast: Cast, planned: Cycle, tmp_path: Path
) -> None:
    escrow, phrases = create_escrow()
    folder = EscrowFolder(tmp_path / "escrow")
    folder.begin(escrow)
    rows = cycle_keys.create(
        db,
        by=cast.olu.actor,
        cycle=planned,
        portal_dir=tmp_path / "portal",
        review_dir=tmp_path / "review",
        escrow_dir=folder.directory,
    )
    recovered = recover(phrases[1:4], folder.escrowed())
    assert {key.id for key in recovered} == {row.id for row in rows}


def test_without_an_escrow_begun_nothing_can_be_sealed(
    db: Session, cast: Cast, planned: Cycle, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError):
        cycle_keys.create(
            db,
            by=cast.olu.actor,
            cycle=planned,
            portal_dir=tmp_path / "portal",
            review_dir=tmp_path / "review",
            escrow_dir=tmp_path / "escrow",
        )
    assert list(tmp_path.rglob(f"{planned.id}.*.public.json")) == []


def faults(db: Session, cast: Cast) -> list[str]:
    found = cycle_keys.status(
        db,
        by=cast.olu.actor,
        organisation=cast.organisation,
        portal_dir=cast.keys.portal.directory,
        review_dir=cast.keys.review.directory,
    )
    return [fault for status in found for fault in status.faults()]


def test_status_is_silent_when_all_is_well(db: Session, cast: Cast) -> None:
    assert faults(db, cast) == []


def test_status_tells_what_is_missing_or_misplaced(db: Session, cast: Cast) -> None:
    portal, review = cast.keys.portal.directory, cast.keys.review.directory
    [private] = portal.glob("*.private.json")
    private.rename(review / private.name)
    [public] = review.glob("*.review.1.public.json")
    public.unlink()
    assert faults(db, cast) == [
        "The portal key of 2020, generation 1: the private half lies with review. Move it home.",
        "The portal key of 2020, generation 1: the private half is missing. Recover it from escrow.",
        "The review key of 2020, generation 1: the public half is missing from review. Copy it there.",
    ]


def test_status_tells_of_a_destroyed_key_that_is_still_there(db: Session, cast: Cast) -> None:
    for row in db.scalars(select(CycleKey)):
        row.destroyed_at = row.created_at
    assert len(faults(db, cast)) == 2
    for path in cast.keys.portal.directory.parent.rglob("*.json"):
        path.unlink()
    assert faults(db, cast) == []
