"""How large a file may be, and how much work may be spent on opening it."""

import msgspec

MEGABYTE = 2**20
MEGAPIXEL = 10**6


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What is still accepted of one file."""

    size: int = 25 * MEGABYTE
    """Bytes."""
    pages: int = 500
    """Pages of a PDF or TIFF file."""
    pixels: int = 50 * MEGAPIXEL
    """Of one picture, or of all pages of a TIFF file together ten times as many."""
    inflated: int = 512 * MEGABYTE
    """Bytes that the compressed parts of a PDF file may come to."""
    memory: int = 640 * MEGABYTE
    """Bytes of address space in which a picture is opened; other files have half of it."""
    seconds: int = 20
    """Processor time in which a file is opened."""
