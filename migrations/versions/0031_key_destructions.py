"""The destruction of a cycle's keys by two people, and its certificate."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, refers, row_version

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "key_destructions",
        key(),
        refers("cycle_id", "cycles", unique=True),
        refers("proposed_by_id", "accounts"),
        instant("proposed_at"),
        refers("confirmed_by_id", "accounts", required=False),
        instant("confirmed_at", required=False),
        instant("done_at", required=False),
        sa.Column("certificate", sa.Text, nullable=True),
        row_version(),
        sa.CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name="confirmed_by_another"
        ),
        sa.CheckConstraint("(done_at IS NULL) = (certificate IS NULL)", name="done_with_a_certificate"),
        sa.CheckConstraint("done_at IS NULL OR confirmed_at IS NOT NULL", name="done_when_confirmed"),
    )


def downgrade() -> None:
    op.drop_table("key_destructions")
