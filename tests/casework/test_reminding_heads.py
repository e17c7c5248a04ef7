"""A head who has not said what they did is reminded once a week; earlier referrals are not forgotten."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import referring, scheduling
from disclosure.casework.referring import HeadReminder
from disclosure.errors import NotPermitted
from disclosure.models import LedgerEntry, Letter, Referral
from tests.casework.office import Office, next_year
from tests.casework.referrals import on, prepare, send, sent, with_a_head
from tests.cast import Cast


def due(db: Session, cast: Cast, day: date) -> list[HeadReminder]:
    return referring.due_head_reminders(db, by=cast.olu.actor, cycle=cast.cycle, today=day)


def remind(db: Session, cast: Cast, day: date) -> list[Letter]:
    return referring.remind_heads(db, by=cast.olu.actor, cycle=cast.cycle, today=day)


def after(referral: Referral, days: int) -> date:
    return referral.due_on + timedelta(days=days)


def test_heads_are_reminded_from_the_day_after_their_time_has_passed(db: Session, cast: Cast) -> None:
    referral, head = sent(db, cast)
    assert due(db, cast, after(referral, 0)) == []
    letters = remind(db, cast, after(referral, 1))
    assert {letter.to_email for letter in letters} == {head.account.email}
    [letter] = letters
    assert letter.params == {
        "year": 2020,
        "act_by": referral.due_on.isoformat(),
        "people": 3,
        "entity": "Department of Operational Support",
    }


def test_a_reminder_is_written_once_a_week_and_as_shown(db: Session, cast: Cast) -> None:
    referral, _head = sent(db, cast)
    assert len(remind(db, cast, after(referral, 2))) == 1
    assert remind(db, cast, after(referral, 6)) == []
    shown = {one.occasion for one in due(db, cast, after(referral, 7))}
    assert {letter.occasion for letter in remind(db, cast, after(referral, 7))} == shown
    lines = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "referral:reminded")).all()
    assert {line.facts["referral_id"] for line in lines} == {str(referral.id)}
    assert len(lines) == 2


def test_a_reminder_counts_who_is_still_missing_and_ends_with_the_last(
    db: Session, cast: Cast, office: Office
) -> None:
    referral, _head = sent(db, cast)
    office.file(cast.amina)
    assert [one.people for one in due(db, cast, after(referral, 1))] == [2]
    office.file(cast.chen)
    office.file(cast.hana)
    assert due(db, cast, after(referral, 1)) == []


def test_whoever_recorded_the_action_is_not_reminded(db: Session, cast: Cast) -> None:
    referral, head = sent(db, cast)
    referring.record_action(db, by=head.actor, referral=referral, action="I spoke with them.")
    assert due(db, cast, after(referral, 30)) == []


@pytest.mark.parametrize("who", ["hana", "farid", "emil", "ida", "rosa"])
def test_only_the_office_reminds_heads(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        referring.remind_heads(db, by=getattr(cast, who).actor, cycle=cast.cycle)


def test_the_history_of_an_entity_tells_what_came_of_each_referral(
    db: Session, cast: Cast, office: Office
) -> None:
    referral, head = sent(db, cast)
    office.file(cast.amina)
    referring.record_action(db, by=head.actor, referral=referral, action="I spoke with them.")
    for reader in (cast.olu, head):
        [past] = referring.history(db, by=reader.actor, entity=cast.entities["DOS"])
        assert (past.year, past.people, past.filed) == (2020, 3, 1)
        assert past.referral.action == "I spoke with them."
    assert referring.history(db, by=cast.farid.actor, entity=cast.entities["DOS"]) == []
    assert referring.history(db, by=cast.olu.actor, entity=cast.entities["DPO"]) == []


def test_a_referral_that_was_not_sent_is_no_history(db: Session, cast: Cast) -> None:
    prepare(db, cast)
    assert referring.history(db, by=cast.olu.actor, entity=cast.entities["DOS"]) == []


def test_a_referral_names_the_earlier_years_in_which_somebody_did_not_file(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.amina)
    with clock.travel(on(date(2020, 12, 31))):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
    with clock.travel(datetime.combine(date(2021, 3, 1), on(date(2021, 3, 1)).timetz())):
        hana = next_year(office, cast.hana)
    cycle = hana.filing.cycle
    with clock.travel(on(date(2021, 5, 20))):
        again = referring.prepare(db, by=cast.olu.actor, cycle=cycle, entity=cast.entities["DOS"])
        people = referring.people(db, by=cast.olu.actor, referral=again)
    assert {one.name: one.earlier for one in people} == {
        "Amina Odhiambo": (),
        "Hana Novak": (2020,),
        "陈美玲": (2020,),
    }


def test_nobody_is_reminded_before_a_referral_is_sent(db: Session, cast: Cast) -> None:
    with_a_head(db, cast)
    referral = prepare(db, cast)
    assert due(db, cast, after(referral, 30)) == []
    send(db, cast, referral)
    assert len(due(db, cast, after(referral, 30))) == 1
