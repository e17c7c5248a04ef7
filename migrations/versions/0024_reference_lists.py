"""Reference lists, and how many names of a statement were screened against them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, code, instant, key, plain, refers

revision = "0024"
down_revision = "0023"

KINDS = ("vendor", "implementing-partner", "donor", "sanctions", "debarment")


def upgrade() -> None:
    _lists()
    _entries()
    op.add_column("screenings", sa.Column("name_count", sa.Integer, nullable=True))


def downgrade() -> None:
    op.drop_column("screenings", "name_count")
    for table in ("listed_names", "list_entries", "list_versions", "reference_lists"):
        op.drop_table(table)


def _lists() -> None:
    op.create_table(
        "reference_lists",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        refers("organisation_id", "organisations"),
        code("code"),
        choice("kind", "listkind", *KINDS),
        plain("title", sa.String(300)),
        plain("version", sa.Integer),
        instant("in_force_at", required=False),
        sa.UniqueConstraint("organisation_id", "code"),
    )
    op.create_table(
        "list_versions",
        key(),
        _of_list(),
        plain("number", sa.Integer),
        plain("source", sa.String(300)),
        plain("first_entry", sa.BigInteger),
        instant("begun_at"),
        instant("in_force_at", required=False),
        plain("added", sa.Integer),
        plain("changed", sa.Integer),
        plain("removed", sa.Integer),
        sa.Column("screened_to", sa.Uuid, nullable=True),
        instant("screened_at", required=False),
        sa.UniqueConstraint("list_id", "number"),
    )


def _entries() -> None:
    op.create_table(
        "list_entries",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        _of_list(),
        plain("key", sa.String(200)),
        plain("since", sa.Integer),
        sa.Column("until", sa.Integer, nullable=True),
        plain("content", sa.Text),
        sa.UniqueConstraint("list_id", "key", "since"),
        sa.Index(None, "list_id", "since"),
        sa.Index(None, "list_id", "until"),
    )
    op.create_table(
        "listed_names",
        _of_list(part_of_key=True),
        sa.Column("leads", sa.Boolean, primary_key=True),
        sa.Column("typed", sa.LargeBinary, primary_key=True),
        sa.Column("entry_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Index(None, "entry_id"),
        sqlite_with_rowid=False,
    )


def _of_list(*, part_of_key: bool = False) -> sa.Column[int]:
    where = sa.ForeignKey("reference_lists.id")
    return sa.Column("list_id", sa.Integer, where, primary_key=part_of_key, nullable=False)
