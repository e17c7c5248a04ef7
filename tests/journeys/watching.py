"""Who looks at the pages that a journey passes."""

from playwright.sync_api import Page, Response

from tests.journeys.guises import Guises
from tests.journeys.looking import Looker


class Watcher:
    """Looks at each page as it is, and keeps what was not seen before in every guise."""

    def __init__(self, looker: Looker, guises: Guises, *, script: bool, looks: bool) -> None:
        self.looker = looker
        self.guises = guises
        self.script = script
        self.looks = looks
        self._kept = False

    def arrived(self, page: Page, answer: Response | None) -> None:
        """Look at a page that has loaded. A page without script is only kept: axe is script."""
        self._kept = False
        if self.looks and self.script:
            self.looker.look(page)
            if self.looker.is_new(page):
                self._keep(page, answer)

    def shows(self, page: Page, answer: Response | None, state: str) -> None:
        """Note that the page is in a state of the table; keep it in every guise, once."""
        known = state in self.looker.found.states
        self.looker.found.states.add(state)
        if self.looks and not known:
            self._keep(page, answer)

    def _keep(self, page: Page, answer: Response | None) -> None:
        if not self._kept:
            assert answer is not None, f"{page.url} was not loaded"
            self.guises.take(page, answer)
        self._kept = True
