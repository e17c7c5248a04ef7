"""PNG files without what they tell besides their picture, which is copied bit by bit.

A file is a row of chunks (PNG, third edition, 5). Texts, times, Exif but for
the orientation, animations and private chunks are left out; what follows the
end of the picture is cut off.
"""

import zlib
from collections.abc import Iterator

from disclosure.papers.exif import only_orientation
from disclosure.papers.faults import Fault, Unfit

MARK = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYS".split())


def stripped(content: bytes, *, orientation: int = 1) -> bytes:
    """Return the picture of a PNG file alone, turned as `orientation` says. Raises Unfit for a broken row."""
    kept = bytearray(MARK)
    for name, body in _chunks(content):
        if name in _KEPT:
            kept += _chunk(name, body)
        if name == b"IHDR" and orientation != 1:
            kept += _chunk(b"eXIf", only_orientation(orientation))
    return bytes(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = len(MARK), b""
    while name != b"IEND":
        length = int.from_bytes(content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(content):
            raise Unfit(Fault.DAMAGED)
        yield name, body


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)
