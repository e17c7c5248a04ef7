"""Loading and reading the rows of a revision as plain SQL, and describing the schema it left."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from tests.migrations.rows import ROWS

KINDS: Mapping[type, sa.types.TypeEngine[Any]] = {
    UUID: sa.Uuid(),
    dict: sa.JSON(),
    list: sa.JSON(),
    datetime: sa.DateTime(timezone=True),
    date: sa.Date(),
    bytes: sa.LargeBinary(),
    bool: sa.Boolean(),
    int: sa.BigInteger(),
    str: sa.Text(),
}


def until(
    revision: str | None, *, after: str | None = None
) -> Iterator[tuple[sa.TableClause, Mapping[str, object]]]:
    """List every table that a revision and those before it, but `after` another, made, with its row."""
    for made_by, tables in ROWS.items():
        if revision is not None and (after or "") < made_by <= revision:
            for name, row in tables.items():
                columns = [sa.column(column, KINDS[type(value)]) for column, value in row.items()]
                yield sa.table(name, *columns), row


def load(engine: Engine, revision: str | None, *, after: str | None = None) -> None:
    with engine.begin() as connection:
        for table, row in until(revision, after=after):
            connection.execute(table.insert().values(**row))


def assert_loaded(engine: Engine, revision: str | None) -> None:
    """Assert that every loaded row is still there, as it was written."""
    with engine.begin() as connection:
        for table, row in until(revision):
            found = [
                {name: _aware(value) for name, value in each.items()}
                for each in connection.execute(sa.select(table)).mappings()
            ]
            assert found == [row], table.name


def schema(engine: Engine) -> dict[str, object]:
    """Describe tables, columns, constraints, indexes and triggers, to compare two states of a database."""
    with engine.begin() as connection:
        inspector = sa.inspect(connection)
        columns = {
            table: {each["name"]: (str(each["type"]), each["nullable"], each["default"]) for each in listed}
            for (_, table), listed in inspector.get_multi_columns().items()
        }
        described: dict[str, object] = {
            "columns": columns,
            "keys": _sorted(inspector.get_multi_pk_constraint()),
            "checks": _sorted(inspector.get_multi_check_constraints()),
            "unique": _sorted(inspector.get_multi_unique_constraints()),
            "foreign": _sorted(inspector.get_multi_foreign_keys()),
            "indexes": _sorted(inspector.get_multi_indexes()),
            "triggers": triggers(connection),
            "rights": rights(connection),
        }
        for named in described.values():
            if isinstance(named, dict):
                named.pop("alembic_version", None)
        return described


def triggers(connection: Connection) -> list[str]:
    source = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL "
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    )
    return sorted(connection.scalars(sa.text(source)))


def rights(connection: Connection) -> list[str]:
    """List what each role may do with each table; SQLite knows no roles."""
    if connection.dialect.name == "sqlite":
        return []
    granted = (
        "SELECT concat_ws(' ', grantee, privilege_type, table_name) "
        "FROM information_schema.role_table_grants "
        "WHERE grantee LIKE 'disclosure\\_%' AND table_name <> 'alembic_version'"
    )
    return sorted(connection.scalars(sa.text(granted)))


def _sorted(described: Mapping[Any, Any]) -> dict[str, list[str]]:
    """Order what is described by table, as databases list constraints in no order."""
    return {
        table: sorted(map(_told, each if isinstance(each, list) else [each]))
        for (_, table), each in described.items()
    }


def _told(each: Mapping[str, Any]) -> str:
    """Tell a constraint or an index; the condition of a partial index is an object, told by its text."""
    options = {name: str(value) for name, value in each.get("dialect_options", {}).items()}
    return str({**each, **({"dialect_options": options} if options else {})})


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
