"""Other rules for a planned cycle, which one officer proposes and a second takes or turns down."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.create_table(
        "rule_changes",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        plain("text", sa.Text),
        plain("digest", sa.String(64)),
        refers("proposed_by_id", "accounts"),
        instant("proposed_at"),
        refers("decided_by_id", "accounts", required=False),
        instant("decided_at", required=False),
        sa.Column("taken", sa.Boolean, nullable=True),
        sa.CheckConstraint("decided_by_id <> proposed_by_id", name="two_people"),
        sa.CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_by_somebody"),
        sa.CheckConstraint("(taken IS NULL) = (decided_at IS NULL)", name="decided_one_way"),
        sa.Index(None, "cycle_id"),
    )


def downgrade() -> None:
    op.drop_table("rule_changes")
