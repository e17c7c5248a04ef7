"""T3 and T4: six items of last year, unchanged; and the same with something new."""

from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.people import ELENA, OTTO, SIMON, six_items
from tests.journeys.test_nothing_to_disclose import START, checked
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

ITEMS = [item.id for item in six_items()]


def to_cards(journey: Journey) -> Journey:
    journey.open(START).send()
    journey.choose(household_confirmed="yes", duties_unchanged="yes").send()
    assert journey.path == "/2020/last-year"
    assert checked(journey) == 0
    return journey


def same_as_before(journey: Journey) -> Journey:
    return to_cards(journey).choose(**{f"said-{item}": "unchanged" for item in ITEMS}).send()


def test_t3_six_items_stay_as_they_were(go: Go, book: Book) -> None:
    journey = same_as_before(go(SIMON, FIELD))
    journey.choose(**{f"q-{code}": "no" for code in CODES}).send()
    assert "2018 : 6 identiques, 0 terminé, 0 nouveau" in journey.text, journey.text
    journey.choose(certified_1="y", certified_2="y").send()
    assert "FD-2020-" in journey.text
    book.write(
        "T3",
        "six items stay as they were",
        line="FIELD",
        language="fr",
        cost=journey.end(),
        clicks=23,
        kB=95,
        modelled=285,
    )


def test_t3_there_is_no_way_to_confirm_all_and_changed_is_one_click_away(go: Go) -> None:
    journey = to_cards(go(OTTO, OFFICE))
    names = journey.page.locator("main input").evaluate_all("all => all.map(one => one.name)")
    choices = [name for name in names if name.startswith("said-")]
    assert set(choices) == {f"said-{item}" for item in ITEMS}
    assert journey.page.locator("main button").count() == 1
    journey.choose(**{f"said-{item}": "unchanged" for item in ITEMS if item != "company"})
    journey.choose(**{"said-company": "changed"})
    field = journey.page.locator('[name="changed-company-percent"]')
    if not field.count() or not field.is_visible():
        journey.send()
    journey.fill("changed-company-percent", "60")
    assert journey.path.startswith("/2020/last-year")
