"""What the doctor tells of one thing it looked at."""

from collections.abc import Iterator
from typing import NamedTuple

from disclosure.errors import DisclosureError


class Finding(NamedTuple):
    """One thing looked at: that all is well, or what to do."""

    well: bool
    sentence: str


def said(look: Iterator[Finding]) -> Iterator[Finding]:
    """Let a look that cannot be finished be one finding among the others."""
    try:
        yield from look
    except DisclosureError as fault:
        yield Finding(False, str(fault))
