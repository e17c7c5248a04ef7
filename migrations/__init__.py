"""The history of the tables, one purpose each. Everything happens in one transaction or not at all.

Two processes may ask for the same upgrade at once: the second waits, and finds nothing left to do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from disclosure.db import make_engine, reading
from migrations import rights

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are named. The models repeat it; no migration ever depends on a model."""

HEAD = "head"
BASE = "base"
_ONE_AT_A_TIME = 4_201_903_118
"""The number of the PostgreSQL advisory lock that migrating takes."""


def upgrade(database: Engine | str, revision: str = HEAD) -> None:
    """Bring a database up to `revision`, by default the newest."""
    with _begun(database) as connection:
        command.upgrade(_config(connection), revision)
        _give_rights(connection)


def downgrade(database: Engine | str, revision: str) -> None:
    """Take a database back to `revision`, or to `base`. What only newer tables hold is lost."""
    with _begun(database) as connection:
        command.downgrade(_config(connection), revision)
        _give_rights(connection)


def current(database: Engine | str) -> str | None:
    """Return the revision a database is at; None before the first."""
    with _engine(database) as engine, reading(engine) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the newest revision there is."""
    return revisions()[-1]


def revisions() -> list[str]:
    """List every revision, oldest first."""
    walked = ScriptDirectory.from_config(_config()).walk_revisions()
    return [script.revision for script in walked][::-1]


def is_current(database: Engine | str) -> bool:
    """Whether a database is at the newest revision, so that this code may serve it."""
    return current(database) == newest()


def _config(connection: Connection | None = None) -> Config:
    """Build what an alembic.ini would say."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _give_rights(connection: Connection) -> None:
    """Let the rights of the roles follow the tables that there are now."""
    if (MigrationContext.configure(connection).get_current_revision() or "") >= rights.MADE_BY:
        rights.renew(connection)


@contextmanager
def _begun(database: Engine | str) -> Iterator[Connection]:
    """Open a transaction that no other runs beside: SQLite has one writer, from its first statement on."""
    with _engine(database) as engine, engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        else:
            connection.execute(text("SELECT 1"))
        yield connection


@contextmanager
def _engine(database: Engine | str) -> Iterator[Engine]:
    if isinstance(database, Engine):
        yield database
        return
    engine = make_engine(database)
    try:
        yield engine
    finally:
        engine.dispose()
