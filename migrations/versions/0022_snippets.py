"""Approved wording: its versions, and how often each was used."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, plain, refers, row_version

revision = "0022"
down_revision = "0021"

KINDS = ("question", "advice")
STATES = ("proposed", "returned", "approved", "retired")
ADVICE_TYPES = (
    "step-aside, divest, resign-role, stop-activity, restrict-information, blind-trust, ask-authorisation, "
    "waiver, return-gift, other"
).split(", ")
OWNERS = ("filer", "supervisor", "ethics-office")
PROOFS = ("own-statement", "supervisor-note", "third-party-document", "authorisation")


def upgrade() -> None:
    op.create_table(
        "snippets",
        key(),
        refers("organisation_id", "organisations"),
        choice("kind", "snippetkind", *KINDS),
        instant("created_at"),
        sa.Index(None, "organisation_id"),
    )
    op.create_table(
        "snippet_versions",
        key(),
        refers("organisation_id", "organisations"),
        refers("snippet_id", "snippets"),
        plain("version", sa.Integer),
        choice("state", "snippetstate", *STATES),
        plain("titles", sa.JSON),
        plain("texts", sa.JSON),
        choice("advice", "advicetype", *ADVICE_TYPES, required=False),
        choice("owner", "adviceowner", *OWNERS, required=False),
        choice("proof", "adviceproof", *PROOFS, required=False),
        sa.Column("days", sa.Integer),
        refers("proposed_by_id", "accounts", required=False),
        instant("proposed_at"),
        refers("approved_by_id", "accounts", required=False),
        instant("approved_at", required=False),
        sa.Column("returned_because", sa.Text),
        row_version(),
        sa.UniqueConstraint("snippet_id", "version"),
        sa.CheckConstraint("approved_by_id <> proposed_by_id", name="wording_approved_by_another"),
        sa.CheckConstraint(
            "state <> 'approved' OR proposed_by_id IS NULL OR approved_by_id IS NOT NULL",
            name="in_force_only_when_approved",
        ),
        sa.Index(None, "organisation_id", "state"),
    )
    op.create_table(
        "snippet_uses",
        key(),
        refers("version_id", "snippet_versions"),
        plain("used_on", sa.Date),
        sa.Index(None, "version_id"),
    )


def downgrade() -> None:
    for table in ("snippet_uses", "snippet_versions", "snippets"):
        op.drop_table(table)
