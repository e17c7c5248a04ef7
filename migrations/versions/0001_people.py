"""Organisations, their entities and the people on their rosters."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import code, instant, key, plain, refers, row_version

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "organisations",
        key(),
        sa.Column("code", sa.String(64), nullable=False, unique=True),
        plain("names", sa.JSON),
        plain("programme", sa.String(500)),
        instant("created_at"),
    )
    op.create_table(
        "entities",
        key(),
        refers("organisation_id", "organisations"),
        code("code"),
        plain("names", sa.JSON),
        code("group"),
        plain("position", sa.Integer),
        sa.UniqueConstraint("organisation_id", "code"),
    )
    op.create_table(
        "people",
        key(),
        refers("organisation_id", "organisations"),
        refers("entity_id", "entities"),
        code("index_number"),
        plain("name", sa.String(300)),
        plain("email", sa.String(320)),
        code("grade"),
        plain("title", sa.String(300)),
        plain("functions", sa.JSON),
        code("contract"),
        plain("duty_station", sa.String(300)),
        plain("language", sa.String(8)),
        sa.Column("supervisor_index", sa.String(64)),
        sa.Column("filer_since", sa.Integer),
        sa.Column("joined_on", sa.Date),
        sa.Column("left_on", sa.Date),
        row_version(),
        sa.UniqueConstraint("organisation_id", "index_number"),
        sa.Index(None, "entity_id"),
    )


def downgrade() -> None:
    for table in ("people", "entities", "organisations"):
        op.drop_table(table)
