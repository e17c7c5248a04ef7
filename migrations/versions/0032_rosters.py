"""Which columns a roster's source has, and who stands for the list of an entity."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import code, instant, key, plain, refers

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "roster_sources",
        key(),
        refers("organisation_id", "organisations"),
        code("name"),
        plain("columns", sa.JSON),
        instant("changed_at"),
        sa.UniqueConstraint("organisation_id", "name"),
    )
    op.create_table(
        "sign_offs",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("entity_id", "entities"),
        refers("signed_by_id", "accounts"),
        instant("signed_at"),
        plain("people", sa.Integer),
        plain("digest", sa.String(64)),
        sa.Index(None, "cycle_id", "entity_id"),
    )


def downgrade() -> None:
    op.drop_table("sign_offs")
    op.drop_table("roster_sources")
