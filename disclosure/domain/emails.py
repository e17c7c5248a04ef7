"""E-mail addresses: how one is compared, and what looks like one.

Whether an address is right is known when somebody answers from it; the shape
only catches slips of the pen. Addresses are compared without regard to
capitals: no provider is known to tell two people apart by them.
"""

import re

LONGEST = 320
"""64 before the sign, 255 after it (RFC 5321, section 4.5.3.1)."""

_SHAPE = re.compile(
    r"[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]{1,64}@[^\s@,;:<>()\[\]\"\\\x00-\x1f\x7f]+\.[^\s@.,;:<>]{2,}"
)


def folded(address: str) -> str:
    """Return the address as it is kept and compared: without outer blanks, in small letters."""
    return address.strip().lower()


def is_shaped(address: str) -> bool:
    """Tell whether `address` looks like an e-mail address."""
    return len(address) <= LONGEST and _SHAPE.fullmatch(address) is not None
