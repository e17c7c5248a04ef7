"""What the reports for the reviewer's contract are counted by: one's own cases by filing, and first acts."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

CLAIMED = sa.text("first_claimed_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_docket_lines_by_filing", "docket_lines", ["organisation_id", "reviewer_id", "filed_at"]
    )
    op.create_index(
        "ix_cases_by_first_claim",
        "cases",
        ["organisation_id", "first_claimed_at"],
        sqlite_where=CLAIMED,
        postgresql_where=CLAIMED,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_by_first_claim", "cases")
    op.drop_index("ix_docket_lines_by_filing", "docket_lines")
