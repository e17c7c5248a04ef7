"""W2 in a real browser: what somebody wrote is carried out nowhere, and a policy has nothing to stop."""

from playwright.sync_api import Browser, ConsoleMessage, Route

from disclosure import clock
from disclosure.models import Filing
from tests.casework.office import Office
from tests.cast import PRESENT, Cast
from tests.journeys.browser import launched
from tests.security.sites import Client, Sites, on_sqlite
from tests.security.traps import pages

pytestmark = on_sqlite
SITE = "http://localhost"


def opened(browser: Browser, client: Client, address: str) -> list[str]:
    """Open a page that the site itself answers, and return what the browser had to say against it."""
    told: list[str] = []

    def answer(route: Route) -> None:
        with clock.travel(PRESENT):  # what the browser's own part calls has a context of its own
            found = client.get(route.request.url.removeprefix(SITE))
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)
        found.close()

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error":
            told.append(message.text)

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", answer)
    page.on("console", heard)
    page.on("dialog", lambda dialog: told.append(f"a dialog: {dialog.message}"))
    page.goto(f"{SITE}{address}", wait_until="load")
    if page.evaluate("'carriedOut' in window"):
        told.append("a script that somebody wrote was carried out")
    context.close()
    return told


def test_w2_a_browser_carries_out_nothing_that_somebody_wrote(
    sites: Sites, written: Filing, office: Office, cast: Cast
) -> None:
    looked = 0
    with launched() as browser:
        for client, address in pages(sites, cast, written):
            assert opened(browser, client, address) == [], address
            looked += 1
    assert looked > 15
