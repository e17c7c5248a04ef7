"""After all journeys: what was found on the pages and states they passed, in every guise."""

from tests.journeys.looking import Looker


def test_axe_found_nothing_on_any_page_or_state(looker: Looker) -> None:
    assert looker.found.axe_runs > 0
    assert looker.found.violations == [], "\n" + "\n".join(looker.found.violations)


def test_every_page_keeps_its_promises_in_every_guise(looker: Looker) -> None:
    assert looker.found.faults == [], "\n" + "\n".join(looker.found.faults)
