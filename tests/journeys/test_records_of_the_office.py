"""Ruth's answers do not mention what the office holds: she is asked, on the page where she certifies."""

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.people import RUTH
from tests.journeys.test_nothing_to_disclose import to_questions
from tests.portal.journeys import CODES


def test_two_records_are_asked_about_beside_the_boxes(go: Go) -> None:
    journey = to_questions(go(RUTH, OFFICE))
    journey.choose(**{f"q-{code}": "no" for code in CODES}).send()
    page = journey.page
    choices = page.locator('[name="choice"]')
    assert (journey.path, choices.count()) == ("/2020/check", 6)
    journey.shows("14 record")
    assert page.locator("main input:checked").count() == 0
    journey.click(page.locator('[name="choice"][value="ended"]').first).send()
    assert journey.problems == ["Enter the day on which it ended"]
    for part, number in (("day", "31"), ("month", "12"), ("year", "2018")):
        journey.fill(f"ended_on-{part}", number)
    journey.send()
    assert (journey.path, choices.count()) == ("/2020/check", 3)
    journey.choose(choice="not-mine").send()
    assert (journey.path, choices.count()) == ("/2020/check", 0)
    journey.press(page.locator('main a[href*="/2020/check/"]').first)
    assert journey.heading == "The office holds a record"
    journey.choose(choice="added").send()
    assert page.locator('[value="A watch"]').count() == 1
