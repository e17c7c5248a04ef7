"""After all of it."""

from pathlib import Path

import pytest

from tests.faults.crowd import Crowd

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]


def test_after_all_of_it_the_ledger_is_sound(crowd: Crowd) -> None:
    crowd.stack.programs["worker-common"].stop()
    crowd.stack.office.types("ledger seal")
    assert "are as they were sealed" in crowd.stack.office.types("ledger verify").stdout
    crowd.stack.programs["worker-common"].start()


def test_l1_no_log_of_any_process_names_anybody(crowd: Crowd) -> None:
    for log in sorted(Path(crowd.stack.folder).glob("*.log")):
        said = log.read_text(errors="replace")
        assert "Filer " not in said, log.name
        assert "@example.org" not in said, log.name
