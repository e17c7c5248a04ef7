"""T12: a senior official publishes that there is nothing to disclose, and takes it back."""

import re

from playwright.sync_api import Browser

from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.people import AGNES

PRIVATE = ("Maria", "Leo", "person-200011", "200011")
"""Of her home, her children and her account; no public page holds any of it."""
PUBLISH = "main form[method=post] .actions button.btn-primary"


def card(html: str) -> str:
    """The summary as a page holds it, byte by byte."""
    [found] = re.findall(r'<section class="card">.*?</section>', html, re.DOTALL)
    return str(found)


def counts(browser: Browser, base: str) -> list[int]:
    """The four counts, as anybody reads them."""
    page = browser.new_page()
    page.goto(f"{base}/public-register?language=en")
    cells = page.locator("main tbody tr").first.locator("td").all_inner_texts()
    page.close()
    return [int(cell) for cell in cells if cell.strip().isdigit()]


def test_t12_publish_a_nil_summary_and_withdraw_it(go: Go, book: Book, browser: Browser, base: str) -> None:
    before = counts(browser, base)
    anybody = go(None, OFFICE).open("/public-register/UN/2020").shows("35 nobody")
    journey = go(AGNES, FIELD).open("/2020/public").shows("19 choices")
    assert journey.page.locator("input:checked").count() == 0
    journey.choose(choice="nil").send()
    preview = card(journey.shows("19 preview").page.content())
    beside = go(AGNES, OFFICE).open("/2020/public/summary").send(PUBLISH).shows("19 no consent")
    assert len(beside.problems) == 1
    journey.choose(consent="y").send(PUBLISH).shows("19 published")
    assert journey.path == "/2020/public", journey.problems
    assert journey.cost.clicks <= 8
    anybody.open("/public-register").shows("35 years").open("/public-register/UN/2020").shows("35 year")
    anybody.open("/public-register/UN/2020?name=xyzzy").shows("35 none of these")
    during = counts(browser, base)
    address = journey.page.locator('main a[href*="/public-register/"]').first.get_attribute("href")
    public = anybody.open(f"{address}?language=en").shows("35 summary").page.content()
    assert card(public) == preview
    assert not [word for word in PRIVATE if word in public]
    publishing = journey.cost.clicks
    journey.press(journey.page.locator('main a[href$="/withdraw"]')).shows("19 withdraw")
    journey.click(journey.page.locator('[name="reason"]').first).send().shows("19 withdrawn")
    anybody.open(str(address)).shows("35 withdrawn")
    assert "withdrawn on 2 March 2020" in anybody.text
    assert journey.cost.clicks - publishing <= 3
    after = counts(browser, base)
    changed = [now - was for was, now in zip(before, during, strict=True)]
    assert sorted(changed) in ([-1, *[0] * (len(changed) - 2), 1], [*[0] * (len(changed) - 1), 1]), changed
    assert during != after
    book.write(
        "T12",
        "publish a nil summary, then withdraw it",
        line="FIELD",
        language="en",
        cost=journey.end(),
        clicks=8 + 3,
    )
