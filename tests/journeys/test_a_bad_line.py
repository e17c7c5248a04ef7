"""T6: the line is cut while a page is sent, another device goes on, the session runs out. In Russian."""

from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import update

from disclosure import clock
from disclosure.db import transaction
from disclosure.models import SignedIn
from tests.journeys.browser import DEEP, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import COOKIE, Instance
from tests.journeys.people import LEV, OLEG
from tests.journeys.test_nothing_to_disclose import START
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

SAVED = 20_000
"""Milliseconds within which a page has saved itself on the poorest line."""
LEAD = 120
"""Seconds of warning at least."""
TIMES = 10


def is_saved(journey: Journey) -> None:
    """Wait until the page says that it is saved."""
    journey.page.wait_for_function(
        "() => /\\d:\\d/.test(document.querySelector('[data-saved]').textContent)", timeout=SAVED
    )


def cut_while_sending(journey: Journey) -> None:
    """Press the button, and cut the line while the form is under way."""
    conditions = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    journey.page.locator("main form[method=post] .actions button").first.click(no_wait_after=True)
    journey.page.wait_for_timeout(400)
    journey.session.send("Network.emulateNetworkConditions", {"offline": True, **conditions})
    journey.page.wait_for_timeout(1500)
    journey.cost.clicks += 1


def run_out(instance: Instance) -> None:
    """Let every session have been idle for two hours."""
    with transaction(instance.engine) as db:
        db.execute(update(SignedIn).values(seen_at=clock.now() - timedelta(hours=2)))


def chosen(page: Page) -> int:
    return page.locator("input[type=radio]:checked").count()


def test_t6_a_cut_a_second_device_and_a_session_that_ran_out(go: Go, book: Book, instance: Instance) -> None:
    first = go(OLEG, DEEP).open(START).send()
    first.choose(household_confirmed="yes", duties_unchanged="yes").send()
    first.choose(**{f"q-{code}": "no" for code in CODES[:5]})
    is_saved(first)
    cut_while_sending(first)
    second = go(OLEG, DEEP).open("/home")
    before = second.cost.clicks
    second.press(second.page.locator('main a[href$="/resume"]'))
    assert second.path == "/2020/questions", second.path
    assert second.cost.clicks - before <= 3
    assert chosen(second.page) == 5, "an answer is lost"
    second.choose(**{f"q-{code}": "no" for code in CODES[5:]})
    is_saved(second)
    run_out(instance)
    second.send()
    assert second.path.startswith("/sign-in"), second.path
    cookie = instance.cookie(OLEG, "ru")
    second.page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": second.base}])
    second.open("/kept")
    second.press(second.page.locator("main form button").first)
    assert second.path == "/2020/check", (second.path, second.problems)
    assert second.open("/kept").page.locator("main form").count() == 0, "it could be applied twice"
    second.open("/2020/questions")
    assert chosen(second.page) == len(CODES)
    book.write(
        "T6",
        "a cut line, a second device, a session that ran out",
        line="DEEP",
        language="ru",
        cost=second.end(),
    )


def test_t6_a_warning_comes_in_time_and_one_key_goes_on_ten_times(go: Go) -> None:
    journey = go(LEV, OFFICE)
    page = journey.page
    page.clock.install()
    page.goto(journey.base + START)
    warning = page.locator("#session-warning")
    lead, seconds = (int(str(warning.get_attribute(name))) for name in ("data-lead", "data-seconds"))
    assert lead >= LEAD
    for _time in range(TIMES):
        assert not warning.is_visible()
        page.clock.fast_forward((seconds - lead) * 1000 + 1000)
        warning.wait_for(state="visible")
        with page.expect_response(lambda answer: answer.ok):
            page.keyboard.press("Enter")
        warning.wait_for(state="hidden")
