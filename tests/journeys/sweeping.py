"""Every kept page rendered in Chromium, with script and without, at both widths, by two processes.

A page without script is loaded with script switched off; only then is script switched on, for axe. Where
it then shows, mark by mark, what it shows with script, what axe said of that holds of both.
"""

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Route

from disclosure.web.languages import PSEUDO
from tests.journeys.browser import WIDE, launched
from tests.journeys.guises import Sheet
from tests.journeys.looking import Sight, about, prepared, shown, sights

AT_ONCE = 2
"""Processes, each with a browser of its own."""
Assets = Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True)
class Seen:
    """One sheet as it was rendered."""

    sheet: Sheet
    off: bool
    """Whether script was off."""
    around: dict[str, Any]
    sights: list[Sight]
    """Those with script again, where script changes nothing that is shown."""


def sweep(sheets: Sequence[Sheet], assets: Assets) -> list[Seen]:
    """Render every sheet with script and without."""
    if not sheets:
        return []
    parts = [sheets[start::AT_ONCE] for start in range(AT_ONCE)]
    with ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn")) as pool:
        return [seen for part in pool.map(_sweep, parts, [assets] * AT_ONCE) for seen in part]


def _sweep(sheets: Sequence[Sheet], assets: Assets) -> list[Seen]:
    with launched() as browser:
        page = browser.new_page(viewport=WIDE, locale="en")  # type: ignore[arg-type]
        session = page.context.new_cdp_session(page)
        return [seen for sheet in sheets for seen in _look(page, session, sheet, assets)]


def _look(page: Page, session: CDPSession, sheet: Sheet, assets: Assets) -> Iterator[Seen]:
    """Render a sheet with script and without. The pseudo-language is only there to see what fits."""
    axe = sheet.code != PSEUDO.code
    _show(page, sheet, assets)
    with_script = shown(page)
    seen = Seen(sheet, off=False, around=prepared(page), sights=sights(page, axe=axe))
    yield seen
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    _show(page, sheet, assets)
    session.send("Emulation.setScriptExecutionDisabled", {"value": False})
    if shown(page) == with_script:
        yield Seen(sheet, off=True, around=about(page), sights=seen.sights)
    else:
        yield Seen(sheet, off=True, around=prepared(page), sights=sights(page, axe=axe))


def _show(page: Page, sheet: Sheet, assets: Assets) -> None:
    def give(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.is_navigation_request():
            route.fulfill(status=sheet.status, headers=dict(sheet.headers), body=sheet.body)
        elif path in assets:
            kind, body = assets[path]
            route.fulfill(status=200, content_type=kind, body=body)
        else:
            route.abort()

    page.route("**/*", give)
    page.goto(sheet.url, wait_until="load")
    page.unroute("**/*", give)
