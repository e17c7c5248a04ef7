"""The end of the due day wherever people serve, and what is counted from it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.domain.deadlines import (
    due_instant,
    entry_due,
    extended,
    filing_due,
    is_late,
    ladder_dates,
    working_day_after,
    working_days_between,
)
from disclosure.domain.programme import load
from disclosure.errors import BadInput

UN = load("un-secretariat")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ZONES = sorted(available_timezones() - {"localtime"})

zones = st.sampled_from(ZONES)
due_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
rest_days = st.frozensets(st.integers(0, 6), max_size=6)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("due_on", "zone", "instant"),
    [
        (date(2020, 3, 31), "UTC", datetime(2020, 4, 1, tzinfo=UTC)),
        (date(2020, 3, 31), "America/New_York", datetime(2020, 4, 1, 4, tzinfo=UTC)),
        (date(2020, 3, 31), "Pacific/Kiritimati", datetime(2020, 3, 31, 10, tzinfo=UTC)),  # UTC+14
        (date(2020, 3, 31), "Pacific/Pago_Pago", datetime(2020, 4, 1, 11, tzinfo=UTC)),  # UTC-11
        (date(2020, 3, 31), "Asia/Kathmandu", datetime(2020, 3, 31, 18, 15, tzinfo=UTC)),  # UTC+5:45
        # Clocks jump from 00:00 to 01:00: there is no midnight, the day ends when they jump.
        (date(2019, 9, 7), "America/Santiago", datetime(2019, 9, 8, 4, tzinfo=UTC)),
        (date(2022, 3, 26), "Asia/Beirut", datetime(2022, 3, 26, 22, tzinfo=UTC)),
        # Clocks jumped from 23:30 to 00:30: the day ended half an hour early.
        (date(1919, 3, 30), "America/Toronto", datetime(1919, 3, 31, 4, 30, tzinfo=UTC)),
        # Clocks go back from 00:00 to 23:00: the day has 25 hours.
        (date(2022, 10, 29), "Asia/Beirut", datetime(2022, 10, 29, 22, tzinfo=UTC)),
        # Clocks go back from 01:00 to 00:00: the due day is not resumed, the first midnight ends it.
        (date(2020, 10, 31), "America/Havana", datetime(2020, 11, 1, 4, tzinfo=UTC)),
        # Clocks went back from 00:01 to 23:01: the due day resumed, the second midnight ends it.
        (date(2010, 11, 6), "America/St_Johns", datetime(2010, 11, 7, 3, 30, tzinfo=UTC)),
        # Samoa skipped 30 December 2011 altogether.
        (date(2011, 12, 29), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
        (date(2011, 12, 30), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_the_due_day_ends_at_the_next_local_midnight(due_on: date, zone: str, instant: datetime) -> None:
    assert due_instant(due_on, zone) == instant
    assert due_instant(due_on, zone).tzinfo is UTC


@given(due_on=due_days, zone=zones)
@example(due_on=date(1919, 3, 30), zone="America/Toronto")
@example(due_on=date(2010, 11, 6), zone="America/St_Johns")
@example(due_on=date(2011, 12, 30), zone="Pacific/Apia")
def test_one_second_before_local_midnight_is_in_time_and_one_second_after_is_late_in_every_zone(
    due_on: date, zone: str
) -> None:
    due, local = due_instant(due_on, zone), ZoneInfo(zone)
    assert (due - SECOND).astimezone(local).date() <= due_on < due.astimezone(local).date()
    assert not is_late(due - SECOND, due)
    assert is_late(due, due)
    assert is_late(due + SECOND, due)


@given(due_on=due_days, zone=zones, minutes=st.integers(0, 60 * 30))
@example(due_on=date(2010, 11, 6), zone="America/St_Johns", minutes=0)
def test_once_it_has_ended_the_due_day_never_comes_back(due_on: date, zone: str, minutes: int) -> None:
    later = due_instant(due_on, zone) + timedelta(minutes=minutes)
    assert later.astimezone(ZoneInfo(zone)).date() > due_on


@given(due_on=due_days, zone=zones, days=st.integers(1, 400))
def test_a_later_due_day_never_ends_earlier(due_on: date, zone: str, days: int) -> None:
    assert due_instant(due_on, zone) <= due_instant(due_on + days * DAY, zone)


@given(due_on=due_days, zone=zones)
def test_the_due_day_ends_within_fifteen_hours_of_its_end_in_utc(due_on: date, zone: str) -> None:
    midnight = datetime.combine(due_on + DAY, datetime.min.time(), tzinfo=UTC)
    assert abs(due_instant(due_on, zone) - midnight) <= timedelta(hours=15)


def test_the_duty_station_decides_and_not_the_office() -> None:
    received = datetime(2020, 3, 31, 20, 0, tzinfo=UTC)
    zone_of = UN.calendar.zone_of
    assert is_late(received, due_instant(date(2020, 3, 31), zone_of("Suva")))
    assert not is_late(received, due_instant(date(2020, 3, 31), zone_of("Geneva")))


def test_an_extension_moves_the_due_date_up_to_the_cap() -> None:
    assert extended(date(2020, 3, 31), days=30, cap=30) == date(2020, 4, 30)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (31, "Extensions may add 30 days in all; 31 days are too many."),
        (0, "An extension is at least one day."),
        (-3, "An extension is at least one day."),
    ],
)
def test_an_extension_beyond_the_cap_or_backwards_is_refused(days: int, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        extended(date(2020, 3, 31), days=days, cap=30)
    assert str(refused.value) == sentence


def test_somebody_new_has_thirty_days_but_never_less_than_the_others() -> None:
    due_on = UN.calendar.due_on(2020)
    assert entry_due(date(2020, 3, 20), UN) == date(2020, 4, 19)
    assert filing_due(UN, cycle_due_on=due_on, designated_on=date(2020, 3, 20)) == date(2020, 4, 19)
    assert filing_due(UN, cycle_due_on=due_on, designated_on=date(2020, 1, 5)) == due_on


def test_the_ladder_counts_from_the_due_date() -> None:
    found = [(step.on, step.rung.letter.value) for step in ladder_dates(UN, date(2020, 3, 31))]
    assert found == [
        (date(2020, 3, 1), "cycle-opens"),
        (date(2020, 3, 17), "reminder"),
        (date(2020, 3, 24), "reminder"),
        (date(2020, 3, 29), "reminder"),
        (date(2020, 4, 3), "overdue"),
        (date(2020, 4, 10), "second-level"),
        (date(2020, 4, 20), "referral-notice"),
        (date(2020, 4, 30), "referral"),
    ]


@given(due_on=due_days, days=st.integers(1, 30))
def test_an_extension_moves_every_letter_by_as_many_days(due_on: date, days: int) -> None:
    moved = extended(due_on, days=days, cap=30)
    pairs = zip(ladder_dates(UN, due_on), ladder_dates(UN, moved), strict=True)
    assert all(after.on - before.on == timedelta(days=days) for before, after in pairs)


def noon(day: int) -> datetime:
    return datetime(2024, 5, day, 12, tzinfo=UTC)  # 6 May 2024 is a Monday


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (6, 6, 0),
        (6, 7, 1),
        (6, 10, 4),
        (6, 13, 5),
        (10, 13, 1),
        (11, 12, 0),
        (10, 11, 0),
        (13, 6, 0),
        (6, 27, 15),
    ],
)
def test_working_days_leave_out_the_first_day_and_the_weekends(start: int, end: int, days: int) -> None:
    assert working_days_between(noon(start), noon(end), zone="UTC") == days


def test_a_holiday_counts_once_and_only_on_a_working_day() -> None:
    holidays = [date(2024, 5, 8), date(2024, 5, 8), date(2024, 5, 11), date(2024, 6, 3)]
    assert working_days_between(noon(6), noon(13), zone="UTC", holidays=holidays) == 4


def test_the_day_is_that_of_the_duty_station() -> None:
    start, end = datetime(2024, 5, 6, 12, tzinfo=UTC), datetime(2024, 5, 7, 3, tzinfo=UTC)
    assert working_days_between(start, end, zone="UTC") == 1
    assert working_days_between(start, end, zone="America/New_York") == 0


def test_in_amman_sunday_is_a_working_day_and_friday_is_not() -> None:
    amman = UN.calendar.duty_station("Amman")
    assert amman is not None
    thursday, sunday = noon(9), noon(12)
    assert working_days_between(thursday, sunday, zone=amman.zone, weekend=amman.rest_days) == 1
    assert working_day_after(date(2024, 5, 9), 1, weekend=amman.rest_days) == date(2024, 5, 12)


@given(start=instants, hours=st.integers(0, 5000), more=st.integers(0, 5000), zone=zones, weekend=rest_days)
def test_more_time_is_never_fewer_working_days(
    start: datetime, hours: int, more: int, zone: str, weekend: frozenset[int]
) -> None:
    end = start + timedelta(hours=hours)
    counted = working_days_between(start, end, zone=zone, weekend=weekend)
    assert (
        0 <= counted <= working_days_between(start, end + timedelta(hours=more), zone=zone, weekend=weekend)
    )


@given(
    start=instants,
    days=st.integers(0, 200),
    weekend=rest_days,
    holidays=st.frozensets(st.dates(date(2000, 1, 1), date(2031, 1, 1)), max_size=20),
)
def test_the_count_is_that_of_the_calendar_day_by_day(
    start: datetime, days: int, weekend: frozenset[int], holidays: frozenset[date]
) -> None:
    walked = [start.date() + step * DAY for step in range(1, days + 1)]
    expected = sum(day.weekday() not in weekend and day not in holidays for day in walked)
    counted = working_days_between(start, start + days * DAY, zone="UTC", weekend=weekend, holidays=holidays)
    assert counted == expected


@given(start=instants, days=st.integers(1, 60), weekend=rest_days)
def test_a_clock_of_n_working_days_runs_out_after_n_of_them(
    start: datetime, days: int, weekend: frozenset[int]
) -> None:
    last = working_day_after(start.date(), days, weekend=weekend)
    end = datetime.combine(last, start.timetz())
    assert last.weekday() not in weekend
    assert working_days_between(start, end, zone="UTC", weekend=weekend) == days
    assert working_days_between(start, end - DAY, zone="UTC", weekend=weekend) == days - 1


def test_a_week_without_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        working_day_after(date(2024, 5, 6), 1, weekend=range(7))
