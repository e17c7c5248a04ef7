"""What reviewers declare about themselves, so that no case with a tie comes to them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "own_interests",
        key(),
        refers("organisation_id", "organisations"),
        refers("account_id", "accounts", unique=True),
        refers("cycle_id", "cycles"),
        plain("version", sa.Integer),
        plain("sealed", sa.LargeBinary),
        instant("declared_at"),
    )


def downgrade() -> None:
    op.drop_table("own_interests")
