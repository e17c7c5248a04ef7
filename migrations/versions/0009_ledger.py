"""The audit trail, its Merkle tree and its signed heads."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import code, instant, key, plain

revision = "0009"
down_revision = "0008"

# Only a column of exactly this type is SQLite's own row number.
COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "ledger_entries",
        key(),
        instant("at"),
        sa.Column("organisation_id", sa.Uuid),
        sa.Column("filing_id", sa.Uuid),
        sa.Column("account_id", sa.Uuid),
        code("kind"),
        plain("facts", sa.JSON),
        sa.Index(None, "at", "id"),
        sa.Index(None, "filing_id", "at"),
        sa.Index(None, "organisation_id", "at"),
    )
    op.create_table(
        "ledger_leaves",
        sa.Column("position", COUNT, primary_key=True, autoincrement=False),
        plain("entry_id", sa.Uuid, unique=True),
        plain("hash", sa.LargeBinary(32)),
    )
    op.create_table(
        "ledger_heads",
        sa.Column("size", COUNT, primary_key=True, autoincrement=False),
        plain("root", sa.LargeBinary(32)),
        plain("frontier", sa.LargeBinary),
        instant("signed_at"),
        plain("key_id", sa.String(64)),
        plain("signature", sa.LargeBinary(64)),
    )


def downgrade() -> None:
    for table in ("ledger_heads", "ledger_leaves", "ledger_entries"):
        op.drop_table(table)
