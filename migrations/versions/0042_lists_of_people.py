"""A list that somebody keeps may be of the register of people, too."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.add_column(
        "saved_lists", sa.Column("page", sa.String(20), nullable=False, server_default="queue")
    )


def downgrade() -> None:
    op.execute("DELETE FROM saved_lists WHERE page <> 'queue'")
    op.drop_column("saved_lists", "page")
