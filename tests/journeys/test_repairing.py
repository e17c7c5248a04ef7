"""T5: three mistakes on one page, in Chinese, and how they are put right."""

from playwright.sync_api import Locator, Page

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.people import MEI
from tests.journeys.test_nothing_to_disclose import to_questions
from tests.portal.journeys import CODES


def values(page: Page) -> dict[str, str]:
    """What the text fields hold."""
    found: dict[str, str] = page.locator("main input:not([type]), main input[type=text]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.name, one.value]))"
    )
    return found


def leads_to_its_field(link: Locator) -> None:
    """Follow a link of the summary: its field has the focus, and says the same."""
    wanted = str(link.get_attribute("href")).removeprefix("#")
    link.click()
    assert link.page.evaluate("document.activeElement.id") == wanted
    shown = link.page.locator(f'[id="{wanted}"]').evaluate(
        "one => one.closest('.field').querySelector('.field-error').innerText"
    )
    assert link.inner_text() in shown


def test_t5_three_mistakes_are_named_reached_and_repaired(go: Go, book: Book) -> None:
    journey = to_questions(go(MEI, OFFICE))
    answers = {f"q-{code}": "yes" if code == "debts" else "no" for code in CODES}
    journey.choose(**answers).send()
    journey.press(journey.page.locator('.task-list a[href$="/debts"]'))
    journey.press(journey.page.locator('main a[href*="/new"]').first)
    fields = set(values(journey.page))
    assert {"counterparty_name", "amount-amount"} <= fields, fields
    journey.pick("counterparty_kind", "company").choose(
        holder="self", related_to_duties="no", open_terms="yes"
    )
    journey.fill("amount-amount", "两万").fill("amount-currency", "CNY").send()
    page = journey.page
    assert page.title().startswith("错误"), page.title()
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    problems = page.locator(".error-summary li a")
    assert problems.count() == 3, problems.all_inner_texts()
    journey.shows("13 mistakes")
    assert values(page)["amount-amount"] == "两万"
    assert page.locator("main input[type=radio]:checked").count() == 3
    assert page.locator('[name="amount-currency"]').input_value() == "CNY"
    for place in range(3):
        leads_to_its_field(problems.nth(place))
    before = journey.cost.clicks
    journey.fill("counterparty_name", "中国银行").pick("kind", "mortgage").fill("amount-amount", "600000")
    journey.send()
    assert journey.path == "/2020/debts", journey.problems
    assert journey.cost.clicks - before <= 6
    book.write(
        "T5",
        "three mistakes are repaired",
        line="OFFICE",
        language="zh",
        cost=journey.end(),
    )
