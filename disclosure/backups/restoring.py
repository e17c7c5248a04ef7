"""The way back: into an empty place, from a copy that is what it says it is, and looked at afterwards."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

import config as settings
import migrations
from config import Config
from disclosure.backups import databases
from disclosure.backups.manifest import Manifest, verify
from disclosure.db import make_engine, reading, transaction
from disclosure.errors import SealBroken, WrongState
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.published import HeadLog
from disclosure.ledger.verifying import verify as verify_ledger
from disclosure.models import Attachment
from disclosure.vault.storage import Storage


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `ledger` is what verifying it said; `without_keys` that there was no key to do so."""

    manifest: Manifest
    attachments: int
    ledger: str | None
    without_keys: bool


def restore(copy: Path, environ: dict[str, str], *, programs: Path | None = None) -> Restored:
    """Put a copy where the environment says, and look whether all of it came back.

    The published heads of the place, if there are any, stay: they are evidence of what was lost. Keys do not
    come from here; put theirs in the instance before or after.

    Raises:
        SealBroken: the copy, or what came back of it, is not what was copied.
        WrongState: there is something already where it would go.

    """
    manifest = verify(copy)
    place = settings.instance_folder(environ)
    if not (place / settings.MARK).exists():
        settings.prepare_instance(place, demo=False)
    config = Config.from_environment(environ)
    databases.put_back(config.database_url, copy, programs=programs)
    _compare(manifest, config)
    migrations.upgrade(config.database_url)
    attachments = _put_attachments(copy / "attachments", Storage(config.storage_url))
    _put_files(copy, config)
    _look_for_files(config)
    without = not (config.ledger_keys.is_dir() and any(config.ledger_keys.iterdir()))
    return Restored(manifest, attachments, None if without else _ledger(config), without)


def _put_attachments(folder: Path, storage: Storage) -> int:
    there, put = set(storage.content_ids()), 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = UUID(hex=path.name)
        if content not in there:
            with path.open("rb") as source, storage.create(content) as target:
                shutil.copyfileobj(source, target, 1 << 20)
        put += 1
    return put


def _put_files(copy: Path, config: Config) -> None:
    if (copy / "mail").is_dir():
        shutil.copytree(copy / "mail", config.instance / "mail", dirs_exist_ok=True)
    if (copy / "heads.jsonl").exists() and not config.heads.exists():
        config.heads.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(copy / "heads.jsonl", config.heads)


def _compare(manifest: Manifest, config: Config) -> None:
    """Every table has the rows it had."""
    found = databases.counted(config.database_url)
    for table, rows in manifest.rows.items():
        if found.get(table) != rows:
            raise SealBroken(f"{table} came back with {found.get(table)} rows of {rows}. Use another copy.")


def _look_for_files(config: Config) -> None:
    """Every attachment's file is there."""
    stored = set(Storage(config.storage_url).content_ids())
    engine = make_engine(config.database_url)
    try:
        with reading(engine) as connection:
            lacking = sorted(set(connection.scalars(select(Attachment.content_id))) - stored)
    finally:
        engine.dispose()
    if lacking:
        raise SealBroken(
            f"{len(lacking)} attachments have no file, the first {lacking[0]}. Use another copy."
        )


def _ledger(config: Config) -> str | None:
    """Return what is wrong with the ledger that came back; None if nothing is."""
    engine = make_engine(config.database_url)
    try:
        with transaction(engine, write=False) as db:
            keys, heads = LedgerKeys.load(config.ledger_keys), HeadLog(config.heads)
            return verify_ledger(db, keys=keys, published=heads).first_bad
    except WrongState as fault:
        return str(fault)
    finally:
        engine.dispose()
