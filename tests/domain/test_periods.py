"""A statement on taking or leaving office is about twelve months."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.periods import before_taking_office, until_leaving_office

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(days)
def test_taking_office_is_about_the_year_that_ends_the_day_before(on: date) -> None:
    period = before_taking_office(on)
    assert period.last == on - timedelta(days=1)
    assert (period.last - period.first).days + 1 in (365, 366)


@given(days)
def test_leaving_office_is_about_the_year_that_ends_with_the_last_day(on: date) -> None:
    period = until_leaving_office(on)
    assert period.last == on
    assert (period.last - period.first).days + 1 in (365, 366)


@given(days)
def test_a_year_in_office_is_covered_without_a_gap(on: date) -> None:
    taken, left = before_taking_office(on), until_leaving_office(before_taking_office(on).last)
    assert taken == left


def test_a_leap_day_has_no_day_a_year_before() -> None:
    assert before_taking_office(date(2020, 2, 29)) == (date(2019, 3, 1), date(2020, 2, 28))
    assert before_taking_office(date(2021, 3, 1)) == (date(2020, 3, 1), date(2021, 2, 28))
