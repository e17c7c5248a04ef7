"""JPEG files without what they tell about place, device and owner; their picture is copied bit by bit.

A file is a row of segments (ITU-T T.81, B.1). Those that only describe are
left out: Exif and XMP (APP1), IPTC (APP13), comments, and any other that no
reader needs. Of Exif, the orientation is kept. What follows the end of the
picture is cut off.
"""

import re
from collections.abc import Iterator

from disclosure.papers.exif import only_orientation
from disclosure.papers.faults import Fault, Unfit

_END, _SCAN, _APP0 = 0xD9, 0xDA, 0xE0
_ALONE = {0x01, *range(0xD0, 0xD8)}
_DESCRIBING = {*range(0xE0, 0xF0), 0xFE}
_NEEDED = {0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Segments for applications without which the colours come out wrong, and how they begin."""
_NONE = b"\x00not needed"
_PICTURE_ENDS = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])")


def stripped(content: bytes, *, orientation: int = 1) -> bytes:
    """Return the picture of a JPEG file alone, turned as `orientation` says (Exif 2.3, tag 274).

    Raises Unfit where the row of segments is broken.
    """
    first, rest = b"", []
    for marker, segment in _segments(content):
        if marker == _APP0 and segment[4:9] == b"JFIF\x00":
            first = b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"
        elif marker not in _DESCRIBING or segment[4:].startswith(_NEEDED.get(marker, _NONE)):
            rest.append(segment)
    turned = b"Exif\x00\x00" + only_orientation(orientation)
    exif = b"\xff\xe1" + (len(turned) + 2).to_bytes(2) + turned if orientation != 1 else b""
    return b"\xff\xd8" + first + exif + b"".join(rest)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment with its marker's number; one that begins a scan has the scan's data with it."""
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        if marker in _ALONE:
            continue
        end = at + int.from_bytes(content[at : at + 2])
        if not at + 2 <= end <= len(content):
            raise Unfit(Fault.DAMAGED)
        if marker == _SCAN:
            found = _PICTURE_ENDS.search(content, end)
            end = found.start() if found else len(content)
        yield marker, bytes([0xFF, marker]) + content[at:end]
        at = end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """Return the number of the marker that stands at a place, and where what it marks begins."""
    begin = at
    while content[at : at + 1] == b"\xff":
        at += 1
    if at == begin or at >= len(content):
        raise Unfit(Fault.DAMAGED)
    return content[at], at + 1
