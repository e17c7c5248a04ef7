from datetime import date

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from disclosure.web.dates import PARTS
from tests.web.sample import HoldingForm, filled, make_app

APP = make_app()


@pytest.fixture(autouse=True)
def request_context() -> object:
    with APP.test_request_context():
        yield


def bought(day: str, month: str, year: str) -> HoldingForm:
    form = filled(bought__day=day, bought__month=month, bought__year=year)
    form.validate()
    return form


@pytest.mark.parametrize(
    ("posted", "focus", "sentence"),
    [
        (("", "3", "2020"), "day", "Enter the day too, like 27"),
        (("27", "", ""), "month", "Enter the month and the year too, like 3 2026"),
        (("1", "March", "2020"), "month", "Enter the date in numbers, like 27 3 2026"),
        (("32", "1", "2020"), "day", "Enter a day from 1 to 31"),
        (("1", "13", "2020"), "month", "Enter a month from 1 to 12"),
        (("1", "1", "20"), "year", "Enter the year with four digits, like 2026"),
        (("1", "1", "0020"), "year", "Enter a year from 1900 to 2100"),
        (("1", "1", "9" * 9000), "year", "Enter a year from 1900 to 2100"),
        (("30", "2", "2020"), "day", "This month does not have so many days. Check the day and the month"),
        (("1", "1", "2026"), "day", "Enter a date that is 31 December 2025 or earlier"),
        (("-1", "1", "2020"), "day", "Enter the date in numbers, like 27 3 2026"),
        (("²", "1", "2020"), "day", "Enter the date in numbers, like 27 3 2026"),
    ],
)
def test_a_date_that_cannot_be_is_met_with_a_sentence_at_its_box(
    posted: tuple[str, str, str], focus: str, sentence: str
) -> None:
    assert bought(*posted).problems() == [(f"bought-{focus}", sentence)]


def test_digits_of_any_script_are_read() -> None:
    assert bought("٢٨", "٢", "٢٠٢٤").bought.data == date(2024, 2, 28)


def test_missing_boxes_are_an_empty_date() -> None:
    form = HoldingForm(formdata=None)
    assert form.bought.data is None
    assert form.bought.typed == dict.fromkeys(PARTS, "")


def test_a_known_date_stands_in_the_boxes() -> None:
    form = HoldingForm(formdata=None, bought=date(2024, 2, 9))
    assert form.bought.typed == {"day": "9", "month": "2", "year": "2024"}


def test_the_bound_is_told_in_the_language_of_the_page() -> None:
    with force_locale("es"):
        ((_target, sentence),) = bought("1", "1", "2026").problems()
    assert sentence.endswith("31 de diciembre de 2025")


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    with APP.test_request_context():
        form = bought(str(day.day), f"{day.month:02}", str(day.year))
        assert form.bought.data == day


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_stands_in_the_boxes_stays_there(day: str, month: str, year: str) -> None:
    with APP.test_request_context():
        form = bought(day, month, year)
        assert list(form.bought.typed.values()) == [day.strip(), month.strip(), year.strip()]
        assert bool(form.bought.errors) == (form.bought.data is None)
