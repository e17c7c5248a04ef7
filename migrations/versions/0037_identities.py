"""Whom an organisation's own sign-in knows an account as, and what it calls its sessions."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    op.create_table(
        "identities",
        key(),
        refers("account_id", "accounts"),
        plain("issuer", sa.String(500)),
        plain("subject", sa.String(255)),
        instant("linked_at"),
        sa.UniqueConstraint("issuer", "subject"),
        sa.Index(None, "account_id"),
    )
    op.add_column("signed_in", sa.Column("provider_sid", sa.String(255), nullable=True))


def downgrade() -> None:
    op.drop_column("signed_in", "provider_sid")
    op.drop_table("identities")
