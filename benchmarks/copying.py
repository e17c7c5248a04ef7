"""A backup, and the way back with the ledger verified, beside the bare copy of the same database."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import config
from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import DATABASE, Office, seal_all, twin
from disclosure import backups

TAKEN, RESTORED = AtMost(1.5), AtMost(3)


def measure(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield two lines of an instance that has a statement of everybody."""
    copied = twin(office)
    yield from measure_of(copied, f"{seal_all(copied):,} statements", rounds=rounds)


def measure_of(office: Office, holding: str, *, rounds: int) -> Iterator[Row]:
    """Yield two lines of an instance that holds what is said."""
    place = office.folder / DATABASE
    aside = office.folder.with_name(f"{office.folder.name}-copies")
    nth = count()

    def taken() -> Path:
        return backups.take(office.stage.config, office.engine, aside / f"taken-{next(nth)}", keep=1)

    def bare() -> None:
        _bare(place, aside / "bare.sqlite")

    aside.mkdir()
    size = f"{place.stat().st_size / 1_000_000:,.0f} MB, {holding}"
    ours, limit = in_turns(ours=taken, limit=bare, rounds=rounds)
    yield durations(f"backup of {size}", ours, limit, goal=TAKEN)
    copy = taken()
    empty = iter([_empty(office, aside / f"restored-{number}") for number in range(rounds)])
    ours, limit = in_turns(ours=lambda: _restored(copy, next(empty)), limit=bare, rounds=rounds)
    yield durations(f"restore of {size}, with the ledger verified", ours, limit, goal=RESTORED)
    shutil.rmtree(aside)


def _empty(office: Office, place: Path) -> dict[str, str]:
    """Return the environment of a new instance, which has the keys of the ledger alone."""
    environ = {"DISCLOSURE_INSTANCE": str(place)}
    config.prepare_instance(place, demo=False)
    keys = config.Config.from_environment(environ).ledger_keys
    shutil.copytree(office.stage.config.ledger_keys, keys, dirs_exist_ok=True)
    return environ


def _restored(copy: Path, environ: dict[str, str]) -> None:
    assert not backups.restore(copy, environ).without_keys


def _bare(source: Path, target: Path) -> None:
    """Let SQLite copy the file in one step, and let it reach the disk."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after, pages=-1)
    with target.open("rb") as written:
        os.fsync(written.fileno())
