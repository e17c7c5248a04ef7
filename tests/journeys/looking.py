"""What holds of every page and state that a journey passes, and of the same page in every other guise.

At once, on the page as it is: axe at 1,280 and 320 px, one h1, language and
direction, a title of its own, the help block where it always is, nothing to
scroll sideways. And when a page's address shows parts not looked at before, it
is opened again beside the journey: in each language, in the pseudo-language, and
at 320 px without script where it has any.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from disclosure.web.languages import LANGUAGES, PSEUDO
from tests.journeys.browser import NARROW, WIDE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
DIRECTIONS = {language.tag: language.direction for language in (*LANGUAGES, PSEUDO)}
WIDTHS = (WIDE, NARROW)
FEW = 3
"""So many parts more on a page that was looked into already do not make it another page."""
Width = Mapping[str, int]
CODES = [language.code for language in LANGUAGES]
_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}[0-9a-f-]{15,}|\?.*|#.*")
_AROUND = """() => ({
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  headings: document.querySelectorAll("h1").length,
  title: document.title,
  help: (document.querySelector(".help-block")?.innerText ?? "").replace(/[0-9:]+/g, ""),
  after: Boolean(document.querySelector("main")?.compareDocumentPosition(
    document.querySelector(".help-block") ?? document.body) & Node.DOCUMENT_POSITION_FOLLOWING),
  parts: [...new Set([...document.querySelectorAll("body *")].map(
    one => [one.localName, one.getAttribute("type") ?? "", ...[...one.classList].sort()].join(".")))],
  script: document.querySelector("script") !== null,
  posted: document.querySelector(".error-summary") !== null,
})"""
_OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll("body *")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.right > room + 1 || box.left < -1)
      && !one.closest(".table-scroll, .skip-link, .visually-hidden");
  });
  return document.documentElement.scrollWidth > room
    ? wide.slice(0, 3).map(one => `${one.localName}.${one.className}`).concat(["scrolls"]) : [];
}"""


@dataclass
class Findings:
    """What was looked at, and every fault with the page it stands on."""

    pages: int = 0
    axe_runs: int = 0
    faults: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    """The kind of page that has a title in a language."""
    helps: dict[str, str] = field(default_factory=dict)
    """The help block, by language and whether somebody is signed in."""
    seen: dict[str, set[str]] = field(default_factory=dict)
    """The parts that were looked at, by kind of page."""


def kind_of(path: str) -> str:
    """Return a path without what tells one row from another."""
    return _ID.sub("", path)


class Looker:
    """Looks at pages. One for all journeys, so that no page is looked into twice for nothing."""

    def __init__(self) -> None:
        self.found = Findings()
        self._axe = Axe()

    def look(self, page: Page, *, guise: str = "", widths: Sequence[Width] = WIDTHS) -> dict[str, Any]:
        """Note every fault of the page as it is; leave it as it was."""
        around: dict[str, Any] = page.evaluate(_AROUND)
        path = re.sub(r"^https?://[^/]+", "", page.url)
        where = f"{path} [{around['lang']}{guise}]"
        self.found.pages += 1
        for fault in self._faults(path, around):
            self.note(f"{where}: {fault}")
        size = page.viewport_size
        page.evaluate(self._axe.axe_script)
        for width in widths:
            page.set_viewport_size(width)  # type: ignore[arg-type]
            self._measure(page, f"{where} at {width['width']} px")
        page.set_viewport_size(size or WIDE)  # type: ignore[arg-type]
        return around

    def note(self, fault: str) -> None:
        """Keep a fault, and print it."""
        self.found.faults.append(fault)
        print("fault:", fault)  # noqa: T201 - seen at once by whoever waits

    def is_new(self, page: Page, parts: list[str]) -> bool:
        """Tell whether this kind of page shows parts that were not seen on it before."""
        known = self.found.seen.setdefault(kind_of(re.sub(r"^https?://[^/]+", "", page.url)), set())
        new = not known or len(set(parts) - known) > FEW
        known |= set(parts)
        return new

    def _faults(self, path: str, around: dict[str, Any]) -> Iterator[str]:
        if around["headings"] != 1:
            yield f"{around['headings']} h1"
        if DIRECTIONS.get(around["lang"]) != around["dir"]:
            yield f"lang={around['lang']} dir={around['dir']}"
        kind = kind_of(path)
        other = self.found.titles.setdefault((around["lang"], around["title"]), kind)
        if other != kind:
            yield f"the title “{around['title']}” is that of {other}"
        if (
            around["help"] != self.found.helps.setdefault(around["lang"], around["help"])
            or not around["after"]
        ):
            yield "the help block is not what or where it is elsewhere"

    def _measure(self, page: Page, where: str) -> None:
        if page.viewport_size == NARROW and (wide := page.evaluate(_OVERFLOW)):
            self.note(f"{where}: too wide: {', '.join(wide)}")
        self.found.axe_runs += 1
        found = page.evaluate("options => axe.run(options)", AXE)
        for violation in found["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            self.found.violations.append(f"{where}: {violation['id']}: {nodes}")
            print("axe:", self.found.violations[-1])  # noqa: T201 - seen at once by whoever waits


@dataclass
class Guises:
    """Opens a page again as it looks in another language or without script, for the same person."""

    browser: Browser
    looker: Looker
    base: str
    pseudo: str

    def look(self, path: str, cookies: dict[str, str], *, script: bool) -> None:
        """Look at a page in every guise; `cookies` sign its reader in, by language."""
        for code in [*CODES, PSEUDO.code]:
            base = self.pseudo if code == PSEUDO.code else self.base
            for off in (False, True) if script else (False,):
                self._open(base, path, cookies[code], code, off=off)

    def _open(self, base: str, path: str, cookie: str, code: str, *, off: bool) -> None:
        context = self.browser.new_context(viewport=WIDE, locale="en")  # type: ignore[arg-type]
        if cookie:
            context.add_cookies([{"name": "portal-session", "value": cookie, "url": base}])
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setScriptExecutionDisabled", {"value": off})
        try:
            answer = page.goto(base + path, wait_until="load")
            session.send("Emulation.setScriptExecutionDisabled", {"value": False})
            guise = ", no script" if off else ""
            if answer is None or answer.status != 200:
                self.looker.note(f"{path} [{code}{guise}] answers {answer and answer.status}")
            self.looker.look(page, guise=guise, widths=(NARROW,) if off else WIDTHS)
        finally:
            context.close()
