"""Where sealed files lie: a folder by default, else whatever `fsspec` reaches by its URL.

A file is named by the id of its content, a random UUID made by the server, and lies in a
sub-folder of the first two digits. It appears whole, under its name, or not at all.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from uuid import UUID

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from disclosure.errors import ConfigError, SealBroken
from disclosure.vault.durable import flush_folder


class Storage:
    """Sealed files by content id. Holds no key and sees no plain text."""

    def __init__(self, url: str) -> None:
        try:
            self._files, self._root = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"Files cannot be stored at {url!r}: {error}") from None

    @contextmanager
    def create(self, content_id: UUID) -> Iterator[BinaryIO]:
        """The file to write sealed content to: kept when the block ends, gone when it raises."""
        path = self._path(content_id)
        if isinstance(self._files, LocalFileSystem):
            with _new_file(Path(path)) as target:
                yield target
            return
        with tempfile.NamedTemporaryFile(prefix="sealed-") as target:
            yield cast("BinaryIO", target)
            target.flush()
            self._files.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
            self._files.put_file(target.name, path)

    @contextmanager
    def open(self, content_id: UUID) -> Iterator[BinaryIO]:
        """The sealed content, from its beginning; SealBroken if it is not there."""
        try:
            source = self._files.open(self._path(content_id), "rb")
        except FileNotFoundError:
            raise SealBroken(f"The stored file {content_id} is missing. Restore it from a backup.") from None
        with source:
            yield cast("BinaryIO", source)

    def delete(self, content_id: UUID) -> None:
        """Remove the content; what is not there is gone already."""
        path = self._path(content_id)
        if self._files.exists(path):
            self._files.rm_file(path)

    def content_ids(self) -> Iterator[UUID]:
        """The id of everything stored, to compare with the rows that refer to it."""
        for path in self._files.find(self._root):
            name = PurePosixPath(path).name
            if "." not in name:
                yield UUID(hex=name)

    def _path(self, content_id: UUID) -> str:
        return f"{self._root}/{content_id.hex[:2]}/{content_id.hex}"


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:  # noqa: PTH123 - only a descriptor is born with its mode
            yield target
            target.flush()
            os.fsync(target.fileno())
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(path.parent)
    flush_folder(path.parent.parent)
