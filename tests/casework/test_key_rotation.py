"""Rotating, rewrapping, retiring and recovering keys: nothing is lost, nothing sealed is rewritten."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import keys, reading, rewrapping
from disclosure.db import transaction
from disclosure.errors import BadInput, ConfigError, KeyMissing, NotPermitted, SealBroken, WrongState
from disclosure.models import CycleKey, DataKey, Draft, LedgerEntry, SealedText, Statement
from tests.casework.keyroom import PORTAL, REVIEW, Keyroom
from tests.casework.office import Office, board_seat, company
from tests.cast import PRESENT, Cast

TABLES = (Draft, Statement, SealedText)


@pytest.fixture
def room(db: Session, engine: Engine, cast: Cast, tmp_path: Path) -> Keyroom:
    db.commit()
    return Keyroom(engine, cast, tmp_path / "keys", PRESENT)


@pytest.fixture
def filled(db: Session, cast: Cast, room: Keyroom) -> Keyroom:
    """Amina filed and was asked; Boris has a draft."""
    office = Office(db, cast)
    office.ask(office.in_review(cast.amina, board_seat()))
    office.prepare(cast.boris, board_seat())
    db.commit()
    return room


def sealed(engine: Engine) -> set[bytes]:
    with transaction(engine, write=False) as db:
        return {blob for table in TABLES for blob in db.scalars(select(table.sealed))}


def read_all(engine: Engine, cast: Cast, room: Keyroom) -> None:
    """Open Amina's statement at both sites, what she was asked, and Boris's draft."""
    portal, review = (reading.keys_in(room.places.stores[site].directory).opener for site in (PORTAL, REVIEW))
    amina, boris, rosa = cast.amina, cast.boris, cast.rosa.actor
    own, why = reading.Why.OWN_COPY, reading.Why.REVIEW
    with clock.travel(room.now), transaction(engine) as db:
        reading.statement(db, portal, by=amina.actor, filing=amina.filing, why=own)
        reading.statement(db, review, by=rosa, filing=amina.filing, why=why)
        assert reading.texts(db, review, by=rosa, filing=amina.filing, why=why)
        reading.draft(db, portal, by=boris.actor, filing=boris.filing)


def test_after_a_rotation_what_is_new_is_sealed_to_the_new_generation_and_the_old_still_opens(
    filled: Keyroom, db: Session, cast: Cast, engine: Engine
) -> None:
    filled.rotate(PORTAL)
    assert filled.under(2, PORTAL) == 0
    Office(db, cast).prepare(cast.chen, board_seat())
    db.commit()
    assert filled.under(2, PORTAL) == 1
    read_all(engine, cast, filled)


def test_a_rotation_is_written_down_and_both_sites_get_the_public_half(
    filled: Keyroom, engine: Engine
) -> None:
    row = filled.rotate(REVIEW)
    assert (row.recipient, row.generation) == ("review", 2)
    assert filled.places.is_handed_out(row.id)
    with transaction(engine, write=False) as db:
        line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "keys:rotated")).one()
    assert line.facts["fingerprint"] == row.fingerprint


def _rotate_and_fail(room: Keyroom) -> None:
    with room.at_work() as (db, by, cycle):
        keys.rotate(db, by=by, cycle=cycle, recipient=PORTAL, places=room.places)
        raise ZeroDivisionError


def test_a_rotation_that_does_not_commit_hands_nothing_out(room: Keyroom) -> None:
    with pytest.raises(ZeroDivisionError):
        _rotate_and_fail(room)
    assert not list(room.folder.rglob("*.portal.2.public.json"))
    row = room.rotate(PORTAL)
    assert room.private_files(PORTAL) == ["portal.1.private.json", "portal.2.private.json"]
    assert room.places.is_handed_out(row.id)


def test_a_rotation_cut_off_after_its_commit_is_finished_by_the_next_one(room: Keyroom) -> None:
    first = room.rotate(PORTAL)
    for path in room.folder.rglob("*.portal.2.public.json"):
        path.unlink()
    again = room.rotate(PORTAL)
    assert (again.id, again.generation) == (first.id, 2)
    assert room.places.is_handed_out(first.id)


def test_rewrapping_touches_no_sealed_content_and_leaves_nothing_under_the_old_key(
    filled: Keyroom, engine: Engine, cast: Cast
) -> None:
    before = sealed(engine)
    old = filled.under(1, PORTAL), filled.under(1, REVIEW)
    filled.rotate(PORTAL)
    filled.rotate(REVIEW)
    assert filled.rewrap() == sum(old)
    assert (filled.under(1, PORTAL), filled.under(1, REVIEW)) == (0, 0)
    assert (filled.under(2, PORTAL), filled.under(2, REVIEW)) == old
    assert sealed(engine) == before
    read_all(engine, cast, filled)


def test_rewrapping_goes_on_where_it_was_cut_off(filled: Keyroom) -> None:
    all_of_them = filled.under(1, PORTAL)
    filled.rotate(PORTAL)
    first = filled.rewrap(batches=1, limit=2)
    assert first == 2
    assert filled.rewrap() == all_of_them - first
    assert filled.rewrap() == 0


def test_a_draft_saved_while_it_is_rewrapped_stays_as_it_was_saved(
    filled: Keyroom, db: Session, cast: Cast, engine: Engine
) -> None:
    filled.rotate(PORTAL)
    with filled.at_work() as (at, by, cycle):
        (step,) = rewrapping.steps(at, by=by, cycle=cycle)
        batch = rewrapping.read(at, step)
    site = reading.keys_in(filled.places.stores[PORTAL].directory)
    to = rewrapping.public_half(step, filled.places.public_in(filled.places.stores[PORTAL].directory))
    anew = rewrapping.wrapped_anew(site.opener, batch, to=to)
    boris = cast.boris
    draft, begun = reading.draft(db, site.opener, by=boris.actor, filing=boris.filing)
    Office(db, cast).save(boris, begun, board_seat(), company(), over_version=draft.version)
    db.commit()
    with filled.at_work() as (at, by, cycle):
        assert rewrapping.put(at, by=by, cycle=cycle, step=step, batch=batch, anew=anew) == len(batch) - 1
    with clock.travel(filled.now), transaction(engine) as at:
        _row, found = reading.draft(at, site.opener, by=boris.actor, filing=boris.filing)
    assert len(found.items) == 2


def test_a_data_key_that_belongs_to_nothing_is_told_and_not_passed_over(
    filled: Keyroom, engine: Engine
) -> None:
    with transaction(engine) as db:
        drafts = select(Draft.id).scalar_subquery()
        db.execute(update(DataKey).where(DataKey.object_id == drafts).values(object_id=uuid4()))
    filled.rotate(PORTAL)
    with pytest.raises(SealBroken, match="belongs to nothing"):
        filled.rewrap()


def test_rewrapping_needs_the_old_private_key(filled: Keyroom) -> None:
    filled.rotate(PORTAL)
    for path in filled.folder.rglob("*.portal.1.private.json"):
        path.unlink()
    with pytest.raises(KeyMissing):
        filled.rewrap()


def test_an_old_generation_is_not_retired_while_something_is_sealed_to_it(filled: Keyroom) -> None:
    filled.rotate(PORTAL)
    filled.waits_a_while()
    with pytest.raises(WrongState, match="Run: disclosure keys rewrap --cycle 2020"):
        filled.retire(PORTAL)
    assert len(filled.private_files(PORTAL)) == 2


def test_an_old_generation_is_not_retired_while_forms_may_be_on_their_way(filled: Keyroom) -> None:
    filled.rotate(PORTAL)
    filled.rewrap()
    with pytest.raises(WrongState, match="Wait two minutes"):
        filled.retire(PORTAL)


def test_a_retired_generation_leaves_the_folders_and_everything_still_opens(
    filled: Keyroom, engine: Engine, cast: Cast
) -> None:
    filled.rotate(PORTAL)
    filled.rewrap()
    filled.waits_a_while()
    (left,) = filled.retire(PORTAL)
    assert left.retired_at is not None
    assert filled.private_files(PORTAL) == ["portal.2.private.json"]
    assert not list(filled.folder.rglob("*.portal.1.*"))
    read_all(engine, cast, filled)
    assert filled.retire(PORTAL) == []


def test_the_newest_keys_leave_only_a_cycle_that_is_over(filled: Keyroom) -> None:
    with pytest.raises(WrongState, match="is not closed"):
        filled.retire(PORTAL, whole=True)


def test_nothing_is_retired_that_alone_opens_something(filled: Keyroom, engine: Engine) -> None:
    filled.end_the_cycle()
    with pytest.raises(WrongState, match="Only these keys open 1 drafts"):
        filled.retire(PORTAL, whole=True)
    with pytest.raises(WrongState, match="is not in escrow"):
        filled.retire(PORTAL, whole=True, leave_in_escrow=True)
    assert filled.private_files(PORTAL) == ["portal.1.private.json"]
    with transaction(engine, write=False) as db:
        assert not db.scalars(select(CycleKey).where(CycleKey.retired_at.is_not(None))).all()


def test_what_is_left_in_escrow_comes_back_with_three_phrases(
    filled: Keyroom, engine: Engine, cast: Cast
) -> None:
    filled.put_into_escrow()
    filled.end_the_cycle()
    filled.retire(PORTAL, whole=True, leave_in_escrow=True)
    assert filled.private_files(PORTAL) == []
    with pytest.raises(WrongState, match="cannot be opened here any more"):
        read_all(engine, cast, filled)
    (back,) = filled.recover(*filled.phrases[1:4])
    assert back.retired_at is None
    amina = cast.amina
    opener = reading.keys_in(filled.places.stores[PORTAL].directory).opener
    with transaction(engine) as db:
        reading.statement(db, opener, by=amina.actor, filing=amina.filing, why=reading.Why.OWN_COPY)
        kinds = set(db.scalars(select(LedgerEntry.kind).where(LedgerEntry.kind.like("keys:%"))))
    assert {"keys:retired", "keys:recovered"} <= kinds


def test_recovering_takes_three_phrases_of_this_escrow_and_gives_back_only_what_is_missing(
    filled: Keyroom,
) -> None:
    with pytest.raises(ConfigError, match="no escrow"):
        filled.recover("a", "b", "c")
    filled.put_into_escrow()
    with pytest.raises(BadInput, match="3 different phrases are needed"):
        filled.recover(filled.phrases[0], filled.phrases[1], filled.phrases[0])
    assert filled.recover(*filled.phrases[:3]) == []


def test_a_generation_that_nothing_needs_any_more_does_not_come_back(filled: Keyroom) -> None:
    filled.put_into_escrow()
    filled.rotate(PORTAL)
    filled.rewrap()
    filled.waits_a_while()
    filled.retire(PORTAL)
    assert filled.recover(*filled.phrases[:3]) == []


def test_who_manages_no_keys_rotates_retires_and_recovers_none(filled: Keyroom, cast: Cast) -> None:
    filled.put_into_escrow()
    filled.cast = type(cast)(**{**vars(cast), "olu": cast.rosa})
    with pytest.raises(NotPermitted):
        filled.rotate(PORTAL)
    with pytest.raises(NotPermitted):
        filled.rewrap()
    with pytest.raises(NotPermitted):
        filled.retire(PORTAL)
    with pytest.raises(NotPermitted):
        filled.recover(*filled.phrases[:3])
