"""A rotation under load: somebody who goes on saving, and a rewrap that is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread
from typing import Self

from disclosure import clock
from disclosure.casework import drafting, reading
from disclosure.db import transaction
from tests.casework.keyroom import PORTAL, Keyroom

LONGEST_PAUSE = 1.0
"""Seconds that saving may wait at most while keys are rotated."""


class Writer:
    """Somebody who saves a draft again and again, and remembers the longest time one took."""

    def __init__(self, room: Keyroom) -> None:
        self.room, self.cast = room, room.cast
        self.keys = reading.keys_in(room.folder / "portal")
        self.longest, self.saved, self._stop = 0.0, 0, Event()
        self._thread = Thread(target=self._work)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            self.save()
            self.longest = max(self.longest, time.monotonic() - began)

    def save(self) -> None:
        boris = self.cast.boris
        with transaction(self.room.engine) as db, clock.travel(self.room.now):
            draft, found = reading.draft(db, self.keys.opener, by=boris.actor, filing=boris.filing)
            drafting.save(
                db,
                self.keys.sealer,
                by=boris.actor,
                filing=boris.filing,
                statement=found,
                over_version=draft.version,
            )
        self.saved += 1


def killed_rewrap(room: Keyroom, url: str, tmp_path: Path) -> None:
    """Start rewrapping in a process of its own and kill it as soon as something was rewrapped."""
    command = [str(Path(sys.executable).with_name("disclosure")), "--organisation", "UN", "keys", "rewrap"]
    running = subprocess.Popen(
        [*command, "--cycle", "2020", "--batch", "1"],
        env={
            "PATH": os.environ["PATH"],
            "DISCLOSURE_INSTANCE": str(tmp_path),
            "DISCLOSURE_DATABASE_URL": url,
        },
        stderr=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + 60
    while room.under(2, PORTAL) == 0 and running.poll() is None and time.monotonic() < give_up:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
