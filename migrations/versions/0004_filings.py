"""Filings and what was filed: drafts, statements, and the wraps of their data keys."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers, row_version

revision = "0004"
down_revision = "0003"

STATES = (
    "due",
    "draft",
    "filed",
    "in-review",
    "question-asked",
    "advice-proposed",
    "advice-sent",
    "disagreed",
    "action-due",
    "proof",
    "closed",
    "exempted",
    "withdrawn",
    "not-filed",
)
HAS_STATEMENT = (
    "('action-due', 'advice-proposed', 'advice-sent', 'closed', 'disagreed', "
    "'filed', 'in-review', 'proof', 'question-asked')"
)
OUTCOMES = ("nothing-to-disclose", "no-action", "context-given", "advice-given")


def upgrade() -> None:
    op.create_table(
        "filings",
        key(),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("person_id", "people"),
        refers("entity_id", "entities"),
        refers("designation_id", "designations"),
        choice("kind", "filingkind", "annual", "entry", "exit"),
        choice("state", "filingstate", *STATES),
        instant("turn_since"),
        plain("token", sa.String(32), unique=True),
        plain("due_on", sa.Date),
        plain("zone", sa.String(64)),
        instant("due_at"),
        instant("filed_at", required=False),
        sa.Column("reference", sa.String(40), unique=True),
        plain("version", sa.Integer),
        plain("carried_years", sa.Integer),
        instant("closed_at", required=False),
        choice("outcome", "outcome", *OUTCOMES, required=False),
        sa.Column("exempted_because", sa.Text),
        choice(
            "open_at_close", "openreason", "clarification", "documents", "advice", "review", required=False
        ),
        plain("late", sa.Boolean),
        plain("first_time", sa.Boolean),
        plain("sampled", sa.Boolean),
        plain("carried_over", sa.Boolean),
        plain("referred", sa.Boolean),
        sa.Column("nil", sa.Boolean),
        plain("item_count", sa.Integer),
        plain("flag_count", sa.Integer),
        plain("documents_open", sa.Integer),
        row_version(),
        sa.UniqueConstraint("cycle_id", "person_id", "kind"),
        sa.CheckConstraint(
            f"(state IN {HAS_STATEMENT}) = (filed_at IS NOT NULL)", name="filed_has_its_instant"
        ),
        sa.CheckConstraint("(filed_at IS NULL) = (reference IS NULL)", name="filed_has_its_reference"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_instant"),
        sa.CheckConstraint("state <> 'closed' OR outcome IS NOT NULL", name="closed_has_an_outcome"),
        sa.CheckConstraint(
            "state <> 'closed' OR documents_open = 0", name="closed_only_with_every_document_accepted"
        ),
        sa.Index(None, "organisation_id", "cycle_id", "entity_id", "state"),
        sa.Index(None, "organisation_id", "state", "turn_since"),
        sa.Index(None, "person_id"),
    )
    op.create_table(
        "extensions",
        key(),
        refers("filing_id", "filings"),
        plain("until", sa.Date),
        plain("reason", sa.Text),
        choice("state", "extensionstate", "requested", "granted", "refused"),
        instant("requested_at"),
        instant("decided_at", required=False),
        refers("decided_by_id", "accounts", required=False),
        sa.CheckConstraint("(state = 'requested') = (decided_at IS NULL)", name="decided_has_its_instant"),
        sa.Index(None, "filing_id"),
    )
    op.create_table(
        "drafts",
        key(),
        refers("filing_id", "filings", unique=True),
        plain("version", sa.Integer),
        plain("sealed", sa.LargeBinary),
        sa.Column("carried_from", sa.Integer),
        instant("saved_at"),
        refers("saved_by_id", "accounts"),
        row_version(),
    )
    op.create_table(
        "statements",
        key(),
        refers("filing_id", "filings"),
        plain("version", sa.Integer),
        plain("sealed", sa.LargeBinary),
        instant("certified_at"),
        refers("certified_by_id", "accounts"),
        sa.UniqueConstraint("filing_id", "version"),
    )
    op.create_table(
        "data_keys",
        sa.Column("object_id", sa.Uuid, primary_key=True),
        sa.Column("recipient", sa.String(64), primary_key=True),
        refers("key_id", "cycle_keys"),
        plain("suite", sa.Integer),
        plain("wrapped", sa.LargeBinary),
        sa.Index(None, "key_id"),
    )


def downgrade() -> None:
    for table in ("data_keys", "statements", "drafts", "extensions", "filings"):
        op.drop_table(table)
