"""What a reviewer has looked at in a case."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "item_looks",
        key(),
        refers("filing_id", "filings"),
        refers("account_id", "accounts"),
        plain("item_id", sa.String(64)),
        plain("version", sa.Integer),
        choice("tick", "tick", "seen", "no-concern"),
        instant("at"),
        sa.UniqueConstraint("filing_id", "account_id", "item_id"),
    )


def downgrade() -> None:
    op.drop_table("item_looks")
