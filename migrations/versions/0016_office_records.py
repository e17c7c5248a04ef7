"""What the office holds about people already."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import code, instant, key, plain, refers

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "office_records",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("person_id", "people"),
        code("reference"),
        plain("sealed", sa.LargeBinary),
        instant("brought_at"),
        sa.UniqueConstraint("cycle_id", "reference"),
        sa.Index(None, "person_id"),
    )


def downgrade() -> None:
    op.drop_table("office_records")
