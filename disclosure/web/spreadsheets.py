"""Lists as text for a spreadsheet: in UTF-8 that it recognises, and with no formula in any cell."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

from disclosure.domain.cells import harmless

__all__ = ["harmless", "sent", "written"]

_CHUNK = 64 * 1024
_MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def written(lines: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the text of a list, piece by piece while it is read."""
    buffer = io.StringIO()
    buffer.write(_MARK)
    writer = csv.writer(buffer)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def sent(lines: Iterable[Sequence[object]], filename: str) -> Response:
    """Return a list as a file to be saved."""
    return kept(written(lines), "text/csv", filename)


def kept(content: bytes | Iterable[str] | Iterable[bytes], kind: str, filename: str) -> Response:
    """Return a file to be saved, and not shown by the browser."""
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
