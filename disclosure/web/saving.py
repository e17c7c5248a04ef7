"""Files handed out: a browser saves them and never shows them in place."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Response


def saved(pieces: Iterator[bytes], *, name: str, kind: str, size: int) -> Response:
    """Return a file of `size` bytes, piece by piece, to be saved under `name`."""
    answer = Response(pieces, mimetype=kind)
    plain = name.isascii() and '"' not in name
    called = {"filename": name} if plain else {"filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **called)
    answer.content_length = size
    return answer
