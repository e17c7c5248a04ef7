"""When the roster was last taken over is found without reading the ledger: the page of a season asks it."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

ROSTERS = sa.text("kind = 'roster:imported'")


def upgrade() -> None:
    op.create_index(
        "ix_ledger_entries_rosters",
        "ledger_entries",
        ["organisation_id", "at"],
        sqlite_where=ROSTERS,
        postgresql_where=ROSTERS,
    )


def downgrade() -> None:
    op.drop_index("ix_ledger_entries_rosters", "ledger_entries")
