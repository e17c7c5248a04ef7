"""An archive sent while it is written: no more of it sits in memory than a piece of one file."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

Content = Iterable[bytes]


class _Pieces(io.RawIOBase):
    """Takes what is written, until it is asked for."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(piece)  # type: ignore[call-overload]
        self._written.append(content)
        return len(content)

    def taken(self) -> bytes:
        whole = b"".join(self._written)
        self._written.clear()
        return whole


def zipped(members: Iterable[tuple[str, Content]], *, at: datetime) -> Iterator[bytes]:
    """Yield a ZIP archive of `members`, names and contents; all bear the instant `at`."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w") as archive:
        for name, content in members:
            about = zipfile.ZipInfo(name, at.timetuple()[:6])
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            with archive.open(about, "w") as target:
                for piece in content:
                    target.write(piece)
                    yield pieces.taken()
            yield pieces.taken()
    yield pieces.taken()
