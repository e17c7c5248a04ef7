"""The draw, the documents it asks for, and attached files."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers, row_version

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "draws",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles", unique=True),
        choice("state", "drawstate", "committed", "run"),
        plain("seed", sa.LargeBinary(32)),
        plain("record", sa.Text),
        plain("commitment", sa.String(64)),
        instant("committed_at"),
        instant("run_at", required=False),
        row_version(),
        sa.CheckConstraint("(state = 'run') = (run_at IS NOT NULL)", name="run_has_its_instant"),
    )
    op.create_table(
        "document_requests",
        key(),
        refers("filing_id", "filings"),
        plain("item_id", sa.String(32)),
        choice("state", "documentstate", "requested", "submitted", "unobtainable", "refused", "accepted"),
        instant("requested_at"),
        plain("due_on", sa.Date),
        instant("decided_at", required=False),
        refers("decided_by_id", "accounts", required=False),
        row_version(),
        sa.Index(None, "filing_id", "state"),
    )
    op.create_table(
        "attachments",
        key(),
        refers("filing_id", "filings"),
        plain("subject_id", sa.Uuid),
        plain("content_id", sa.Uuid),
        plain("sealed", sa.LargeBinary),
        plain("size", sa.BigInteger),
        refers("uploaded_by_id", "accounts"),
        instant("uploaded_at"),
        sa.Index(None, "filing_id"),
        sa.Index(None, "subject_id"),
    )


def downgrade() -> None:
    for table in ("attachments", "document_requests", "draws"):
        op.drop_table(table)
