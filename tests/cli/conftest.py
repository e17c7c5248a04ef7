import shutil
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


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance of the United Nations, with its roster, before the season: to be copied."""
    terminal = Terminal(tmp_path_factory.mktemp("before"))
    terminal.types(
        "init --code UN --name 'United Nations' --officer olu@example.org --officer-name 'Olu Adeyemi'",
        at=JANUARY,
    )
    terminal.types("roster import people.csv --entities entities.csv", at=JANUARY)
    return terminal.instance


@pytest.fixture(scope="session")
def opened(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same instance on the day the cycle of 2020 opened: to be copied."""
    terminal = Terminal(tmp_path_factory.mktemp("opened"))
    shutil.copytree(before, terminal.instance)
    terminal.types("cycle open --cycle 2020", at=MARCH)
    return terminal.instance


@pytest.fixture
def terminal(bare: Terminal, before: Path) -> Terminal:
    """The office of the United Nations, with its roster, before the season."""
    shutil.copytree(before, bare.instance)
    return bare


@pytest.fixture
def season(bare: Terminal, opened: Path) -> Terminal:
    """The same office on the day the cycle of 2020 opened."""
    shutil.copytree(opened, bare.instance)
    return bare
