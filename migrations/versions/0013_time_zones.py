"""The time zone in which an account reads times, where it chose one."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("zone", sa.String(64)))


def downgrade() -> None:
    op.drop_column("accounts", "zone")
