"""The ladder of a cycle stands still from its pause on until an officer resumes it."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing
from disclosure.db import transaction
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Cycle, LadderPause, LedgerEntry, Letter
from tests.casework.concurrently import at_once
from tests.casework.test_chasing import on, remind
from tests.cast import Cast, Member

STEP, NEXT_STEP, AFTER = date(2020, 3, 17), date(2020, 3, 24), date(2020, 3, 26)
WHY = "The roster is being mended."


def pause(db: Session, cast: Cast, by: Member | None = None, reason: str = WHY) -> LadderPause:
    return chasing.pause(db, by=(by or cast.olu).actor, cycle=cast.cycle, reason=reason)


def test_no_letter_is_written_while_it_is_paused_and_the_reason_is_told(db: Session, cast: Cast) -> None:
    pause(db, cast)
    with pytest.raises(WrongState, match=r"The ladder is paused\. Reason: The roster is being mended\."):
        remind(db, cast, STEP)
    assert db.scalars(select(Letter).where(Letter.occasion.startswith("reminder:"))).all() == []


def test_what_is_due_is_still_shown(db: Session, cast: Cast) -> None:
    pause(db, cast)
    with clock.travel(on(STEP)):
        assert len(chasing.due_reminders(db, by=cast.olu.actor, cycle=cast.cycle)) == 9


def test_after_it_everybody_gets_the_newest_step_alone(db: Session, cast: Cast) -> None:
    pause(db, cast)
    with clock.travel(on(AFTER)):
        ended = chasing.resume(db, by=cast.petra.actor, cycle=cast.cycle)
    assert ended is not None
    assert ended.resumed_by_id == cast.petra.account.id
    letters = remind(db, cast, AFTER).letters
    assert len(letters) == 9
    assert {letter.occasion.split(":")[3] for letter in letters} == {
        str((NEXT_STEP - date(2020, 3, 31)).days)
    }


def test_an_officer_may_still_remind_people_of_a_list(db: Session, cast: Cast) -> None:
    pause(db, cast)
    written = chasing.remind_chosen(
        db, by=cast.olu.actor, cycle=cast.cycle, filings=[cast.amina.filing.id, cast.boris.filing.id]
    )
    assert len(written) == 2


def test_the_ladder_of_another_cycle_goes_on(db: Session, cast: Cast) -> None:
    pause(db, cast)
    assert chasing.paused(db, cycle=Cycle(id=cast.organisation.id)) is None


def test_both_acts_stand_in_the_ledger(db: Session, cast: Cast) -> None:
    one = pause(db, cast)
    chasing.resume(db, by=cast.petra.actor, cycle=cast.cycle)
    kinds = LedgerEntry.kind.in_(["ladder:paused", "ladder:resumed"])
    lines = {line.kind: line for line in db.scalars(select(LedgerEntry).where(kinds))}
    known = {"pause_id": str(one.id), "cycle_id": str(cast.cycle.id)}
    assert lines["ladder:paused"].facts == {**known, "reason": WHY}
    assert lines["ladder:resumed"].facts == known
    assert lines["ladder:resumed"].account_id == cast.petra.account.id


def test_a_paused_ladder_is_not_paused_again_and_a_running_one_goes_on(db: Session, cast: Cast) -> None:
    assert chasing.resume(db, by=cast.olu.actor, cycle=cast.cycle) is None
    pause(db, cast)
    with pytest.raises(WrongState, match="The ladder is paused"):
        pause(db, cast, by=cast.petra, reason="Again")
    chasing.resume(db, by=cast.olu.actor, cycle=cast.cycle)
    pause(db, cast, reason="A second time")
    found = chasing.paused(db, cycle=cast.cycle)
    assert found is not None
    assert (found.reason, found.paused_by.name) == ("A second time", "Olu Adeyemi")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_it_needs_a_reason_that_can_be_read(db: Session, cast: Cast, reason: str) -> None:
    with pytest.raises(BadInput):
        pause(db, cast, reason=reason)
    assert chasing.paused(db, cycle=cast.cycle) is None


def test_only_the_ladder_of_an_open_cycle_is_paused(db: Session, cast: Cast) -> None:
    cast.cycle.state, cast.cycle.closed_at = CycleState.CLOSED, clock.now()
    with pytest.raises(WrongState, match="while the cycle is open"):
        pause(db, cast)


def test_nobody_but_the_programme_office_pauses_or_resumes(db: Session, cast: Cast) -> None:
    for member in (cast.hana, cast.farid, cast.emil, cast.ida, cast.adam, cast.rosa, cast.stranger):
        with pytest.raises(NotPermitted):
            pause(db, cast, by=member)
        with pytest.raises(NotPermitted):
            chasing.resume(db, by=member.actor, cycle=cast.cycle)


def test_two_officers_at_once_pause_once(db: Session, cast: Cast, engine: Engine) -> None:
    db.commit()

    def run(other: Session, by: Member) -> None:
        chasing.pause(other, by=by.actor, cycle=other.get_one(Cycle, cast.cycle.id), reason=WHY)

    (refusal,) = at_once(engine, run, cast.olu, cast.petra)
    assert isinstance(refusal, WrongState)
    with transaction(engine, write=False) as after:
        assert len(after.scalars(select(LadderPause)).all()) == 1


def test_a_run_and_a_pause_at_once_come_one_after_the_other(db: Session, cast: Cast, engine: Engine) -> None:
    """Either all letters were written before the pause, or none after it."""
    db.commit()

    def run(other: Session, by: Member) -> None:
        cycle = other.get_one(Cycle, cast.cycle.id)
        if by is cast.olu:
            chasing.remind(other, by=by.actor, cycle=cycle, today=STEP)
        else:
            chasing.pause(other, by=by.actor, cycle=cycle, reason=WHY)

    refusals = at_once(engine, run, cast.olu, cast.petra)
    with transaction(engine, write=False) as after:
        reminders = select(Letter).where(Letter.occasion.startswith("reminder:"))
        assert len(after.scalars(reminders).all()) == (0 if refusals else 9)
        assert after.scalar(select(LadderPause.reason)) == WHY
