"""Passwords, authenticator apps, recovery codes and passkeys of accounts."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "passwords",
        refers("account_id", "accounts", part_of_key=True),
        plain("hash", sa.String(200)),
        instant("set_at"),
    )
    op.create_table(
        "authenticators",
        key(),
        refers("account_id", "accounts"),
        plain("locked", sa.LargeBinary),
        plain("last_step", sa.BigInteger),
        instant("begun_at"),
        instant("confirmed_at", required=False),
        sa.Index(None, "account_id"),
    )
    op.create_table(
        "recovery_codes",
        key(),
        refers("account_id", "accounts"),
        plain("mark", sa.LargeBinary(32), unique=True),
        instant("made_at"),
        instant("used_at", required=False),
        sa.Index(None, "account_id"),
    )
    op.create_table(
        "passkeys",
        key(),
        refers("account_id", "accounts"),
        plain("credential_id", sa.LargeBinary(1023), unique=True),
        plain("public_key", sa.LargeBinary),
        plain("sign_count", sa.BigInteger),
        plain("host", sa.String(255)),
        plain("name", sa.String(100)),
        instant("made_at"),
        instant("used_at", required=False),
        sa.Index(None, "account_id"),
    )


def downgrade() -> None:
    for table in ("passkeys", "recovery_codes", "authenticators", "passwords"):
        op.drop_table(table)
