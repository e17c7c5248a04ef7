"""Statements opened outside of their review, by two people, for a stated reason and a time."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "emergencies",
        key(),
        refers("filing_id", "filings"),
        refers("asked_by_id", "accounts"),
        plain("reason", sa.String(500)),
        instant("asked_at"),
        refers("decided_by_id", "accounts", required=False),
        instant("decided_at", required=False),
        instant("until", required=False),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name="two_people"),
        sa.CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_by_somebody"),
        sa.CheckConstraint("until IS NULL OR decided_at IS NOT NULL", name="open_once_agreed"),
        sa.Index(None, "filing_id"),
    )


def downgrade() -> None:
    op.drop_table("emergencies")
