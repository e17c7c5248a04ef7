"""Several files as one archive (ZIP), sent while they are read: no more of it is held than one piece."""

import zipfile
from collections.abc import Iterable, Iterator


class _Passage:
    """Takes what is written, until it is fetched."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        self._held += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is open."""

    def fetched(self) -> bytes:
        held = bytes(self._held)
        self._held.clear()
        return held


def packed(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """Yield an archive of texts, each by its name, piece by piece while they are read."""
    passage = _Passage()
    with zipfile.ZipFile(passage, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files:
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece.encode())
                    yield passage.fetched()
    yield passage.fetched()
