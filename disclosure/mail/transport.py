"""How letters leave the house, and the plainest way: files in a folder."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from disclosure.mail.composing import Composed


class Carrier(Protocol):
    """One open connection."""

    def hand(self, letter_id: UUID, message: Composed) -> None:
        """Hand one letter over; returning means that it was taken.

        Raises:
            LetterRefused: it will never be taken.
            LetterWaits: it was not taken now.
            LetterDoubtful: nobody knows whether it was taken; the connection is gone.
            PostClosed: it was not taken, nor will any other be on this connection.

        """


class Transport(Protocol):
    """A way for letters to leave."""

    @property
    def repeatable(self) -> bool:
        """Whether handing a letter over twice is as good as once."""

    def connect(self) -> AbstractContextManager[Carrier]:
        """Open a connection for one batch; left, everything handed over is safe. Raises PostClosed."""


@dataclass(frozen=True)
class Folder:
    """Writes each letter to `<id>.eml`, which only the owner may read. Writing it twice is once."""

    path: Path
    repeatable: bool = True

    @contextmanager
    def connect(self) -> Iterator["Folder"]:
        """Make the folder if there is none; when left, everything is on the disk."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield self
        os.sync()  # once: forcing out each file takes ten times as long

    def hand(self, letter_id: UUID, message: Composed) -> None:
        """Write the letter whole or not at all."""
        final = self.path / f"{letter_id}.eml"
        partial = final.with_suffix(".partial")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(message.content)
        partial.replace(final)
