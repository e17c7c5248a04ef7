"""A form as a browser sent it."""

from typing import Self

import msgspec


class SentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where it was sent, and what stood in its fields. Files are not part of it."""

    address: str
    answers: tuple[tuple[str, str], ...]
    had_files: bool = False

    def encode(self) -> bytes:
        """Return the bytes to be sealed."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, content: bytes) -> Self:
        """Return what `encode` wrote."""
        return msgspec.json.decode(content, type=cls)

    def says_the_same_as(self, other: "SentForm") -> bool:
        """Whether both were sent to one address with the same answers; how lines end is no difference."""
        return self.address == other.address and _plain(self) == _plain(other)


def _plain(form: SentForm) -> list[tuple[str, str]]:
    return sorted((name, "\n".join(value.splitlines())) for name, value in form.answers)
