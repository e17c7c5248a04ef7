"""What reviewers keep for themselves and put aside: own lists, cases put aside, keys switched off."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "saved_lists",
        key(),
        refers("organisation_id", "organisations"),
        refers("account_id", "accounts"),
        plain("name", sa.String(60)),
        plain("query", sa.String(500)),
        instant("saved_at"),
        sa.UniqueConstraint("account_id", "name"),
    )
    op.create_table(
        "pauses",
        key(),
        refers("filing_id", "filings"),
        refers("account_id", "accounts"),
        choice("reason", "pausereason", "absence", "information", "another-office", "workload"),
        instant("began_at"),
        plain("until", sa.Date),
        instant("ended_at", required=False),
        sa.Index(None, "filing_id"),
    )
    op.add_column("accounts", sa.Column("keys_off", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("accounts", "keys_off")
    op.drop_table("pauses")
    op.drop_table("saved_lists")
