"""A case that its reviewer puts before the ethics office: one more state, and two private kinds of text."""

import sqlalchemy as sa
from alembic import op

from migrations.choices import promise

revision = "0020"
down_revision = "0019"

FILING_STATES = (
    "due, draft, filed, in-review, question-asked, escalated, advice-proposed, advice-sent, to-discuss, "
    "disagreed, action-due, proof, closed, exempted, withdrawn, not-filed"
).split(", ")
HAS_STATEMENT = (
    "action-due, advice-proposed, advice-sent, closed, disagreed, escalated, filed, in-review, proof, "
    "question-asked, to-discuss"
).split(", ")
WRITINGS = (
    "question, reply, note, finding, advice, return, response, decision, proof, check, document, amendment, "
    "escalation, direction"
).split(", ")
NEW = {"escalated", "escalation", "direction"}

LISTS = {"filings": (FILING_STATES, HAS_STATEMENT), "sealed_texts": (WRITINGS,)}
CHECKS = {
    "filings": {
        "filingstate": "state IN {0}",
        "filed_has_its_instant": "(state IN {1}) = (filed_at IS NOT NULL)",
    },
    "sealed_texts": {"writing": "kind IN {0}"},
}


def upgrade() -> None:
    promise(LISTS, CHECKS, new=NEW, with_new=True)


def downgrade() -> None:
    """What was before the ethics office is with its reviewer again; what was written stays, as private notes."""
    op.execute("UPDATE filings SET state = 'in-review' WHERE state = 'escalated'")
    _rename_texts()
    promise(LISTS, CHECKS, new=NEW, with_new=False)


def _rename_texts() -> None:
    """Give the texts of the new kinds an old one; the table, which is append-only, lets it happen this once."""
    rename = "UPDATE sealed_texts SET kind = 'note' WHERE kind IN ('escalation', 'direction')"
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE sealed_texts DISABLE TRIGGER sealed_texts_append_only")
        op.execute(rename)
        op.execute("ALTER TABLE sealed_texts ENABLE TRIGGER sealed_texts_append_only")
        return
    refusal = op.get_bind().scalar(
        sa.text("SELECT sql FROM sqlite_master WHERE name = 'sealed_texts_no_update'")
    )
    op.execute("DROP TRIGGER sealed_texts_no_update")
    op.execute(rename)
    op.execute(refusal)
