"""A sentence for a person, kept apart from its language.

The rules speak in messages; the sites translate the `msgid` through gettext
and then fill in `params`, so no sentence is ever glued together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable sentence. `str()` gives it in English."""

    msgid: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence with its parameters filled in."""
        return self.msgid % self.params if self.params else self.msgid


@dataclass(frozen=True, slots=True)
class Counted(Message):
    """A translatable phrase that tells a number; each language has its own forms for numbers."""

    plural: str = ""
    number: int = 0

    def __str__(self) -> str:
        """Return the English phrase with the number filled in."""
        return (self.msgid if self.number == 1 else self.plural) % self.params


def ngettext(one: str, many: str, number: int, /) -> Counted:
    """Mark both forms of a phrase for translation (the extractor knows this name) and bind `num`."""
    return Counted(one, {"num": number}, many, number)


def message(msgid: str, /, **params: object) -> Message:
    """Mark `msgid` for translation (the extractor looks for this name) and bind its parameters."""
    return Message(msgid, params)
