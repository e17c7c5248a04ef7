"""Turns taken by threads and by processes alike: a lock on a file is given back however its holder ends."""

import fcntl
import os
import time
from pathlib import Path
from threading import BoundedSemaphore

_LOOKS_EVERY = 0.005
"""Seconds between two looks whether a turn of another process is over."""


class Turns:
    """At most `count` at a time: in this process, or among all that share a folder."""

    def __init__(self, name: str, count: int) -> None:
        self._name = name
        self._count = count
        self._here = BoundedSemaphore(count)
        self._folder: Path | None = None
        self._held: list[int] = []

    def share(self, folder: Path | None, *, count: int | None = None) -> None:
        """Count together with every process that shares `folder`; with None by itself again.

        `count`: how many from now on, where nobody has taken a turn yet.
        """
        self._folder = folder
        if count is not None:
            self._count, self._here = count, BoundedSemaphore(count)

    def acquire(self, *, blocking: bool = True) -> bool:
        """Take a turn, after waiting for it if need be; return whether there was one."""
        if not self._here.acquire(blocking=blocking):
            return False
        while self._folder is not None:
            taken = self._taken(self._folder)
            if taken is not None:
                self._held.append(taken)
                break
            if not blocking:
                self._here.release()
                return False
            time.sleep(_LOOKS_EVERY)
        return True

    def release(self) -> None:
        """Give a turn back."""
        if self._held:
            os.close(self._held.pop())
        self._here.release()

    def _taken(self, folder: Path) -> int | None:
        """Return an open file whose lock is ours; each opening has a lock of its own, in threads too."""
        for number in range(self._count):
            opened = os.open(folder / f"{self._name}-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(opened)
                continue
            return opened
        return None
