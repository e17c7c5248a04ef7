"""Sign-ins half done, failed guesses, known devices, and when a session's owner last proved who they are."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    _tables()
    op.add_column("signed_in", instant("proved_at", required=False))
    op.add_column("signed_in", sa.Column("agent", sa.String(100), nullable=True))
    op.add_column("sign_in_links", sa.Column("purpose", sa.String(20), nullable=False, server_default="sign-in"))


def downgrade() -> None:
    op.drop_column("sign_in_links", "purpose")
    op.drop_column("signed_in", "agent")
    op.drop_column("signed_in", "proved_at")
    for table in ("known_devices", "guesses", "sign_in_steps"):
        op.drop_table(table)


def _tables() -> None:
    op.create_table(
        "sign_in_steps",
        key(),
        refers("account_id", "accounts"),
        plain("token_hash", sa.LargeBinary(32), unique=True),
        plain("site", sa.String(20)),
        plain("method", sa.String(40)),
        instant("created_at"),
        instant("expires_at"),
        instant("used_at", required=False),
    )
    op.create_table(
        "guesses",
        sa.Column("mark", sa.LargeBinary(32), primary_key=True),
        plain("count", sa.Integer),
        instant("last_at"),
        instant("wait_until", required=False),
    )
    op.create_table(
        "known_devices",
        key(),
        refers("account_id", "accounts"),
        plain("token_hash", sa.LargeBinary(32)),
        instant("first_at"),
        instant("last_at"),
        sa.UniqueConstraint("account_id", "token_hash"),
    )
