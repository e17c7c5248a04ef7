"""What holds of every page and state that a journey passes, and of the same page in every other guise.

At once, on the page as it is: axe at 1,280 and 320 px, one h1, language and
direction, a title of its own, the help block where it always is, nothing to
scroll sideways. And a page in a state of the table, or of a kind not met before, is
kept in each language and in the pseudo-language, to be looked at with script and
without when the journeys are over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from disclosure.web.languages import LANGUAGES, PSEUDO
from tests.journeys.browser import NARROW, WIDE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
DIRECTIONS = {language.tag: language.direction for language in (*LANGUAGES, PSEUDO)}
WIDTHS = (WIDE, NARROW)
REFUSED = 400
"""From this status on an answer may have the title of its refusal, wherever it was refused."""
_AXE = Axe()
_RUN = """async (options) => (await axe.run(options)).violations.map(
  one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join("; ")}`)"""
_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}[0-9a-f-]{15,}|(?<=/)new(?=$|\?)|\?.*|#.*")
_AROUND = """() => ({
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  headings: document.querySelectorAll("h1").length,
  title: document.title,
  status: performance.getEntriesByType("navigation")[0].responseStatus,
  help: (document.querySelector(".help-block")?.innerText ?? "").replace(/[0-9:]+/g, ""),
  after: Boolean(document.querySelector("main")?.compareDocumentPosition(
    document.querySelector(".help-block") ?? document.body) & Node.DOCUMENT_POSITION_FOLLOWING),
})"""
_SHOWN = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll("script, datalist, dialog:not([open])").forEach(one => one.remove());
  return copy.outerHTML.replace(/\\s+/g, " ");
}"""
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


@dataclass(frozen=True)
class Sight:
    """A page at one width: what axe found, and what is too wide."""

    width: int
    violations: list[str] | None
    """Nothing if axe did not look."""
    wide: list[str]


@dataclass
class Findings:
    """What was looked at, and every fault with the page it stands on."""

    pages: int = 0
    axe_runs: int = 0
    faults: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    titles: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The kind of page that has a title on a site in a language."""
    helps: dict[tuple[str, str], str] = field(default_factory=dict)
    """The help block, by site and language."""
    kinds: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    """The states of the table that a journey has passed."""


def kind_of(path: str) -> str:
    """Return a path without what tells one row from another."""
    return _ID.sub("", path).replace("/for//", "/", 1)


def shown(page: Page) -> str:
    """Return all that the page shows; what is never shown, such as a closed dialog, is left out."""
    return str(page.evaluate(_SHOWN))


def prepared(page: Page) -> dict[str, Any]:
    """Return what the page says of itself, and make it ready for axe."""
    page.evaluate(_AXE.axe_script)
    return about(page)


def about(page: Page) -> dict[str, Any]:
    """Return what the page says of itself."""
    around: dict[str, Any] = page.evaluate(_AROUND)
    return around


def sights(page: Page, *, axe: bool = True) -> list[Sight]:
    """Look at a prepared page at both widths; leave it as it was. Without `axe` only at what does not fit."""
    size = page.viewport_size
    seen = []
    for width in WIDTHS:
        page.set_viewport_size(width)  # type: ignore[arg-type]
        wide = page.evaluate(_OVERFLOW) if width is NARROW else []
        found = page.evaluate(_RUN, AXE) if axe else None
        seen.append(Sight(width["width"], found, wide))
    page.set_viewport_size(size or WIDE)  # type: ignore[arg-type]
    return seen


class Looker:
    """Judges pages. One for all journeys, so that no page is looked into twice for nothing."""

    def __init__(self) -> None:
        self.found = Findings()

    def look(self, page: Page) -> dict[str, Any]:
        """Note every fault of the page as it is; leave it as it was. Return what it says of itself."""
        around = prepared(page)
        self.judge(_path(page.url), around, sights(page))
        return around

    def judge(self, path: str, around: dict[str, Any], seen: Sequence[Sight], guise: str = "") -> None:
        """Note every fault of a page that was seen."""
        where = f"{path} [{around['lang']}{guise}]"
        self.found.pages += 1
        for fault in self._faults(path, around):
            self.note(f"{where}: {fault}")
        for sight in seen:
            self.found.axe_runs += sight.violations is not None
            at = f"{where} at {sight.width} px"
            if sight.wide:
                self.note(f"{at}: too wide: {', '.join(sight.wide)}")
            for violation in sight.violations or ():
                self.found.violations.append(f"{at}: {violation}")
                print("axe:", self.found.violations[-1])  # noqa: T201 - seen at once by whoever waits

    def note(self, fault: str) -> None:
        """Keep a fault, and print it."""
        self.found.faults.append(fault)
        print("fault:", fault)  # noqa: T201 - seen at once by whoever waits

    def is_new(self, page: Page) -> bool:
        """Tell whether no page of this kind was met before."""
        kind = kind_of(_path(page.url))
        new = kind not in self.found.kinds
        self.found.kinds.add(kind)
        return new

    def _faults(self, path: str, around: dict[str, Any]) -> Iterator[str]:
        if around["headings"] != 1:
            yield f"{around['headings']} h1"
        if DIRECTIONS.get(around["lang"]) != around["dir"]:
            yield f"lang={around['lang']} dir={around['dir']}"
        kind = kind_of(path)
        site = next((one for one in ("review", "compliance") if path.startswith(f"/{one}")), "portal")
        named = (site, around["lang"], around["title"])
        other = self.found.titles.setdefault(named, kind) if around["status"] < REFUSED else kind
        if other != kind:
            yield f"the title “{around['title']}” is that of {other}"
        if (
            around["help"] != self.found.helps.setdefault((site, around["lang"]), around["help"])
            or not around["after"]
        ):
            yield "the help block is not what or where it is elsewhere"


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]+", "", url)
