from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

JANUARY = datetime(2020, 1, 13, 9, tzinfo=UTC)
MARCH = datetime(2020, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    """A terminal where nothing was set up yet."""
    return Terminal(tmp_path)


@pytest.fixture
def terminal(bare: Terminal) -> Terminal:
    """The office of the United Nations, with its roster, before the season."""
    bare.types(
        "init --code UN --name 'United Nations' --officer olu@example.org --officer-name 'Olu Adeyemi'",
        at=JANUARY,
    )
    bare.types("roster import people.csv --entities entities.csv", at=JANUARY)
    return bare


@pytest.fixture
def season(terminal: Terminal) -> Terminal:
    """The same office on the day the cycle of 2020 opened."""
    terminal.types("cycle open --cycle 2020", at=MARCH)
    return terminal
