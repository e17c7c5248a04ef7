"""Passwords as they are kept: Argon2id, with the parameters of the OWASP cheat sheet (19 MiB, two passes).

A hash costs some 20 ms of a core and 19 MiB. So at most `AT_ONCE` are made at a time on a site, over all
its processes (`share`), and `WAITING` wait; whoever comes beyond that is told to try again in a moment.
However many people sign in at once, what serves everything else stays free, and memory is bounded. A caller
is in no transaction while it hashes: nobody waits for the database because somebody waits here.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from disclosure.credentials.turns import Turns
from disclosure.domain.messages import message
from disclosure.errors import DisclosureError

AT_ONCE = 2
WAITING = 1
"""A process that waits serves nobody else; of the four that a machine of two cores has, one stays free."""
LONGEST = 256
"""Characters of a password; a longer one is no password but an attempt to keep us busy."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
_ROOM = Turns("room", AT_ONCE + WAITING)
_TURN = Turns("turn", AT_ONCE)


class Crowded(DisclosureError):
    """More people prove a password at this moment than are served at once."""

    def __init__(self) -> None:
        super().__init__(message("Many people are signing in at this moment. Try again in a few seconds."))


def share(folder: Path | None) -> None:
    """Hash at most so many at once together with every process that shares `folder`."""
    _ROOM.share(folder)
    _TURN.share(folder)


def demand_room() -> None:
    """Refuse whoever would be refused anyway, before anything is done for them. Raises Crowded."""
    if not _ROOM.acquire(blocking=False):
        raise Crowded
    _ROOM.release()


def hashed(password: str) -> str:
    """Return what is kept of a password. Raises Crowded when too many are being hashed."""
    with _turn():
        return _HASHER.hash(normal(password))


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
        return _HASHER.verify(kept, normal(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("of nobody")


def normal(password: str) -> str:
    """Return the same text for the same password, whichever keyboard wrote it (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


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
