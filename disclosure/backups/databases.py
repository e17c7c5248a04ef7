"""Copying a database while it is written to, as it was at one instant; and putting it back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL, make_url

from disclosure.db import make_engine
from disclosure.errors import ConfigError, SealBroken, WrongState

SQLITE, DUMP = "database.sqlite", "database.dump"
TABLE = "alembic_version"


def copy(engine: Engine, folder: Path, *, programs: Path | None) -> dict[str, int]:
    """Copy the database of `engine` into `folder`; return the number of rows of each table in the copy."""
    if engine.dialect.name == "sqlite":
        return _copy_sqlite(Path(engine.url.database or ""), folder / SQLITE)
    return _dump(engine, folder / DUMP, programs=programs)


def put_back(url: str, folder: Path, *, programs: Path | None) -> None:
    """Put the copy in `folder` where `url` says.

    Raises:
        WrongState: there is a database with tables already, or the copy is of the other kind.

    """
    address = make_url(url)
    kind = address.get_backend_name()
    if not (folder / (SQLITE if kind == "sqlite" else DUMP)).exists():
        raise WrongState(f"The copy in {folder} is not of a database of the kind {kind}.")
    if kind == "sqlite":
        _put_back_sqlite(Path(address.database or ""), folder / SQLITE)
        return
    _demand_empty(url)
    command = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", address, [*command, str(folder / DUMP)], programs=programs)


def counted(url: str) -> dict[str, int]:
    """Return the number of rows of each table."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            tables = [name for name in inspect(connection).get_table_names() if name != TABLE]
            return {name: _count(connection, name) for name in sorted(tables)}
    finally:
        engine.dispose()


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(text(f'SELECT count(*) FROM "{table}"')) or 0  # noqa: S608 - a name it told us


def _copy_sqlite(path: Path, target: Path) -> dict[str, int]:
    """One step of SQLite's own backup: writers go on in the log meanwhile, and are not in the copy.

    Every page of the copy is read and its form checked. What an index says of its table is not compared:
    that takes five times as long, and REINDEX makes an index anew.
    """
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copied:
        source.backup(copied, pages=-1)
        copied.execute("PRAGMA journal_mode=DELETE")
        (found,) = copied.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            fault = " ".join(found.split())
            raise SealBroken(f"The database is damaged ({fault}). Keep the older copies, and call for help.")
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        return {
            name: copied.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own names
            for (name,) in copied.execute(listed).fetchall()
            if name != TABLE and not name.startswith("sqlite_")
        }


def _put_back_sqlite(path: Path, source: Path) -> None:
    for beside in ("", "-wal", "-shm"):
        if (found := path.with_name(path.name + beside)).exists():
            raise WrongState(f"There is {found} already. Move it away, or name another instance.")
    draft = path.with_name(path.name + ".draft")
    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    draft.rename(path)


def _dump(engine: Engine, target: Path, *, programs: Path | None) -> dict[str, int]:
    """Let pg_dump see what this transaction sees, so that the numbers of rows are those of the copy."""
    with engine.connect().execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    ) as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        options = ["--format=custom", "--compress=1", f"--snapshot={snapshot}", f"--file={target}"]
        _run("pg_dump", engine.url, options, programs=programs)
        tables = [name for name in inspect(connection).get_table_names() if name != TABLE]
        return {name: _count(connection, name) for name in sorted(tables)}


def _demand_empty(url: str) -> None:
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            if inspect(connection).get_table_names():
                raise WrongState(
                    "The database holds tables already. "
                    "Make an empty one, and name it in DISCLOSURE_DATABASE_URL."
                )
    finally:
        engine.dispose()


def _run(name: str, address: URL, options: list[str], *, programs: Path | None) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, which other people cannot list."""
    program = str(programs / name) if programs else shutil.which(name)
    if program is None or not Path(program).exists():
        raise ConfigError(
            f"{name} is not there. Install the client programs of PostgreSQL, "
            "or name their folder with --programs."
        )
    plain = address.set(drivername="postgresql", password=None).render_as_string()
    environ = {**os.environ, **({"PGPASSWORD": str(address.password)} if address.password else {})}
    done = subprocess.run(  # noqa: S603 - a program of the operator's choice, on our own addresses
        [program, f"--dbname={plain}", *options], env=environ, check=False, capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise SealBroken(f"{name} did not finish: {said[-1]}")
