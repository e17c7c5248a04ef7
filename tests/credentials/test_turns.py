"""Turns are counted over processes that share a folder, and come back from one that was killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.credentials.turns import Turns

HOLD = """
import sys
from pathlib import Path
from disclosure.credentials.turns import Turns
turns = Turns("turn", 2)
turns.share(Path(sys.argv[1]))
print(turns.acquire(blocking=False), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def turns(tmp_path: Path) -> Turns:
    made = Turns("turn", 2)
    made.share(tmp_path)
    return made


def elsewhere(folder: Path) -> tuple[subprocess.Popen[str], bool]:
    """Another process that tries to take a turn and keeps it; and whether it got one."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    return other, other.stdout.readline().strip() == "True"


def test_processes_together_have_no_more_turns_than_one_alone(turns: Turns, tmp_path: Path) -> None:
    assert turns.acquire(blocking=False)
    second, got = elsewhere(tmp_path)
    third, got_none = elsewhere(tmp_path)
    assert (got, got_none) == (True, False)
    assert not turns.acquire(blocking=False)
    for other in (second, third):
        other.kill()
        other.communicate()
    assert turns.acquire(), "what was killed holds nothing"
    turns.release()
    turns.release()


def test_a_turn_given_back_is_free_for_others(turns: Turns, tmp_path: Path) -> None:
    for _ in range(2):
        assert turns.acquire(blocking=False)
    assert not turns.acquire(blocking=False)
    turns.release()
    other, got = elsewhere(tmp_path)
    assert got
    other.kill()
    other.communicate()
    turns.release()


def test_without_a_folder_a_process_counts_by_itself(turns: Turns, tmp_path: Path) -> None:
    turns.share(None)
    assert turns.acquire(blocking=False)
    assert turns.acquire(blocking=False)
    assert not turns.acquire(blocking=False)
    assert list(tmp_path.iterdir()) == []
    turns.release()
    turns.release()
