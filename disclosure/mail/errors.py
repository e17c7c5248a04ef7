"""What may become of a letter at the door of the mail server, as sentences."""

from disclosure.errors import DisclosureError


class LetterRefused(DisclosureError):
    """The letter will never be taken: its address is wrong, or the server said so for good."""


class LetterWaits(DisclosureError):
    """The server did not take this letter now; it may later."""


class LetterDoubtful(DisclosureError):
    """The server went away before it said whether it took the letter."""


class PostClosed(DisclosureError):
    """The mail server cannot be reached or takes no letter at all; nothing was handed over."""
