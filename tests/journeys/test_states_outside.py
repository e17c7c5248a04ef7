"""The pages that anybody can open, and those of somebody who cannot sign in or has nothing yet."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance
from tests.journeys.people import LEV


@contextmanager
def without_keys(instance: Instance) -> Iterator[None]:
    """Let the site be unable to open anything for a while."""
    keys = instance.folder / "keys" / "portal"
    away = keys.with_name("away")
    keys.rename(away)
    try:
        yield
    finally:
        away.rename(keys)


def test_the_first_page_and_help(go: Go) -> None:
    journey = go(None, OFFICE).open("/").shows("1 open").shows("1 closed")
    assert "are due by" in journey.text
    assert "The next statements can be filed from" in journey.text
    journey.open("/help").shows("3 help").open("/help?q=due+date").shows("3 found")
    journey.open("/help?q=xyzzy").shows("3 nothing found")
    journey.open("/help").send('form[method=post][action*="/help"] .actions button')
    assert journey.problems
    assert journey.page.locator('main a[href^="mailto:"]').count() > 0, "the office has an address"
    journey.shows("3 question refused").open("/help/worksheet").shows("3 worksheet")


def test_signing_in(go: Go, instance: Instance) -> None:
    journey = go(None, OFFICE).open("/sign-in").shows("2 sign-in")
    assert "No account?" in journey.text
    journey.fill("email", "nobody").send().shows("2 bad address")
    journey.fill("email", LEV.email).send()
    assert journey.path == "/sign-in/sent"
    journey.shows("2 sent").open("/sign-in/link/long-ago").shows("2 link").send().shows("2 expired")
    journey.send()
    assert journey.path == "/sign-in/sent", "one click sends another"


def test_a_page_that_cannot_be_shown_promises_more_time(go: Go, instance: Instance) -> None:
    journey = go(LEV, OFFICE, language="en").open("/2020/start")
    if journey.page.locator("main form").count():
        journey.send()
    with without_keys(instance):
        journey.open("/2020/questions")
        assert "so that the office can extend your due date" in journey.text
        journey.shows("1 outage")
    assert journey.open("/2020/questions").heading == "Eight questions"
