"""Forms that came after their session had run out."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "kept_forms",
        key(),
        refers("filing_id", "filings"),
        refers("account_id", "accounts"),
        plain("sealed", sa.LargeBinary),
        instant("at"),
        sa.Index(None, "account_id"),
        sa.Index(None, "at"),
    )


def downgrade() -> None:
    op.drop_table("kept_forms")
