"""What a copy says of itself: every file with its length and SHA-256, every table with its number of rows."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from disclosure.errors import SealBroken

NAME = "manifest.json"
FORMAT = 1
_BLOCK = 1 << 20


class Kept(msgspec.Struct, frozen=True):
    """One file of a copy."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A whole copy. `head` is the newest published head of the ledger, as it was written."""

    format: int
    taken_at: datetime
    database: str
    """Which kind: sqlite or postgresql."""
    revision: str
    rows: Mapping[str, int]
    head: str | None
    files: Mapping[str, Kept]

    def write(self, folder: Path) -> None:
        """Write it into the copy, last of all."""
        (folder / NAME).write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")


def read(folder: Path) -> Manifest:
    """Return what the copy in `folder` says of itself.

    Raises:
        SealBroken: it is no copy, or was made by a later release.

    """
    try:
        found = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        raise SealBroken(f"{folder} is no whole copy: its {NAME} is missing or damaged.") from None
    if found.format != FORMAT:
        raise SealBroken(f"{folder} was made by another release (format {found.format}). Use that one.")
    return found


def verify(folder: Path) -> Manifest:
    """Compare every file of a copy with what its manifest says.

    Raises:
        SealBroken: a file is missing, was altered or was put in; the sentence names it.

    """
    found = read(folder)
    for name, kept in found.files.items():
        path = folder / name
        if not path.is_file():
            raise SealBroken(f"{name} is missing from the copy in {folder}. Use another copy.")
        if path.stat().st_size != kept.size or digest(path) != kept.sha256:
            raise SealBroken(f"{name} in {folder} is not what was copied. Use another copy.")
    if strange := sorted(set(names(folder)) - set(found.files) - {NAME}):
        raise SealBroken(f"{strange[0]} in {folder} does not belong to the copy. Remove it if you know why.")
    return found


def listed(folder: Path) -> dict[str, Kept]:
    """Measure every file in a copy that is being made."""
    return {
        name: Kept(size=(folder / name).stat().st_size, sha256=digest(folder / name))
        for name in names(folder)
    }


def names(folder: Path) -> Iterator[str]:
    """Yield the path of every file in `folder`, relative to it, in order."""
    yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sum_.update(block)
    return sum_.hexdigest()
