"""The one family of errors. Each is a sentence a person can act on.

DisclosureError
├── NotFound        there is no such row, or not for you
├── NotPermitted    you may not do this to this row
├── WrongState      the row is not in a state in which this can be done
├── Stale           the row moved on since you opened it
├── BadInput        what was given cannot be taken; one message per fault
├── ConfigError     a setting is missing or unsafe
├── KeyMissing      no key at hand opens or seals this
└── SealBroken      a sealed object is not what was sealed
"""

from collections.abc import Sequence


class DisclosureError(Exception):
    """Base of all errors that are told to people. `str(error)` is a full sentence, in English.

    `sentence` is what a page says in its language: the same sentence where it
    was given as a message, or what was given as `told` where the exact one
    would come out broken in another language.
    """

    def __init__(self, sentence: object = "", *, told: object | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence if told is None else told


class NotFound(DisclosureError):
    """There is no such row, or none that this actor may know of."""


class NotPermitted(DisclosureError):
    """The actor may not do this to this row."""


class WrongState(DisclosureError):
    """The row is not in a state in which the move can be made."""


class Stale(DisclosureError):
    """Somebody else changed the row since it was opened."""


class BadInput(DisclosureError):
    """What was given cannot be taken.

    `messages` holds one sentence per fault; nothing of the input was applied.
    """

    def __init__(self, messages: Sequence[object] | object) -> None:
        listed = [messages] if isinstance(messages, str) or not isinstance(messages, Sequence) else messages
        self.messages = list(listed)
        super().__init__("\n".join(str(message) for message in self.messages))


class ConfigError(DisclosureError):
    """A setting is missing or unsafe; the sentence names it and says what to set."""


class KeyMissing(DisclosureError):
    """No key at hand opens or seals this."""


class SealBroken(DisclosureError):
    """A sealed object is not what was sealed: altered, moved, cut or opened with the wrong key."""
