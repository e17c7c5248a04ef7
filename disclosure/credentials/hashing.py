"""Passwords as they are kept: Argon2id, with the parameters of the OWASP cheat sheet (19 MiB, two passes).

A hash costs some 20 ms of a core and 19 MiB. So at most `AT_ONCE` are made at a time on a site, over all
its processes (`share`), and `WAITING` wait; whoever comes beyond that is told to try again in a moment.
A process that hashes or waits serves nobody else, so one process of a site never does either: however many
people sign in at once, what serves everything else stays free, and memory is bounded. Hashes are made in a
thread of low priority: where both want the processor, a page goes first. A caller is in no transaction while
it hashes: nobody waits for the database because somebody waits here.
"""

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from disclosure.credentials.turns import Turns
from disclosure.domain.messages import message
from disclosure.errors import DisclosureError

AT_ONCE, WAITING = 2, 1
"""At the most; a site of few processes hashes and waits in all but one of them."""
LOW_PRIORITY = 10
"""How much a hash yields to pages (`nice`): of a processor that both want it has a tenth."""
_LOWEST = 19
LONGEST = 256
"""Characters of a password; a longer one is no password but an attempt to keep us busy."""

Answer = TypeVar("Answer")
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
_ROOM = Turns("room", AT_ONCE + WAITING)
_TURN = Turns("turn", AT_ONCE)


class Crowded(DisclosureError):
    """More people prove a password at this moment than are served at once."""

    def __init__(self) -> None:
        super().__init__(message("Many people are signing in at this moment. Try again in a few seconds."))


def share(folder: Path | None, *, processes: int = AT_ONCE + WAITING + 1) -> None:
    """Hash at most so many at once together with all `processes` that share `folder`.

    One of them always stays free, unless there is one alone.
    """
    room = min(AT_ONCE + WAITING, max(processes - 1, 1))
    _ROOM.share(folder, count=room)
    _TURN.share(folder, count=min(AT_ONCE, room))


def demand_room() -> None:
    """Refuse whoever would be refused anyway, before anything is done for them. Raises Crowded."""
    if not _ROOM.acquire(blocking=False):
        raise Crowded
    _ROOM.release()


def hashed(password: str) -> str:
    """Return what is kept of a password. Raises Crowded when too many are being hashed."""
    with _turn():
        return _aside(_HASHER.hash, normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one kept. Raises Crowded when too many are being hashed.

    Without anything kept it takes as long to say no: nobody learns by the
    clock whether an account has a password, or is there at all.
    """
    with _turn():
        if kept is None or len(password) > LONGEST:
            _proves(_nobodys(), password[:LONGEST])
            return False
        return _proves(kept, password)


def is_outdated(kept: str) -> bool:
    """Whether a password was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _proves(kept: str, password: str) -> bool:
    try:
        return _aside(_HASHER.verify, kept, normal(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("of nobody")


def normal(password: str) -> str:
    """Return the same text for the same password, whichever keyboard wrote it (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _aside(act: Callable[..., Answer], *given: str) -> Answer:
    """Do what takes long in a thread of low priority: Linux lets one yield more, and never less again."""
    return _slow().submit(act, *given).result()


@cache
def _slow() -> ThreadPoolExecutor:
    """Made in the process that hashes: threads do not come along when one is forked."""
    return ThreadPoolExecutor(AT_ONCE, "hash", initializer=_yield)


os.register_at_fork(after_in_child=_slow.cache_clear)


def _yield() -> None:
    if sys.platform == "linux":  # elsewhere only a whole process yields
        own = threading.get_native_id()
        nice = os.getpriority(os.PRIO_PROCESS, own) + LOW_PRIORITY
        os.setpriority(os.PRIO_PROCESS, own, min(nice, _LOWEST))


@contextmanager
def _turn() -> Iterator[None]:
    if not _ROOM.acquire(blocking=False):
        raise Crowded
    try:
        _TURN.acquire()
        try:
            yield
        finally:
            _TURN.release()
    finally:
        _ROOM.release()
