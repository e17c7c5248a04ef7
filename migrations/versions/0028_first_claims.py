"""When a case was first claimed or assigned: turn-round is reckoned from it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("cases", sa.Column("first_claimed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE cases SET first_claimed_at = (SELECT min(at) FROM ledger_entries "
        "WHERE ledger_entries.filing_id = cases.filing_id AND kind IN ('case:claimed', 'case:assigned'))"
    )


def downgrade() -> None:
    op.drop_column("cases", "first_claimed_at")
