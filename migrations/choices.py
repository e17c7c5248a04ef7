"""Promising more values, or fewer, in the CHECK constraints of columns that hold a choice."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from alembic import op

Lists = Mapping[str, Sequence[Sequence[str]]]
"""For each table the lists of values that its constraints hold, new ones among them."""
Checks = Mapping[str, Mapping[str, str]]
"""For each table its constraints by name, with the places of its lists in their texts."""


def listed(values: Sequence[str]) -> str:
    """Return a list of values in SQL."""
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def promise(lists: Lists, checks: Checks, *, new: Collection[str], with_new: bool) -> None:
    """Let the constraints hold the values that are `new`, or let them go."""
    if op.get_bind().dialect.name == "postgresql":
        _promise_on_postgresql(lists, checks, new=new, with_new=with_new)
    else:
        _promise_on_sqlite(lists, new=new, with_new=with_new)


def _promise_on_postgresql(lists: Lists, checks: Checks, *, new: Collection[str], with_new: bool) -> None:
    for table, texts in checks.items():
        held = [listed([one for one in values if with_new or one not in new]) for values in lists[table]]
        for name, text in texts.items():
            named = f"ck_{table}_{name}"
            op.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {named}, "
                f"ADD CONSTRAINT {named} CHECK ({text.format(*held)})"
            )


def _promise_on_sqlite(lists: Lists, *, new: Collection[str], with_new: bool) -> None:
    """Change the text of the tables, as SQLite advises where rows stay as they are (lang_altertable, 7)."""
    connection = op.get_bind()
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    for table, held in lists.items():
        text = connection.scalar(
            sa.text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table}
        )
        for values in held:
            old, all_of_them = listed([one for one in values if one not in new]), listed(values)
            before, after = (old, all_of_them) if with_new else (all_of_them, old)
            if before not in text:
                raise RuntimeError(f"The table {table} does not promise {before}.")
            text = text.replace(before, after)
        connection.execute(
            sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = :table"), {"sql": text, "table": table}
        )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
