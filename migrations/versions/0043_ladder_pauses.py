"""Pauses of the reminder ladder, each with its reason, who began it and who ended it."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0043"
down_revision = "0042"

OPEN = sa.text("resumed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "ladder_pauses",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        plain("reason", sa.Text),
        refers("paused_by_id", "accounts"),
        instant("paused_at"),
        refers("resumed_by_id", "accounts", required=False),
        instant("resumed_at", required=False),
        sa.CheckConstraint("(resumed_by_id IS NULL) = (resumed_at IS NULL)", name="resumed_by_somebody"),
    )
    op.create_index(
        "ix_ladder_pauses_open",
        "ladder_pauses",
        ["cycle_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("ladder_pauses")
