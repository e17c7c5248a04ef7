"""Signed heads outside the database: one line of JSON each, only ever appended.

Whoever can rewrite the database can roll it back to a day before, signatures
and all; only a head that lies elsewhere tells. So the file belongs on another
disk, better on another machine, best where it can be appended to and nothing
else (`chattr +a`): nothing here ever shortens or rewrites it.

A power cut can leave half a line. It stays; the next append begins a new line
and writes that head again in full, and readers pass over an unreadable line
that the next one begins with. Any other unreadable line is reported.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from disclosure.errors import BadInput, ConfigError, SealBroken
from disclosure.ledger.heads import SignedHead

_END = b"\n"
_TAIL_BYTES = 8192
"""Holds several lines whole: none is longer than 600 bytes."""


class HeadLog:
    """The file that signed heads are published to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def last(self) -> SignedHead | None:
        """Return the newest published head; None before the first.

        Raises `SealBroken` when the file ends in something that is no head.
        """
        if not self.path.exists():
            return None
        with self._open("rb") as file:
            return self._last(file)

    def append(self, heads: Iterable[SignedHead]) -> None:
        """Write heads, smallest first, and flush them to disk; those already published are passed over.

        Raises `ConfigError` when the file cannot be written.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            last = self._last(file)
            lines = [head.line().encode() + _END for head in heads if last is None or head.size > last.size]
            if not lines:
                return
            file.write((b"" if _ends_whole(file) else _END) + b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
        _flush_folder(self.path.parent)

    def heads(self) -> Iterator[tuple[int, SignedHead]]:
        """Read every published head with the number of its line, first to last.

        Raises `SealBroken` when a line is not a signed head.
        """
        if not self.path.exists():
            return
        with self._open("rb") as file:
            lines = (line.decode(errors="replace") for line in file)
            for number, (line, following) in enumerate(pairwise(_with_end(lines)), start=1):
                written = line.rstrip("\n")
                try:
                    yield number, SignedHead.parse(written)
                except BadInput:
                    cut_short = following.startswith(written) if following else written == line
                    if not cut_short:
                        raise SealBroken(f"Line {number} of {self.path} is not a signed head.") from None

    def _last(self, file: BinaryIO) -> SignedHead | None:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_BYTES))
        for line in reversed(file.read().decode(errors="replace").splitlines()):
            try:
                return SignedHead.parse(line)
            except BadInput:
                continue
        if size > _TAIL_BYTES:
            raise SealBroken(f"{self.path} does not end in signed heads: it was cut or altered.")
        return None

    @contextmanager
    def _open(self, mode: str) -> Iterator[BinaryIO]:
        try:
            file = self.path.open(mode)
        except OSError as error:
            raise ConfigError(
                f"The published heads {self.path} cannot be opened: {error.strerror}."
            ) from None
        with file:
            yield file  # type: ignore[misc]


def _ends_whole(file: BinaryIO) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == _END


def _with_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield ""


def _flush_folder(folder: Path) -> None:
    """Flush the folder, so that a new file in it is still there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
