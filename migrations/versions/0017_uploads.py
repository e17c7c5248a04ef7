"""Files that arrive in pieces."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "uploads",
        key(),
        refers("filing_id", "filings"),
        plain("subject_id", sa.Uuid),
        refers("account_id", "accounts"),
        plain("mark", sa.String(64)),
        plain("size", sa.BigInteger),
        instant("begun_at"),
        sa.Column("kept_id", sa.Uuid, nullable=True),
        sa.UniqueConstraint("account_id", "subject_id", "mark"),
        sa.Index(None, "begun_at"),
    )
    op.create_table(
        "upload_pieces",
        key(),
        refers("upload_id", "uploads"),
        plain("start", sa.BigInteger),
        plain("size", sa.BigInteger),
        plain("sealed", sa.LargeBinary),
        sa.UniqueConstraint("upload_id", "start"),
    )


def downgrade() -> None:
    op.drop_table("upload_pieces")
    op.drop_table("uploads")
