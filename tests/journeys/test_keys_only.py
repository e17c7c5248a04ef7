"""T7: T1 by somebody who has no mouse."""

from typing import Any

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.people import KEVIN
from tests.journeys.walking import Journey

PRESSES = 75
TRAP = 60
"""More presses of Tab than this without leaving a page would be a trap."""
_FOCUS = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  for (let still = 0, frames = 0, at = scrollY; still < 5 && frames < 90; frames++) {
    await frame();
    still = at === scrollY ? still + 1 : 0;
    at = scrollY;
  }
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const inset = 2;
  const points = [[(box.left + box.right) / 2, (box.top + box.bottom) / 2],
    [box.left + inset, box.top + inset], [box.right - inset, box.top + inset],
    [box.left + inset, box.bottom - inset], [box.right - inset, box.bottom - inset]];
  const style = getComputedStyle(one);
  return {
    tag: one.localName, type: one.type ?? "", name: one.name ?? "", text: (one.innerText ?? "").trim(),
    main: Boolean(one.closest("main")),
    seen: points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && (one === there || one.contains(there) || there.contains(one));
    }),
    ring: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
  };
}"""


class Keys:
    """Presses keys and looks where the focus is after each."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.presses = 0

    def press(self, key: str, *, leads_on: bool = False) -> dict[str, Any]:
        self.presses += 1
        self.journey.key(key, leads_on=leads_on)
        focus: dict[str, Any] = self.journey.page.evaluate(_FOCUS)
        if not leads_on and focus["tag"] not in ("body", "main"):
            assert focus["seen"], f"hidden focus on {self.journey.path}: {focus}"
            assert focus["ring"], f"no focus ring on {self.journey.path}: {focus}"
        return focus

    def skip(self) -> None:
        """Use the link that leads past the frame. The pages after it begin at their main part too."""
        focus = self.press("Tab")
        assert "skip" in focus["text"].lower(), focus
        self.press("Enter")

    def to(self, **wanted: str) -> None:
        """Press Tab until the focus is on what has these properties."""
        for _press in range(TRAP):
            focus = self.press("Tab")
            if all(focus[name] == value for name, value in wanted.items()):
                return
        raise AssertionError(f"The keyboard does not reach {wanted} on {self.journey.path}.")

    def choose(self, name: str, *, nth: int) -> None:
        """Choose the nth of single choices: Tab to the group, then Space or an arrow."""
        self.to(type="radio", name=name)
        self.press("Space" if nth == 0 else "ArrowRight")
        self.journey.cost.clicks += 1

    def send(self, key: str = "Enter") -> None:
        """Press what leads on: Enter where the focus is, or a key of the page."""
        self.press(key, leads_on=True)
        self.journey.cost.clicks += 1


def test_t7_all_of_t1_by_keys(go: Go, book: Book) -> None:
    journey = go(KEVIN, OFFICE).open("/2020/start")
    keys = Keys(journey)
    keys.skip()
    keys.to(type="submit")
    keys.send()
    assert journey.path == "/2020/household"
    keys.choose("household_confirmed", nth=0)
    keys.choose("duties_unchanged", nth=0)
    keys.send()
    assert journey.path == "/2020/questions", journey.problems
    names = journey.page.locator("main input[type=radio]").evaluate_all("all => all.map(one => one.name)")
    for name in dict.fromkeys(names):
        keys.choose(name, nth=1)
    keys.send()
    assert journey.path == "/2020/check", journey.problems
    for name in ("certified_1", "certified_2"):
        keys.to(type="checkbox", name=name)
        keys.press("Space")
        journey.cost.clicks += 1
    keys.to(type="submit")
    keys.send()
    assert journey.path == "/2020/receipt", journey.problems
    assert keys.presses <= PRESSES, f"{keys.presses} key presses"
    print(f"\nT7: {keys.presses} key presses, at most {PRESSES}")  # noqa: T201 - the line of the task
    book.write(
        "T7",
        f"T1 by keys alone ({keys.presses} presses, at most {PRESSES})",
        line="OFFICE",
        language="en",
        cost=journey.end(),
        clicks=16,
    )
