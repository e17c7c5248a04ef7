"""Published figures of years before this installation, for the annual report to look back on."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import code, key, plain, refers

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "earlier_figures",
        key(),
        refers("organisation_id", "organisations"),
        plain("year", sa.Integer),
        code("figure"),
        code("part"),
        plain("number", sa.Integer),
        plain("source", sa.String(300)),
        sa.UniqueConstraint("organisation_id", "year", "figure", "part"),
        sa.CheckConstraint("number >= 0", name="counts_people_or_things"),
    )


def downgrade() -> None:
    op.drop_table("earlier_figures")
