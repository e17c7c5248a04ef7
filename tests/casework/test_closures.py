"""Who was due while the sites were closed has as many more days as they were closed on."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import closures, programmes
from disclosure.casework.closures import MadeGood, touched
from disclosure.casework.designating import extending
from disclosure.errors import NotPermitted
from disclosure.models import Filing, LedgerEntry, Letter
from tests.cast import Cast

DUE = date(2020, 3, 31)
EVENING = datetime(2020, 3, 31, 18, tzinfo=UTC)


def made_good(db: Session, cast: Cast, since: datetime, hours: float) -> MadeGood:
    until = since + timedelta(hours=hours)
    with clock.travel(until):
        return closures.make_good(db, by=cast.olu.actor, cycle=cast.cycle, since=since, until=until)


def due_dates(db: Session) -> set[date]:
    return set(db.scalars(select(Filing.due_on).where(Filing.state == "due")))


def test_a_night_on_the_last_evening_moves_the_date_for_everybody(db: Session, cast: Cast) -> None:
    assert cast.cycle.due_on == DUE
    done = made_good(db, cast, EVENING, 3)
    assert done.moved > 0
    assert done.left == 0
    assert cast.cycle.due_on == date(2020, 4, 2), "closed on two days where it is past midnight"
    assert due_dates(db) == {date(2020, 4, 2)}
    facts = db.scalars(select(LedgerEntry.facts).where(LedgerEntry.kind == "cycle:deadline-put-back")).one()
    assert facts["reason"] == "The site was closed from 2020-03-31 18:00 to 2020-03-31 21:00 UTC."
    assert db.scalars(select(Letter).where(Letter.kind == "extension")).all()


def test_closed_in_the_middle_of_the_month_nobody_is_due_and_nothing_moves(db: Session, cast: Cast) -> None:
    assert made_good(db, cast, datetime(2020, 3, 12, 8, tzinfo=UTC), 5) == MadeGood(0, 0)
    assert due_dates(db) == {DUE}


def test_who_is_due_the_day_after_counts_too(db: Session, cast: Cast) -> None:
    assert made_good(db, cast, datetime(2020, 3, 31, 1, tzinfo=UTC), 2).moved > 0
    assert cast.cycle.due_on > DUE


def test_who_had_longer_by_an_extension_is_extended_alone(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    extending.extend(db, by=cast.olu.actor, filing=filing, until=date(2020, 4, 6), reason="Illness")
    db.flush()
    done = made_good(db, cast, datetime(2020, 4, 6, 8, tzinfo=UTC), 4)
    assert done == MadeGood(1, 0)
    assert filing.due_on == date(2020, 4, 7)
    assert cast.cycle.due_on == DUE


def test_what_the_cap_forbids_is_left_to_the_office_and_said(db: Session, cast: Cast) -> None:
    filing = cast.amina.filing
    last = DUE + timedelta(days=programmes.of(cast.cycle).calendar.extension_cap_days)
    extending.extend(db, by=cast.olu.actor, filing=filing, until=last, reason="Illness")
    db.flush()
    done = made_good(db, cast, datetime.combine(last, time(8), UTC), 4)
    assert done == MadeGood(0, 1)
    assert filing.due_on == last


def test_a_cycle_that_is_closed_or_somebody_elses_is_left_alone(db: Session, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        closures.make_good(
            db, by=cast.amina.actor, cycle=cast.cycle, since=EVENING, until=EVENING + timedelta(hours=1)
        )


@pytest.mark.parametrize(
    ("zone", "days"), [("UTC", 1), ("Pacific/Kiritimati", 1), ("Asia/Kolkata", 2), ("America/New_York", 1)]
)
def test_days_are_counted_where_the_filer_serves(zone: str, days: int) -> None:
    assert touched(EVENING, EVENING + timedelta(hours=3), zone) == days


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)),  # noqa: DTZ001 - made aware below
    st.timedeltas(timedelta(seconds=1), timedelta(days=30)),
    st.sampled_from(["UTC", "Pacific/Apia", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"]),
)
def test_nobody_loses_a_day_to_the_count(since: datetime, closed: timedelta, zone: str) -> None:
    since = since.replace(tzinfo=UTC)
    days = touched(since, since + closed, zone)
    assert timedelta(days=days) + timedelta(hours=26) > closed
    assert 1 <= days <= closed.days + 2
