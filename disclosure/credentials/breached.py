"""Passwords that leaked somewhere: the operator's own file of them, asked on this machine and nowhere else.

The file is as Have I Been Pwned publishes it: on each line the SHA-1 of a password in capital hexadecimal
digits, a colon and how often it was seen, in the order of the hashes. It has some forty gigabytes, so nothing
of it is kept in memory: a password is looked up by some thirty reads of a line.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO

from disclosure.errors import ConfigError

SETTING = "DISCLOSURE_BREACHED_PASSWORDS"
LOOKED_AT = 4_096
"""Places at which a file is looked at before it is trusted; a small one is read whole."""
_LINE = re.compile(rb"([0-9A-F]{40}):[0-9]+\r?\n?")
_HASH = 40
_LONGEST = 128
"""Bytes of a line at the most; what has longer ones is no such file."""


def holds(path: Path, password: str) -> bool:
    """Whether a password leaked. Raises ConfigError when the file cannot be read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        with path.open("rb") as file:
            return _found(file, wanted)
    except OSError as fault:
        raise _unreadable(path, fault) from None


def check(path: Path) -> None:
    """Look whether a file is one in which passwords are found. Raises ConfigError with what to do."""
    try:
        with path.open("rb") as file:
            fault = _fault(file)
    except OSError as unread:
        raise _unreadable(path, unread) from None
    if fault:
        raise ConfigError(f"{SETTING} names {path}, which {fault}.")


def _found(file: BinaryIO, wanted: bytes) -> bool:
    """Halve what is left until it is a place: where the first line stands that is not before `wanted`."""
    low, high = 0, file.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        line = _line_from(file, middle)
        if not line or line[:_HASH] >= wanted:
            high = middle
        else:
            low = file.tell()
    return _line_from(file, low)[:_HASH] == wanted


def _line_from(file: BinaryIO, place: int) -> bytes:
    """Return the first line that begins at `place` or after it; nothing after the last."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(_LONGEST)
    return file.readline(_LONGEST)


def _fault(file: BinaryIO) -> str:
    """Return what is amiss, as the rest of a sentence."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return "is empty"
    before = b""
    for place in range(0, size, max(size // LOOKED_AT, 1)):
        line = _line_from(file, place)
        if line and not _LINE.fullmatch(line):
            return "is not of lines like SHA1:COUNT, in capital hexadecimal digits. Download the SHA-1 list"
        if line and line[:_HASH] < before:
            return f"is not sorted by hash. Sort it: LC_ALL=C sort -o {file.name} {file.name}"
        before = line[:_HASH] or before
    return ""


def _unreadable(path: Path, fault: OSError) -> ConfigError:
    return ConfigError(
        f"{SETTING} names {path}, which cannot be read: {fault.strerror}. Put the file there, or unset it."
    )
