"""Public summaries of statements, published by consent and withdrawn by choice."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, refers, row_version

revision = "0012"
down_revision = "0011"

PUBLISHED = "state IN ('published-as-nil', 'published-in-detail')"


def upgrade() -> None:
    op.create_table(
        "public_summaries",
        key(),
        refers("filing_id", "filings", unique=True),
        choice(
            "state",
            "summarystate",
            "undecided",
            "confidential",
            "published-in-detail",
            "published-as-nil",
            "withdrawn",
        ),
        sa.Column("name", sa.String(300)),
        sa.Column("title", sa.String(300)),
        sa.Column("content", sa.Text),
        sa.Column("statement_version", sa.Integer),
        sa.Column("consent_version", sa.String(20)),
        sa.Column("consent_language", sa.String(8)),
        instant("published_at", required=False),
        instant("withdrawn_at", required=False),
        choice(
            "withdrawn_because",
            "withdrawalreason",
            "security",
            "privacy",
            "cultural",
            "personal",
            "correction",
            required=False,
        ),
        row_version(),
        sa.CheckConstraint(f"({PUBLISHED}) = (content IS NOT NULL)", name="published_has_its_content"),
        sa.CheckConstraint(
            f"NOT ({PUBLISHED}) OR (name IS NOT NULL AND title IS NOT NULL "
            "AND statement_version IS NOT NULL AND consent_version IS NOT NULL "
            "AND consent_language IS NOT NULL AND published_at IS NOT NULL)",
            name="published_by_consent",
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_its_instant"
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name="withdrawn_has_its_reason"
        ),
    )


def downgrade() -> None:
    op.drop_table("public_summaries")
