"""Packing a document's parts anew, so that neither the clock nor chance shows in the file."""

import io
import zipfile

_NO_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest a ZIP file can say. The report itself says when it was frozen."""
_PLAIN_FILE = 0o600 << 16
_UNIX = 3
"""The system whose rights the line above gives, as the format numbers it."""


def repacked(content: bytes) -> bytes:
    """Return a ZIP file with the same parts in the order of their names and no times."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as anew,
    ):
        for name in sorted(parts.namelist()):
            entry = zipfile.ZipInfo(name, date_time=_NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
            anew.writestr(entry, parts.read(name))
    return packed.getvalue()
