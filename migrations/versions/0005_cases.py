"""The review of a filing: its case, what the checks raised, what is written, asked, found and advised."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers, row_version

revision = "0005"
down_revision = "0004"

WRITINGS = (
    "question",
    "reply",
    "note",
    "finding",
    "advice",
    "return",
    "response",
    "decision",
    "proof",
    "check",
    "document",
    "amendment",
)
ADVICE_TYPES = (
    "step-aside",
    "divest",
    "resign-role",
    "stop-activity",
    "restrict-information",
    "blind-trust",
    "ask-authorisation",
    "waiver",
    "return-gift",
    "other",
)
ADVICE_STATES = ("proposed", "returned", "sent", "agreed", "disagreed", "proved", "done", "withdrawn")
APPROVED = "('agreed', 'disagreed', 'done', 'proved', 'sent')"


def upgrade() -> None:
    op.create_table(
        "cases",
        key(),
        refers("filing_id", "filings", unique=True),
        refers("organisation_id", "organisations"),
        refers("reviewer_id", "accounts", required=False),
        instant("leased_until", required=False),
        plain("priority", sa.Integer),
        instant("opened_at"),
        row_version(),
        sa.Index(None, "reviewer_id"),
        sa.Index(None, "organisation_id", "priority"),
    )
    op.create_table(
        "screenings",
        key(),
        refers("filing_id", "filings"),
        refers("statement_id", "statements", unique=True),
        plain("sealed", sa.LargeBinary),
        plain("flag_count", sa.Integer),
        plain("priority", sa.Integer),
        instant("at"),
        sa.Index(None, "filing_id"),
    )
    op.create_table(
        "sealed_texts",
        key(),
        refers("filing_id", "filings"),
        plain("subject_id", sa.Uuid),
        choice("kind", "writing", *WRITINGS),
        refers("author_id", "accounts"),
        plain("sealed", sa.LargeBinary),
        instant("at"),
        sa.Index(None, "filing_id", "at"),
        sa.Index(None, "subject_id"),
    )
    op.create_table(
        "questions",
        key(),
        refers("filing_id", "filings"),
        choice("state", "questionstate", "asked", "answered", "withdrawn"),
        refers("asked_by_id", "accounts"),
        instant("asked_at"),
        plain("due_on", sa.Date),
        instant("answered_at", required=False),
        row_version(),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name="answered_has_its_instant"
        ),
        sa.Index(None, "filing_id"),
    )
    op.create_table(
        "conflicts",
        key(),
        refers("filing_id", "filings"),
        choice(
            "category",
            "conflictcategory",
            "financial-activity",
            "outside-activity",
            "family-or-personal",
            "other",
        ),
        choice("likelihood", "likelihood", "actual", "potential"),
        choice("state", "conflictstate", "found", "advised", "mitigated", "dismissed"),
        refers("found_by_id", "accounts"),
        instant("found_at"),
        row_version(),
        sa.Index(None, "filing_id"),
    )
    op.create_table(
        "advices",
        key(),
        refers("filing_id", "filings"),
        refers("conflict_id", "conflicts"),
        choice("type", "advicetype", *ADVICE_TYPES),
        choice("state", "advicestate", *ADVICE_STATES),
        plain("due_on", sa.Date),
        plain("language", sa.String(8)),
        refers("proposed_by_id", "accounts"),
        instant("proposed_at"),
        refers("approved_by_id", "accounts", required=False),
        instant("sent_at", required=False),
        instant("answered_at", required=False),
        refers("decided_by_id", "accounts", required=False),
        instant("done_at", required=False),
        row_version(),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="approved_by_another"
        ),
        sa.CheckConstraint(
            f"state NOT IN {APPROVED} OR approved_by_id IS NOT NULL", name="sent_only_when_approved"
        ),
        sa.Index(None, "filing_id"),
        sa.Index(None, "conflict_id"),
    )


def downgrade() -> None:
    for table in ("advices", "conflicts", "questions", "sealed_texts", "screenings", "cases"):
        op.drop_table(table)
