"""After all journeys: what was found on the pages and states they passed, in every guise."""

import pytest

from tests.journeys.conftest import LOOK
from tests.journeys.figures import Book
from tests.journeys.looking import Looker
from tests.journeys.states import EXPECTED, STATES


def test_of_every_state_the_table_says_what_the_page_must_be() -> None:
    assert EXPECTED.keys() == STATES.keys()


def test_every_page_and_state_of_the_table_was_visited(looker: Looker, book: Book) -> None:
    if not book.is_whole:
        pytest.skip("Only some of the journeys were walked.")
    missed = [f"{state}: {what}" for state, what in STATES.items() if state not in looker.found.states]
    assert missed == [], "\n" + "\n".join(missed)


@pytest.mark.skipif(not LOOK, reason="The pages are not looked at.")
def test_axe_found_nothing_on_any_page_or_state(swept: Looker) -> None:
    assert swept.found.axe_runs > 0
    assert swept.found.violations == [], "\n" + "\n".join(swept.found.violations)


@pytest.mark.skipif(not LOOK, reason="The pages are not looked at.")
def test_every_page_keeps_its_promises_in_every_guise(swept: Looker) -> None:
    assert swept.found.faults == [], "\n" + "\n".join(swept.found.faults)
