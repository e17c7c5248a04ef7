"""Calls and notes of the office about reaching a person, beside the letters."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.create_table(
        "contacts",
        key(),
        refers("filing_id", "filings"),
        choice("kind", "contactkind", "call", "note"),
        plain("said", sa.Text),
        refers("written_by_id", "accounts"),
        instant("written_at"),
        sa.Index(None, "filing_id"),
    )


def downgrade() -> None:
    op.drop_table("contacts")
