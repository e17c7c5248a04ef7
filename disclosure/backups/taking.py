"""Taking a copy: written aside, measured, flushed, and only then given its name.

Whatever ends it half-way leaves the copies before it as they were.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

import migrations
from config import Config
from disclosure import clock
from disclosure.backups import databases
from disclosure.backups.manifest import FORMAT, Manifest, digest, listed, names, read
from disclosure.errors import ConfigError, WrongState
from disclosure.ledger.published import HeadLog
from disclosure.vault.durable import flush_folder
from disclosure.vault.storage import Storage

_STAMP = "%Y%m%dT%H%M%SZ"
_WHOLE = re.compile(r"\d{8}T\d{6}Z")
_DRAFT = ".draft"
KEYS = ("keys", "secrets")
"""What never lies beside the database: whoever has both reads everything."""


def take(config: Config, engine: Engine, into: Path, *, keep: int, programs: Path | None = None) -> Path:
    """Copy database, attachments, letters kept as files and published heads into a new folder in `into`.

    The database comes first: a file is stored before the row that names it, so every row's file is there.
    A file that the copy before has already is the same file, not another one. Returns the new folder.

    Raises:
        WrongState: the target lies in the instance, or another copy is being taken at this second.
        SealBroken: the database is damaged or its program failed.

    """
    _demand_apart(into, config.instance)
    before = newest(into)
    with _drafted(into, clock.now()) as (draft, final):
        rows = databases.copy(engine, draft, programs=programs)
        _copy_attachments(Storage(config.storage_url), draft / "attachments", before)
        _copy_folder(config.instance / "mail", draft / "mail")
        head = HeadLog(config.heads).last()
        if config.heads.exists():
            shutil.copyfile(config.heads, draft / "heads.jsonl")
        Manifest(
            format=FORMAT,
            taken_at=clock.now(),
            database=engine.dialect.name,
            revision=migrations.current(engine) or "",
            rows=rows,
            head=head.line() if head else None,
            files=listed(draft),
        ).write(draft)
    _remove_older(into, keep=keep)
    return final


def take_keys(config: Config, into: Path) -> int:
    """Copy the keys and secrets of this instance into a folder of their own; return how many files.

    Raises:
        WrongState: the target lies in the instance or among copies of the database.

    """
    _demand_apart(into, config.instance)
    if newest(into) is not None or newest(into.parent) is not None:
        raise WrongState(f"{into} lies beside copies of the database. Keep the keys apart from them.")
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    into.chmod(0o700)
    for part in KEYS:
        _copy_folder(config.instance / part, into / part)
    _flush(into)
    return len(list(names(into)))


def newest(folder: Path) -> Path | None:
    """Return the newest whole copy in a folder; None where there is none."""
    found = [one for one in folder.iterdir() if _WHOLE.fullmatch(one.name)] if folder.is_dir() else []
    return max(found, default=None, key=lambda one: one.name)


@contextmanager
def _drafted(into: Path, at: datetime) -> Iterator[tuple[Path, Path]]:
    """Make a folder that gets its name when all is in it and on the disk; drafts of the dead are removed."""
    final = into / at.strftime(_STAMP)
    draft = final.with_name(final.name + _DRAFT)
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(into):
            for left in into.glob(f"*{_DRAFT}"):
                shutil.rmtree(left)
            if final.exists():
                raise WrongState(f"There is a copy of this second already: {final}.")
            draft.mkdir(mode=0o700)
            try:
                yield draft, final
                _flush(draft)
                draft.rename(final)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            flush_folder(into)
    except OSError as fault:
        raise ConfigError(f"The copy could not be written to {into}: {fault.strerror}.") from None


@contextmanager
def _alone(into: Path) -> Iterator[None]:
    """Let one copy be taken at a time; the lock of a process that died is nobody's."""
    with (into / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WrongState(f"Another copy is being taken to {into}. Wait for its end.") from None
        yield


def _demand_apart(into: Path, instance: Path) -> None:
    if into.resolve().is_relative_to(instance.resolve()):
        raise WrongState(f"{into} lies in the instance itself. Copy to another disk, better another machine.")


def _copy_attachments(storage: Storage, into: Path, before: Path | None) -> None:
    into.mkdir(mode=0o700)
    known = read(before).files if before else {}
    for content in storage.content_ids():
        name = f"{content.hex[:2]}/{content.hex}"
        target = into / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        if before is not None and (kept := known.get(f"attachments/{name}")):
            same = before / "attachments" / name
            if same.stat().st_size == kept.size and digest(same) == kept.sha256:
                os.link(same, target)
                continue
        with storage.open(content) as source, target.open("xb") as copied:
            shutil.copyfileobj(source, copied, 1 << 20)


def _copy_folder(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def _flush(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_older(into: Path, *, keep: int) -> None:
    whole = sorted(one for one in into.iterdir() if _WHOLE.fullmatch(one.name))
    for old in whole[: max(len(whole) - keep, 0)]:
        shutil.rmtree(old)
