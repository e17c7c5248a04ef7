"""What a file is, by the bytes it begins with; its name proves nothing."""

from collections.abc import Mapping
from enum import StrEnum

import puremagic

from disclosure.papers.faults import Fault, Unfit

HEAD = 4096
"""Bytes at the beginning that say what a file is."""
SURE = 0.4
"""From here on a file that claims to be text is what it begins like; less would refuse "BMW,100"."""


class Kind(StrEnum):
    """What is accepted, by its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    TEXT = "text/plain"


MARKS: Mapping[bytes, Kind] = {
    b"%PDF-": Kind.PDF,
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\x00": Kind.TIFF,
    b"MM\x00*": Kind.TIFF,
}
EXTENSIONS: Mapping[Kind, str] = {
    Kind.PDF: ".pdf",
    Kind.JPEG: ".jpg",
    Kind.PNG: ".png",
    Kind.TIFF: ".tif",
    Kind.TEXT: ".txt",
}
"""What the name ends with when the file is handed out, so that a machine opens it as what it is."""

WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text of two bytes a sign begins, as spreadsheets save it."""

_ARCHIVES = (b"PK", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_MARKUP = frozenset({".html", ".htm", ".svg", ".xml", ".php", ".xhtml"})


def kind_of(head: bytes) -> Kind:
    """Return what a file that begins with `head` claims to be. Raises Unfit for what is not accepted."""
    for mark, kind in MARKS.items():
        if head.startswith(mark):
            return kind
    if head.startswith(_ARCHIVES):
        raise Unfit(Fault.OFFICE)
    if head[4:8] == b"ftyp":
        raise Unfit(Fault.HEIC)
    known = _known(head)
    if b"%PDF-" in head:  # behind something else, so that it is two things at once
        raise Unfit(Fault.OTHER_KIND)
    if known & _MARKUP:
        raise Unfit(Fault.WEB_PAGE)
    if known or (b"\x00" in head and not head.startswith(WIDE)):
        raise Unfit(Fault.OTHER_KIND)
    return Kind.TEXT


def _known(head: bytes) -> set[str]:
    """Return how names of files end that begin like this one."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return set()
    return {match.extension for match in matches if match.confidence >= SURE and match.extension != ".txt"}
