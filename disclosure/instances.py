"""The folder of an instance: its mark, its room for keys, and the secrets that nobody chose."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import msgspec

from disclosure.errors import ConfigError

SITES = ("portal", "review", "compliance")
KEY_FOLDERS = ("portal", "review", "ledger", "escrow")
MARK = "instance.json"
ACCOUNTS = "accounts"
"""The secret that the sites share: what seals second factors at rest."""


class Mark(msgspec.Struct, frozen=True):
    """What the mark of an instance says: whether it is a demonstration, and of what."""

    demo: bool
    clock_offset: float
    replayed: str | None

    @property
    def offset(self) -> timedelta:
        """How far a demonstration's clock is from the real one."""
        return timedelta(seconds=self.clock_offset)


def prepare_instance(
    folder: Path, *, demo: bool, clock_offset: timedelta = timedelta(0), replayed: str | None = None
) -> None:
    """Make an instance folder: its mark, room for keys, and a secret for each site that nobody chose."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "keys").mkdir(mode=0o700, exist_ok=True)
    made = Mark(demo=demo, clock_offset=clock_offset.total_seconds(), replayed=replayed)
    _write_private(folder / MARK, msgspec.json.encode(made).decode() + "\n")
    complete_instance(folder)


def complete_instance(folder: Path) -> None:
    """Give an instance the folders and secrets that it lacks, such as those of a newer release."""
    for part in ("keys", "secrets", *(f"keys/{holder}" for holder in KEY_FOLDERS)):
        (folder / part).mkdir(mode=0o700, exist_ok=True)
    for name in (*SITES, ACCOUNTS):
        path = folder / "secrets" / name
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(48) + "\n")


def instance_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the instance folder that the environment names, whether or not it was prepared."""
    given = os.environ if environ is None else environ
    return Path(given.get("DISCLOSURE_INSTANCE") or "instance").absolute()


def replayed(folder: Path) -> str | None:
    """Return which past cycle was replayed, to its end, into an instance; None for any other folder."""
    return mark(folder).replayed if (folder / MARK).exists() else None


def is_demo(folder: Path) -> bool:
    """Whether a folder is an instance made for a demonstration."""
    return (folder / MARK).exists() and mark(folder).demo


def mark(instance: Path) -> Mark:
    """Return what the mark of an instance says. Raises ConfigError where there is none or it is damaged."""
    path = instance / MARK
    if not path.exists():
        raise ConfigError(
            f"There is no instance at {instance}. Run `disclosure init` (or `make replay` for a trial), "
            "or set DISCLOSURE_INSTANCE to the folder of one."
        )
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Mark)
        found.offset  # noqa: B018 - a clock that cannot be is damage too
    except (msgspec.MsgspecError, OverflowError, ValueError):
        raise ConfigError(f"{path} is damaged. Remove it and run `disclosure init`.") from None
    return found


def _write_private(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123
        os.fchmod(file.fileno(), 0o600)  # a file that lay there keeps the mode it had
        file.write(text)
