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


def message(msgid: str, /, **params: object) -> Message:
    """Mark `msgid` for translation (the extractor looks for this name) and bind its parameters."""
    return Message(msgid, params)
