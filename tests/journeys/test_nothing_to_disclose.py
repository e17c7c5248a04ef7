"""T1 and T2: from the letter's link to the receipt with nothing to disclose, new and again."""

from tests.journeys.browser import FIELD
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.people import NADIA, YARA
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

START = "/2020/start"
LIMITS = {"clicks": 16, "pages": 5, "kB": 80, "waiting": 20, "modelled": 210}


def to_questions(journey: Journey) -> Journey:
    journey.open(START).send()
    assert checked(journey) == 0
    return journey.choose(household_confirmed="yes", duties_unchanged="yes").send()


def checked(journey: Journey) -> int:
    """How many choices are made on the page."""
    return journey.page.locator("input:checked").count()


def file_nil(journey: Journey) -> Journey:
    to_questions(journey)
    assert checked(journey) == 0
    journey.choose(**{f"q-{code}": "no" for code in CODES}).send()
    assert checked(journey) == 0
    return journey.choose(certified_1="y", certified_2="y").send()


def test_t1_a_new_filer_files_from_the_letters_link(go: Go, book: Book) -> None:
    journey = file_nil(go(NADIA, FIELD))
    assert journey.path == "/2020/receipt"
    assert "FD-2020-" in journey.shows("15 receipt").text
    assert journey.page.locator('a[href*="pdf"]').count() > 0, "no PDF on the receipt"
    book.write(
        "T1",
        "a new filer has nothing to disclose",
        line="FIELD",
        language="en",
        cost=journey.end(),
        **LIMITS,
    )


def test_t2_a_returning_filer_files_nil_again_in_arabic(go: Go, book: Book) -> None:
    journey = go(YARA, FIELD)
    to_questions(journey)
    html = journey.page.content()
    assert 'dir="rtl"' in html
    assert "checked" not in html.split("<main")[1], "last year's answers show on this year's questions"
    journey.choose(**{f"q-{code}": "no" for code in CODES}).send()
    names = journey.page.locator("main bdi").all_inner_texts()
    assert any("Maria" in name for name in names), "a Latin name stands in Arabic text without isolation"
    journey.choose(certified_1="y", certified_2="y").send()
    assert "FD-2020-" in journey.text
    book.write(
        "T2",
        "a returning filer has nothing to disclose",
        line="FIELD",
        language="ar",
        cost=journey.end(),
        **LIMITS,
    )
