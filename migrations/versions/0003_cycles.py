"""Cycles, the keys made for them, and who is designated to file in them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, code, instant, key, plain, refers, row_version

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "cycles",
        key(),
        refers("organisation_id", "organisations"),
        plain("year", sa.Integer),
        choice("state", "cyclestate", "planned", "open", "closed"),
        plain("programme_text", sa.Text),
        plain("programme_digest", sa.String(64)),
        plain("opens_on", sa.Date),
        plain("due_on", sa.Date),
        plain("covers_from", sa.Date),
        plain("covers_to", sa.Date),
        instant("opened_at", required=False),
        instant("closed_at", required=False),
        row_version(),
        sa.UniqueConstraint("organisation_id", "year"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_instant"),
        sa.CheckConstraint("covers_from <= covers_to", name="covers_a_period"),
    )
    op.create_table(
        "cycle_keys",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        code("recipient"),
        plain("generation", sa.Integer),
        plain("suite", sa.Integer),
        plain("fingerprint", sa.String(64)),
        instant("created_at"),
        instant("retired_at", required=False),
        instant("destroyed_at", required=False),
        sa.UniqueConstraint("cycle_id", "recipient", "generation"),
    )
    op.create_table(
        "designations",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("person_id", "people"),
        refers("entity_id", "entities"),
        code("ground"),
        choice("state", "designationstate", "nominated", "confirmed", "contested", "withdrawn"),
        sa.Column("reason", sa.Text),
        instant("created_at"),
        row_version(),
        sa.UniqueConstraint("cycle_id", "person_id"),
        sa.Index(None, "person_id"),
        sa.Index(None, "cycle_id", "state"),
    )


def downgrade() -> None:
    for table in ("designations", "cycle_keys", "cycles"):
        op.drop_table(table)
