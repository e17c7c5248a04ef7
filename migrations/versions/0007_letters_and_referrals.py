"""Letters, and referrals to the heads of entities."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, code, instant, key, plain, refers, row_version

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "letters",
        key(),
        refers("organisation_id", "organisations"),
        refers("filing_id", "filings", required=False),
        plain("occasion", sa.String(200), unique=True),
        code("kind"),
        plain("language", sa.String(8)),
        plain("to_name", sa.String(300)),
        plain("to_email", sa.String(320)),
        plain("params", sa.JSON),
        instant("written_at"),
        instant("claimed_at", required=False),
        instant("sent_at", required=False),
        sa.Column("refused", sa.Text),
        sa.Index(None, "sent_at"),
        sa.Index(None, "filing_id"),
    )
    op.create_table(
        "referrals",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("entity_id", "entities"),
        choice("state", "referralstate", "prepared", "sent", "acted", "withdrawn"),
        plain("due_on", sa.Date),
        refers("prepared_by_id", "accounts"),
        instant("prepared_at"),
        refers("sent_by_id", "accounts", required=False),
        instant("sent_at", required=False),
        sa.Column("action", sa.Text),
        refers("acted_by_id", "accounts", required=False),
        instant("acted_at", required=False),
        row_version(),
        sa.CheckConstraint("sent_by_id IS NULL OR sent_by_id <> prepared_by_id", name="sent_by_another"),
        sa.CheckConstraint(
            "(state IN ('sent', 'acted')) = (sent_at IS NOT NULL)", name="sent_has_its_instant"
        ),
        sa.CheckConstraint("(state = 'acted') = (acted_at IS NOT NULL)", name="acted_has_its_instant"),
        sa.Index(None, "organisation_id", "cycle_id", "entity_id"),
    )
    op.create_table(
        "referred_people",
        refers("referral_id", "referrals", part_of_key=True),
        refers("filing_id", "filings", part_of_key=True),
        sa.Column("dropped_because", sa.Text),
        sa.Index(None, "filing_id"),
    )


def downgrade() -> None:
    for table in ("referred_people", "referrals", "letters"):
        op.drop_table(table)
