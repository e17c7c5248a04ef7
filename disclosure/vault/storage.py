"""Where sealed files lie: a folder by default, anything `fsspec` speaks by its URL.

A file is named by the server, 32 hexadecimal digits, and lies in a sub-folder of the
first two. It appears whole, under its name, or not at all.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from disclosure.errors import ConfigError, SealBroken
from disclosure.vault.durable import flush_folder

_NAME = re.compile(r"[0-9a-f]{32}")


class Storage:
    """Sealed files by name. Holds no key and sees no plain text."""

    def __init__(self, url: str) -> None:
        try:
            self._files, self._root = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise ConfigError(f"Files cannot be stored at {url!r}: {error}") from None

    @contextmanager
    def create(self) -> Iterator[tuple[str, BinaryIO]]:
        """A new name and the file to write under it.

        The file is kept when the block ends, and leaves no trace when it raises.
        """
        name = secrets.token_hex(16)
        if isinstance(self._files, LocalFileSystem):
            with _new_file(Path(self._path(name))) as target:
                yield name, target
            return
        with tempfile.NamedTemporaryFile(prefix="sealed-") as target:
            yield name, cast("BinaryIO", target)
            target.flush()
            self._files.makedirs(self._path(name).rsplit("/", 1)[0], exist_ok=True)
            self._files.put_file(target.name, self._path(name))

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """The file of that name, from its beginning; SealBroken if it is not there."""
        try:
            source = self._files.open(self._path(name), "rb")
        except FileNotFoundError:
            raise SealBroken(f"The stored file {name} is missing. Restore it from a backup.") from None
        with source:
            yield cast("BinaryIO", source)

    def delete(self, name: str) -> None:
        """Remove the file of that name; one that is not there is gone already."""
        path = self._path(name)
        if self._files.exists(path):
            self._files.rm_file(path)

    def names(self) -> Iterator[str]:
        """The name of every stored file, to compare with the rows that refer to one."""
        for path in self._files.find(self._root):
            name = path.rsplit("/", 1)[-1]
            if _NAME.fullmatch(name):
                yield name

    def _path(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise SealBroken(f"{name!r} is not the name of a stored file.")
        return f"{self._root}/{name[:2]}/{name}"


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
