"""T3 and T4: six items of last year, unchanged; and the same with something new."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import LISTED
from tests.journeys.people import ELENA, ELISA, OTTO, PACO, PILAR, SIMON, Walker, six_items
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
    assert "Par rapport à 2018 : 6 inchangés, 0 terminé, 0 nouveau." in journey.text, journey.text
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


def add_a_fund(journey: Journey) -> Journey:
    """Add a fund in the section that is open."""
    journey.press(journey.page.locator('main a[href*="/new"]').first)
    journey.press(journey.page.locator('main a[href*="category=fund"]'))
    journey.fill("name", "Fondo Andino").choose(kind="mutual", diversified="yes", can_direct="no")
    journey.pick("band", "from-10000").choose(holder="self", related_to_duties="no")
    return journey.send()


def add_a_spouses_pay(journey: Journey) -> Journey:
    """Add what the spouse's new employer pays."""
    journey.press(journey.page.locator('main a[href*="/new"]').first)
    journey.press(journey.page.locator('main a[href*="category=income"]'))
    journey.fill("counterparty_name", "Hospital San José").pick("counterparty_kind", "company")
    journey.pick("kind", "salary").fill("amount-amount", "42000").fill("amount-currency", "USD")
    return journey.choose(holder="spouse", related_to_duties="no").send()


@pytest.mark.parametrize(("script", "walker"), [(True, ELENA), (False, ELISA)], ids=["script", "no script"])
def test_t4_a_new_holding_and_a_spouses_job(go: Go, book: Book, walker: Walker, *, script: bool) -> None:
    journey = same_as_before(go(walker, OFFICE, script=script))
    more = {"holdings": "yes", "outside-income": "yes"}
    journey.choose(**{f"q-{code}": more.get(code, "no") for code in CODES}).send()
    journey.press(journey.page.locator('.task-list a[href$="/holdings"]'))
    add_a_fund(journey)
    assert journey.path == "/2020/holdings", journey.problems
    journey.press(journey.page.locator("main .actions a").last)
    if journey.path == "/2020/tasks":
        journey.press(journey.page.locator('.task-list a[href$="/outside-income"]'))
    add_a_spouses_pay(journey)
    assert journey.path == "/2020/outside-income", journey.problems
    journey.press(journey.page.locator("main .actions a").last)
    if journey.path == "/2020/tasks":
        journey.press(journey.page.locator("main .actions a"))
    assert "Fondo Andino" in journey.text
    assert "Hospital San José" in journey.text
    journey.choose(certified_1="y", certified_2="y").send()
    assert journey.path == "/2020/receipt"
    if script:
        book.write(
            "T4",
            "six items, a new holding and a spouse's job",
            line="OFFICE",
            language="es",
            cost=journey.end(),
            clicks=23 + 28,
        )


def offered(journey: Journey, name: str) -> list[str]:
    """What a text field offers while one writes."""
    field = journey.page.locator(f'[name="{name}"]')
    found: list[str] = field.evaluate("one => [...(one.list?.options ?? [])].map(option => option.value)")
    return found


def picks_by_keys(journey: Journey, name: str, text: str) -> None:
    """Reach a field by Tab and write the beginning of what it offers: one thing is left, and is the one.

    The list itself is the browser's own, opened and walked with the arrow keys; a browser without a
    window opens none. So this asserts all that it needs: a text field that is a combobox to whoever
    listens, whose list narrows to `text`, and which takes any other words as well.
    """
    field = journey.page.locator(f'[name="{name}"]')
    for _press in range(60):
        if field.evaluate("one => one === document.activeElement"):
            break
        journey.page.keyboard.press("Tab")
    beginning = text[:5]
    journey.page.keyboard.type(beginning)
    assert field.input_value() == beginning
    assert [one for one in offered(journey, name) if one.startswith(beginning)] == [text]
    assert journey.page.get_by_role("combobox").filter(has=field).count() or is_a_combobox(journey, name)
    journey.page.keyboard.type(text[len(beginning) :])
    journey.cost.clicks += 1


def is_offered_a_vendor(journey: Journey, name: str) -> None:
    """Write the beginning of a name that nobody gave yet, see it offered, and think better of it."""
    field = journey.page.locator(f'[name="{name}"]')
    field.press_sequentially(LISTED[:5].lower())
    expect(journey.page.locator(f'#organisations option[value="{LISTED}"]')).to_be_attached()
    assert LISTED in offered(journey, name)
    field.clear()


def is_a_combobox(journey: Journey, name: str) -> bool:
    """Whether the browser tells a screen reader of the list."""
    tree = journey.session.send("Accessibility.getFullAXTree")["nodes"]
    label = journey.page.locator(f'label[for="{name}"]').inner_text()
    return any(
        node.get("role", {}).get("value") == "combobox" and node.get("name", {}).get("value") == label
        for node in tree
    )


@pytest.mark.parametrize(("script", "walker"), [(True, PILAR), (False, PACO)], ids=["script", "no script"])
def test_t4_what_was_said_once_is_not_asked_again(go: Go, walker: Walker, *, script: bool) -> None:
    journey = go(walker, OFFICE, script=script).open(START).send()
    journey.press(journey.page.locator('main a[href$="/household/new"]'))
    journey.fill("name", "Ana Ruiz").fill("employer", "Hospital San José")
    journey.choose(relation="spouse", lives_in="yes").send()
    assert journey.path == "/2020/household", journey.problems
    journey.choose(household_confirmed="yes", duties_unchanged="yes").send()
    yes = {"outside-income": "yes", "family-work": "yes"}
    journey.choose(**{f"q-{code}": yes.get(code, "no") for code in CODES}).send()
    journey.open("/2020/outside-income/new?category=income")
    if script:
        is_offered_a_vendor(journey, "counterparty_name")
    picks_by_keys(journey, "counterparty_name", "Hospital San José")
    journey.pick("counterparty_kind", "company").pick("kind", "salary")
    journey.fill("amount-amount", "42000").fill("amount-currency", "USD")
    journey.choose(holder="spouse", related_to_duties="no").send()
    assert journey.path == "/2020/outside-income", journey.problems
    journey.open("/2020/family-work/new?category=relative-in-system")
    assert offered(journey, "person") == ["Ana Ruiz"]
    picks_by_keys(journey, "person", "Ana Ruiz")
    assert "Hospital San José" in offered(journey, "counterparty_name")
    known = journey.open("/2020/household").text
    assert "Ana Ruiz" in known
    assert "Hospital San José" in known
