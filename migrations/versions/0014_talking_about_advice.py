"""Advice that the filer wants to talk about before answering it: one more state of advice and of a filing."""

from alembic import op

from migrations.choices import promise

revision = "0014"
down_revision = "0013"

FILING_STATES = (
    "due, draft, filed, in-review, question-asked, advice-proposed, advice-sent, to-discuss, disagreed, "
    "action-due, proof, closed, exempted, withdrawn, not-filed"
).split(", ")
HAS_STATEMENT = (
    "action-due, advice-proposed, advice-sent, closed, disagreed, filed, in-review, proof, question-asked, "
    "to-discuss"
).split(", ")
ADVICE_STATES = "proposed, returned, sent, to-discuss, agreed, disagreed, proved, done, withdrawn".split(", ")
APPROVED = "agreed, disagreed, done, proved, sent, to-discuss".split(", ")
NEW = {"to-discuss"}

LISTS = {"filings": (FILING_STATES, HAS_STATEMENT), "advices": (ADVICE_STATES, APPROVED)}
CHECKS = {
    "filings": {
        "filingstate": "state IN {0}",
        "filed_has_its_instant": "(state IN {1}) = (filed_at IS NOT NULL)",
    },
    "advices": {
        "advicestate": "state IN {0}",
        "sent_only_when_approved": "state NOT IN {1} OR approved_by_id IS NOT NULL",
    },
}


def upgrade() -> None:
    promise(LISTS, CHECKS, new=NEW, with_new=True)


def downgrade() -> None:
    """What was to be talked about waits for the filer's answer again."""
    op.execute("UPDATE filings SET state = 'advice-sent' WHERE state = 'to-discuss'")
    op.execute("UPDATE advices SET state = 'sent' WHERE state = 'to-discuss'")
    promise(LISTS, CHECKS, new=NEW, with_new=False)
