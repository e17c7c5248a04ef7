"""Exchange rates."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, key, plain, refers

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "rate_tables",
        key(),
        refers("organisation_id", "organisations"),
        plain("effective_on", sa.Date),
        plain("source", sa.Text),
        plain("per_dollar", sa.JSON),
        instant("brought_at"),
        sa.UniqueConstraint("organisation_id", "effective_on"),
    )


def downgrade() -> None:
    op.drop_table("rate_tables")
