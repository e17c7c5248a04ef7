"""Frozen contents of annual reports and their signatures; the database refuses to change either."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0030"
down_revision = "0029"

# As for the ledger: SQLite's INSERT OR REPLACE deletes without asking a DELETE trigger,
# so a row that is there already is refused on INSERT too.
IDENTITIES = {
    "report_snapshots": ("id = NEW.id", "cycle_id = NEW.cycle_id AND number = NEW.number"),
    "report_signatures": ("id = NEW.id", "snapshot_id = NEW.snapshot_id AND key_id = NEW.key_id"),
}
SENTENCE = "is append-only: its rows are never changed or removed."


def upgrade() -> None:
    op.create_table(
        "report_snapshots",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        plain("number", sa.Integer),
        plain("content", sa.Text),
        plain("digest", sa.String(64)),
        instant("frozen_at"),
        refers("frozen_by_id", "accounts"),
        sa.UniqueConstraint("cycle_id", "number"),
    )
    op.create_table(
        "report_signatures",
        key(),
        refers("snapshot_id", "report_snapshots"),
        plain("key_id", sa.String(64)),
        plain("signature", sa.LargeBinary(64)),
        instant("signed_at"),
        sa.UniqueConstraint("snapshot_id", "key_id"),
    )
    for table, identities in IDENTITIES.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        else:
            _guard(table, identities)


def _guard(table: str, identities: tuple[str, ...]) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} {SENTENCE}'); END"
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {identity})" for identity in identities)
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")


def downgrade() -> None:
    op.drop_table("report_signatures")
    op.drop_table("report_snapshots")
