"""One browser, one office, one server for all journeys; they run only when they are named.

`make journeys` runs them; `make test` does not: they need Chromium and some minutes.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from disclosure.web.languages import PSEUDO
from tests.journeys import figures, report, server
from tests.journeys.browser import WIDE, Line, launched
from tests.journeys.instance import COOKIE, Instance, prepare
from tests.journeys.looking import CODES, Guises, Looker
from tests.journeys.people import Walker
from tests.journeys.walking import Journey

HERE = Path(__file__).parent
LOOK = os.environ.get("JOURNEYS_LOOK") != "no"
"""Whether pages are looked at; "no" is for whoever works on one task."""
Go = Callable[..., Journey]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the journeys out unless somebody names this folder or what is in it."""
    named = [Path(one.partition("::")[0]).absolute() for one in config.invocation_params.args]
    return None if any(one.is_relative_to(HERE) for one in named if one.exists()) else True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as one:
        yield one


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    return prepare(tmp_path_factory.mktemp("journeys") / "instance")


@pytest.fixture(scope="session")
def base(instance: Instance) -> Iterator[str]:
    """The address of the three sites."""
    with server.serving(instance.folder) as address:
        yield address


@pytest.fixture(scope="session")
def pseudo(instance: Instance, base: str) -> Iterator[str]:
    """The address of the same sites where they also speak the pseudo-language."""
    with server.serving(instance.folder, server.PSEUDO) as address:
        yield address


@pytest.fixture(scope="session")
def looker() -> Looker:
    return Looker()


@pytest.fixture(scope="session")
def guises(browser: Browser, looker: Looker, base: str, pseudo: str) -> Guises:
    return Guises(browser, looker, base, pseudo)


@pytest.fixture
def go(browser: Browser, instance: Instance, base: str, looker: Looker, guises: Guises) -> Iterator[Go]:
    """Sit somebody down: signed in, with an empty cache, on a line, in a language."""
    contexts = []

    def sit(walker: Walker, line: Line, *, language: str | None = None, script: bool = True) -> Journey:
        language = language or walker.language
        context = browser.new_context(
            viewport=WIDE,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=script,
        )
        contexts.append(context)
        cookie = instance.cookie(walker, language)
        context.add_cookies([{"name": COOKIE, "value": cookie, "url": base}])
        cookies: dict[str, str] = {}

        def look(page: Page) -> None:
            around = looker.look(page)
            if looker.is_new(page, around["parts"]) and not around["posted"]:
                if not cookies:
                    cookies.update({code: instance.cookie(walker, code) for code in [*CODES, PSEUDO.code]})
                guises.look(page.url.removeprefix(base), cookies, script=around["script"])

        return Journey(context.new_page(), base, line, look if script and LOOK else lambda _page: None)

    yield sit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def book(looker: Looker) -> Iterator[figures.Book]:
    """Where each task writes its line."""
    book = figures.Book()
    yield book
    book.close()
    if LOOK and book.is_whole:
        report.write(book.tasks, looker.found)
