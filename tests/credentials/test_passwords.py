"""Passwords: which are taken, how they are kept, and how many are hashed at once."""

import os
import runpy
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Semaphore
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from disclosure.credentials import hashing, strength
from disclosure.credentials.hashing import AT_ONCE, LONGEST, WAITING, Crowded

GOOD = "moonlit-harbour-quill"
AMINA = ("Amina Odhiambo", "amina@example.org")


def said(password: str) -> str:
    return "\n".join(str(fault) for fault in strength.faults(password, own=AMINA))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "at least 12 characters"),
        ("Xk7#pQ2!vw9", "at least 12 characters"),
        ("x" * (LONGEST + 1), "at most 256 characters"),
        ("password1234", "lists of common passwords"),
        ("PassWord1234", "lists of common passwords"),
        ("passwordpassword", "lists of common passwords"),
        ("123456123456", "lists of common passwords"),
        ("qwertyuiopas", "easy to guess"),
        ("abcdefghijkl", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("Amina Odhiambo 1", "your name or address"),
        ("odhiamboAmina2026", "your name or address"),
        ("amina@example.org", "your name or address"),
    ],
)
def test_what_is_soon_guessed_is_refused_in_one_sentence(password: str, why: str) -> None:
    assert why in said(password)
    assert "\n" not in said(password)


@pytest.mark.parametrize(
    "password", [GOOD, "ночной фонарь за тихим окном", "four plain words apart", "月光下的安静港湾与灯塔和船"]
)
def test_a_long_password_that_nobody_guesses_is_taken_in_any_script(password: str) -> None:
    assert said(password) == ""


@given(st.text(max_size=400))
def test_whatever_is_typed_is_taken_or_told_why_not(password: str) -> None:
    assert len(strength.faults(password, own=AMINA)) <= 1


def test_a_password_is_kept_as_argon2id_and_known_again() -> None:
    kept = hashing.hashed(GOOD)
    found = extract_parameters(kept)
    assert kept.startswith("$argon2id$")
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)
    assert hashing.hashed(GOOD) != kept
    assert hashing.matches(kept, GOOD)
    assert not hashing.matches(kept, GOOD + " ")
    assert not hashing.is_outdated(kept)


def test_the_same_password_from_another_keyboard_is_the_same() -> None:
    kept = hashing.hashed("cafe\u0301 crème brûlée")
    assert hashing.matches(kept, "caf\u00e9 cre\u0300me bru\u0302le\u0301e")


def test_a_hash_of_other_parameters_is_known_as_outdated() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    assert hashing.matches(old, GOOD)
    assert hashing.is_outdated(old)


@pytest.mark.parametrize("kept", [None, "", "$argon2id$damaged", "plain"])
def test_without_a_usable_hash_nothing_matches(kept: str | None) -> None:
    assert not hashing.matches(kept, "of nobody")


def test_n7_at_most_two_are_hashed_at_once_and_whoever_comes_beyond_the_queue_is_told_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Threads wait inside the hash itself: two of them are there together, and never a third."""
    many = AT_ONCE + WAITING
    entered, go_on, together = Semaphore(0), Event(), list[int]()
    real, inside = hashing._HASHER.verify, list[None]()

    class Watched:
        def verify(self, kept: str, password: str) -> bool:
            inside.append(None)
            together.append(len(inside))
            entered.release()
            go_on.wait(timeout=5)
            try:
                return real(kept, password)
            finally:
                inside.pop()

    kept = hashing.hashed(GOOD)
    monkeypatch.setattr(hashing, "_HASHER", Watched())
    with ThreadPoolExecutor(many) as pool:
        running = [pool.submit(hashing.matches, kept, GOOD) for _ in range(many)]
        assert all(entered.acquire(timeout=5) for _ in range(AT_ONCE))
        while hashing._ROOM.acquire(blocking=False):
            hashing._ROOM.release()
        for crowded in (lambda: hashing.matches(kept, GOOD), hashing.demand_room):
            with pytest.raises(Crowded, match="Try again in a few seconds"):
                crowded()
        go_on.set()
        assert all(one.result(timeout=5) for one in running)
    assert max(together) == AT_ONCE
    hashing.demand_room()


@pytest.mark.parametrize(("processes", "hash_or_wait"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 3), (16, 3)])
def test_n7_one_process_of_a_site_never_hashes_and_never_waits(
    tmp_path: Path, processes: int, hash_or_wait: int
) -> None:
    """Threads stand for the processes here: what they count together is files that both can lock."""
    hashing.share(tmp_path, processes=processes)
    try:
        taken = [hashing._ROOM.acquire(blocking=False) for _ in range(hash_or_wait + 1)]
        assert taken == [True] * hash_or_wait + [False]
        assert hash_or_wait < processes or processes == 1
        with pytest.raises(Crowded):
            hashing.demand_room()
        turns = [hashing._TURN.acquire(blocking=False) for _ in range(AT_ONCE + 1)]
        assert sum(turns) == min(AT_ONCE, hash_or_wait)
    finally:
        for held, count in ((hashing._ROOM, hash_or_wait), (hashing._TURN, min(AT_ONCE, hash_or_wait))):
            for _ in range(count):
                held.release()
        hashing.share(None)


def test_n7_the_processes_of_a_server_are_counted_as_it_was_started(tmp_path: Path) -> None:
    """Its own file is run, as gunicorn runs it."""
    conf = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))
    before = os.environ.get(conf["TURNS"])
    try:
        os.environ[conf["TURNS"]] = str(tmp_path)
        conf["post_fork"](None, SimpleNamespace(cfg=SimpleNamespace(workers=2)))
        assert hashing._ROOM.acquire(blocking=False)
        assert not hashing._ROOM.acquire(blocking=False)
        hashing._ROOM.release()
    finally:
        os.environ.update({conf["TURNS"]: before} if before else {})
        if before is None:
            del os.environ[conf["TURNS"]]
        hashing.share(None)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_n7_a_hash_yields_to_pages() -> None:
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    here = priority()
    assert hashing._aside(priority) >= min(here + hashing.LOW_PRIORITY, 19)
    assert priority() == here
