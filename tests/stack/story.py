"""One clock for the processes of a story: it stands where whoever tells the story sets it, and runs on.

python -m tests.stack.story work --queue common      # `disclosure`, by that clock
gunicorn "tests.stack.story:site('portal')"          # a site, by that clock
"""

import mmap
import os
import struct
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from flask import Flask

from disclosure import clock

CLOCK = "STORY_CLOCK"
_SECONDS = struct.Struct("d")


class Story:
    """How far the story's clock is from the real one, in a file that all its processes look at."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            path.write_bytes(_SECONDS.pack(0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SECONDS.size)

    def now(self) -> datetime:
        """The present instant of the story."""
        (seconds,) = _SECONDS.unpack(self._shared[:])
        return datetime.now(UTC) + timedelta(seconds=seconds)

    def set(self, instant: datetime) -> None:
        """Go on from this instant."""
        self._shared[:] = _SECONDS.pack((instant - datetime.now(UTC)).total_seconds())

    def pass_by(self, time: timedelta) -> None:
        """Let so much time pass at once."""
        self.set(self.now() + time)


def follow() -> None:
    """Let this process live by the clock of the story."""
    clock.now = Story(Path(os.environ[CLOCK])).now


def site(package: str) -> Flask:
    """Make a site that lives by the clock of the story."""
    follow()
    made: Flask = import_module(package).create_app()
    return made


if __name__ == "__main__":
    follow()
    from disclosure.cli import main

    main()
