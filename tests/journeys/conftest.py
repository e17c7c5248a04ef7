"""One browser, one office, one server for all journeys; they run only when they are named.

`make journeys` runs them; `make test` does not: they need Chromium and some minutes.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import figures, report, server
from tests.journeys.browser import WIDE, Line, launched
from tests.journeys.guises import Guises
from tests.journeys.instance import Instance, prepare
from tests.journeys.looking import Looker
from tests.journeys.people import Colleague, Walker
from tests.journeys.sweeping import sweep
from tests.journeys.walking import Journey
from tests.journeys.watching import Watcher

HERE = Path(__file__).parent
LOOK = os.environ.get("JOURNEYS_LOOK") != "no"
"""Whether pages are looked at; "no" is for whoever works on one task."""
SHARE = int(os.environ.get("JOURNEYS_SHARE", "1"))
"""Every how manyth kept page is looked at in its guises: each time another language of each page, as there
are seven. Whoever has no time for all of them may look at a third."""
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
def guises(instance: Instance, base: str, pseudo: str) -> Guises:
    return Guises(instance, base, pseudo)


@pytest.fixture(scope="session")
def swept(looker: Looker, guises: Guises, base: str, pseudo: str) -> Looker:
    """What was found, after every kept page has been looked at in every guise."""
    for fault in guises.faults:
        looker.note(fault)
    sheets = guises.sheets[::SHARE]
    print(f"\n{len(sheets)} of {len(guises.sheets)} pages are looked at in every guise")  # noqa: T201 - it takes long
    for seen in sweep(sheets, guises.assets):
        path = seen.sheet.url.removeprefix(base).removeprefix(pseudo)
        looker.judge(path, seen.around, seen.sights, ", no script" if seen.off else "")
    return looker


@pytest.fixture
def go(browser: Browser, instance: Instance, base: str, looker: Looker, guises: Guises) -> Iterator[Go]:
    """Sit somebody down: signed in unless it is nobody, with an empty cache, on a line, in a language."""
    contexts = []

    def sit(
        walker: Walker | Colleague | None,
        line: Line,
        *,
        language: str = "",
        script: bool = True,
        site: str = "portal",
    ) -> Journey:
        language = language or (walker.language if walker else "en")
        context = browser.new_context(
            viewport=WIDE,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=script,
        )
        contexts.append(context)
        if walker:
            cookie = instance.cookie(walker, language, site)
            context.add_cookies([{"name": f"{site}-session", "value": cookie, "url": base}])
        watcher = Watcher(looker, guises, script=script, looks=LOOK)
        return Journey(context.new_page(), base, line, watcher)

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
