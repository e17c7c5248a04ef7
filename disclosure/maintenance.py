"""That the sites are closed for a while: a small file in the instance, which every process looks for.

It does not lie in the database, because maintenance is when that is away. On several machines the folder
`maintenance/` of each instance is shared, or the file put on each.
"""

import os
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from disclosure.errors import ConfigError, WrongState

FILE = Path("maintenance") / "closed.json"


class Closed(msgspec.Struct, frozen=True):
    """Since when the sites are closed, until when they are expected to be, and whether deadlines wait."""

    since: datetime
    until: datetime
    promised: bool = True
    """Whether who was due meanwhile is promised as many days more."""


def of(instance: Path) -> Closed | None:
    """Return why the sites are closed; None when they are open."""
    path = _place(instance)
    try:
        return _read(path, os.stat(path).st_mtime_ns)  # noqa: PTH116 - asked before every request
    except FileNotFoundError:
        return None


def begin(instance: Path, closed: Closed) -> None:
    """Close the sites: every process notices at its next request.

    Raises:
        WrongState: they are closed already, or would be open before they close.

    """
    if of(instance) is not None:
        raise WrongState("The sites are closed already. End that first: disclosure maintenance end")
    if closed.until <= closed.since:
        raise WrongState("Say a time that is still to come.")
    path = instance / FILE
    path.parent.mkdir(mode=0o755, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(msgspec.json.encode(closed) + b"\n")
    draft.chmod(0o644)  # every site's account reads it
    draft.replace(path)


def end(instance: Path) -> None:
    """Open the sites again; what is open already stays open."""
    (instance / FILE).unlink(missing_ok=True)


@lru_cache(maxsize=4)
def _place(instance: Path) -> str:
    return str(instance / FILE)


@lru_cache(maxsize=4)
def _read(path: str, _changed: int) -> Closed:
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=Closed)
    except msgspec.MsgspecError:
        raise ConfigError(f"{path} is damaged. Remove it: disclosure maintenance end") from None
