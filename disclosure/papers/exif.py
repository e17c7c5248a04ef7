"""Exif data that says nothing but which side is up."""

import struct

ORIENTATION = 0x0112
"""The tag's number (Exif 2.3, 4.6.4). 1 is upright; 2 to 8 are turned or mirrored."""
_ORIENTATIONS = range(1, 9)


def readable(orientation: object) -> int:
    """Return an orientation as a file gives it, upright where it gives nonsense."""
    return orientation if isinstance(orientation, int) and orientation in _ORIENTATIONS else 1


def only_orientation(orientation: int) -> bytes:
    """Return a TIFF structure with the one tag."""
    tag = struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + tag + struct.pack(">I", 0)
