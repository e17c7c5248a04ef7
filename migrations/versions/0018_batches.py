"""Batches of clean nil statements, as their reviewers formed them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers, row_version

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "batches",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("account_id", "accounts"),
        instant("formed_at"),
        instant("cleared_at", required=False),
        row_version(),
        sa.Index(None, "account_id", "formed_at"),
    )
    op.create_table(
        "batch_members",
        key(),
        refers("batch_id", "batches"),
        refers("filing_id", "filings"),
        plain("version", sa.Integer),
        choice("left_because", "leftbatch", "amended", "claimed", "raised", "taken-out", required=False),
        sa.UniqueConstraint("batch_id", "filing_id"),
        sa.Index(None, "filing_id"),
    )


def downgrade() -> None:
    op.drop_table("batch_members")
    op.drop_table("batches")
