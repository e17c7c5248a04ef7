"""Work owed after a commit."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, code, instant, key, plain

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "work",
        key(),
        code("kind"),
        code("queue"),
        plain("subject_id", sa.Uuid),
        choice("state", "workstate", "owed", "done", "failed"),
        instant("due_at"),
        plain("attempts", sa.Integer),
        sa.Column("fault", sa.Text),
        instant("done_at", required=False),
        sa.Index(None, "state", "due_at"),
    )


def downgrade() -> None:
    op.drop_table("work")
