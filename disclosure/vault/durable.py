"""Small files that must be whole, private and still there after a power cut."""

import os
import secrets
import time
from pathlib import Path

from disclosure.errors import ConfigError

_OTHERS = 0o077
_SETTLED_SECONDS = 0.1


def write_once(path: Path, text: str, *, mode: int) -> Path:
    """Write a file that was not there before: whole or not at all, and flushed to disk.

    Its folder is made, 0700, where missing. ConfigError if the file exists.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}.draft")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:  # noqa: PTH123 - only a descriptor is born with its mode
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise ConfigError(f"{path} exists already and is never overwritten.") from None
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(path.parent)
    return path


def erase(path: Path) -> None:
    """Overwrite a file and remove it. The disk itself may still keep its old blocks."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    flush_folder(path.parent)


def read_private(path: Path) -> str:
    """The text of a file that nobody but its owner may read; ConfigError otherwise."""
    try:
        exposed = path.stat().st_mode & _OTHERS
        if exposed:
            raise ConfigError(f"Others than its owner may read or change {path}. Run: chmod 600 {path}")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The keys in {path} cannot be read: {error}") from None


def changed_at(path: Path) -> int | None:
    """When a file or folder last changed, in nanoseconds; ConfigError if it is not there.

    None just after a change: one tick of the file system's clock may hide a second one.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise ConfigError(f"The keys in {path} cannot be read: {error}") from None
    return changed if time.time() - changed / 1e9 > _SETTLED_SECONDS else None


def flush_folder(folder: Path) -> None:
    """Flush a folder, so that names added to it or removed from it stay so."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
