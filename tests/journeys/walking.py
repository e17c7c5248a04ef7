"""A journey: somebody with a task, a browser and a line, and what it costs them.

A click is one press of the pointer or of a key that activates; filling a text
field is one. The modelled time is the keystroke-level one of the usability
script: 1.3 s for each click, 1.35 s for the decision before it, 0.2 s for each
letter typed, the words on the pages at 200 a minute, and the waiting. Words are
counted in the main part of a page when it is left: the last page may be read later.
What a button, a link or a single choice says belongs to the decision.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import Locator, Page, Response

from tests.journeys.browser import Line
from tests.journeys.expected import misfits
from tests.journeys.states import EXPECTED, STATES

PER_CLICK = 1.3
PER_DECISION = 1.35
PER_LETTER = 0.2
WORDS_A_MINUTE = 200
SETTLED = 150
"""Milliseconds within which the browser tells of the last bytes."""
_WORDS = """([tag, part]) => {
  const words = new Intl.Segmenter(tag, {granularity: "word"});
  const texts = document.createTreeWalker(document.querySelector(part), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    if (!around.checkVisibility({visibilityProperty: true})) continue;
    if (around.closest("a, button, summary, option, .visually-hidden")) continue;
    if (around.closest("input[type=radio] + label, label:has(> input[type=radio])")) continue;
    count += [...words.segment(texts.currentNode.data)].filter(one => one.isWordLike).length;
  }
  return count;
}"""
_WAITED = """() => {
  const [one] = performance.getEntriesByType("navigation");
  return one.loadEventEnd || one.domContentLoadedEventEnd;
}"""


@dataclass
class Measures:
    """What a journey has cost so far."""

    clicks: int = 0
    letters: int = 0
    words: int = 0
    pages: int = 0
    requests: int = 0
    bytes: int = 0
    waiting: float = 0.0
    """Seconds."""

    @property
    def modelled(self) -> float:
        """Seconds that the task takes by the keystroke-level model."""
        acting = self.clicks * (PER_CLICK + PER_DECISION) + self.letters * PER_LETTER
        return acting + self.words * 60 / WORDS_A_MINUTE + self.waiting

    def row(self) -> dict[str, float]:
        """What is kept and compared."""
        return {
            "clicks": self.clicks,
            "pages": self.pages,
            "kB": round(self.bytes / 1000, 1),
            "requests": self.requests,
            "waiting": round(self.waiting, 1),
            "words": self.words,
            "modelled": round(self.modelled, 1),
        }


class Watch(Protocol):
    """Who looks at the pages of a journey, outside of what is measured."""

    def arrived(self, page: Page, answer: Response | None) -> None:
        """Look at a page that has loaded; `answer` is what the browser was sent for it."""

    def shows(self, page: Page, answer: Response | None, state: str) -> None:
        """Note that the page is in a state of the table."""


class Nobody:
    """Does not look."""

    def arrived(self, page: Page, answer: Response | None) -> None:
        """Pass by."""

    def shows(self, page: Page, answer: Response | None, state: str) -> None:
        """Pass by."""


@dataclass
class Journey:
    """One person at a page."""

    page: Page
    base: str
    line: Line
    watch: Watch = field(default_factory=Nobody)
    cost: Measures = field(default_factory=Measures)
    _cached: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._answer: Response | None = None
        self.page.on("response", self._answered)
        self.session = self.page.context.new_cdp_session(self.page)
        for event, heard in (
            ("Network.requestWillBeSent", self._sent),
            ("Network.requestServedFromCache", self._from_cache),
            ("Network.loadingFinished", self._finished),
        ):
            self.session.on(event, heard)
        self.line.tie(self.session)

    def open(self, path: str) -> "Journey":
        """Follow a link from outside, such as that of a letter. It is not a click in the site."""
        self.page.goto(self.base + path, wait_until="load")
        return self._arrived()

    def follow(self, text: str) -> "Journey":
        """Click a link by its words."""
        return self.press(self.page.get_by_role("link", name=text, exact=True).first)

    def send(self, button: str = "main form[method=post] .actions button") -> "Journey":
        """Press the first button of the page's form, or another one."""
        return self.press(self.page.locator(button).first)

    def press(self, target: Locator) -> "Journey":
        """Click what leads to another page."""
        self._left()
        with self.page.expect_navigation(wait_until="load"):
            self.click(target)
        return self._arrived()

    def key(self, key: str, *, leads_on: bool = False) -> "Journey":
        """Press one key. It counts as a click if it activates something."""
        if not leads_on:
            self.page.keyboard.press(key)
            return self
        self._left()
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press(key)
        return self._arrived()

    def click(self, target: Locator) -> "Journey":
        """Click something that stays on the page."""
        target.click()
        self.cost.clicks += 1
        return self

    def choose(self, **answers: str) -> "Journey":
        """Choose these answers, by the names of fields; `__` stands for a hyphen."""
        for name, value in answers.items():
            self.click(self.page.locator(f'[name="{name.replace("__", "-")}"][value="{value}"]'))
        return self

    def pick(self, name: str, value: str) -> "Journey":
        """Choose from a list: one press to open, one to choose."""
        self.page.locator(f'select[name="{name}"]').select_option(value)
        self.cost.clicks += 2
        return self

    def fill(self, name: str, text: str) -> "Journey":
        """Fill a text field: one click, and the letters."""
        self.page.locator(f'[name="{name}"]').fill(text)
        self.cost.clicks += 1
        self.cost.letters += len(text)
        return self

    def end(self) -> Measures:
        """Return what it all cost, when the last bytes are known."""
        self.page.wait_for_timeout(SETTLED)
        return self.cost

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base).partition("#")[0]

    @property
    def text(self) -> str:
        """What the main part shows; a space that does not break is a space."""
        return self.page.locator("main").inner_text().replace("\xa0", " ").replace("\u202f", " ")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def problems(self) -> list[str]:
        """What the error summary says."""
        return self.page.locator(".error-summary li").all_inner_texts()

    def words(self, part: str = "main") -> int:
        """How many words a part of the page shows now."""
        tag = self.page.locator("html").get_attribute("lang")
        return int(self.page.evaluate(_WORDS, [tag, part]))

    def _left(self) -> None:
        self.cost.words += self.words()

    def _arrived(self) -> "Journey":
        self.page.wait_for_load_state("load")
        self.cost.pages += 1
        self.cost.waiting += float(self.page.evaluate(_WAITED)) / 1000
        self.watch.arrived(self.page, self._answer)
        return self

    def shows(self, state: str) -> "Journey":
        """Say that this page is in a state of the table, so that it is looked at in every guise.

        Fails unless it is what the table expects of that state.
        """
        assert state in STATES, f"{state} is not in the table of states"
        wrong = misfits(self.page, self._answer, EXPECTED[state])
        assert not wrong, f"this is no page for “{state}”: {'; '.join(wrong)}"
        self.watch.shows(self.page, self._answer, state)
        return self

    def _answered(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.frame == self.page.main_frame:
            self._answer = answer

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            self.cost.requests += 1
            self.cost.bytes += int(event.get("redirectResponse", {}).get("encodedDataLength", 0))

    def _from_cache(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._cached:
            self._cached.add(event["requestId"])
            self.cost.requests -= 1

    def _finished(self, event: dict[str, Any]) -> None:
        self.cost.bytes += int(event["encodedDataLength"])
