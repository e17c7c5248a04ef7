"""What people write to each other in a case, before it is sealed."""

import msgspec


class Written(msgspec.Struct, frozen=True, omit_defaults=True):
    """One text: a question, a reply, a note, advice; `items` are the items it is about."""

    text: str
    items: tuple[str, ...] = ()
    language: str = "en"
    snippet: str = ""
    """The version of approved wording that it was taken from, if it was."""

    def encode(self) -> bytes:
        """Return the bytes that are sealed."""
        return msgspec.json.encode(self)

    @staticmethod
    def decode(content: bytes) -> "Written":
        """Read what `encode` wrote."""
        return msgspec.json.decode(content, type=Written)
