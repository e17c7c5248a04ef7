"""Advice that the filer wants to talk about before answering it: one more state of advice and of a filing."""

import sqlalchemy as sa
from alembic import op

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
NEW = "to-discuss"


def listed(states: list[str]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


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
    _promise(with_new=True)


def downgrade() -> None:
    """What was to be talked about waits for the filer's answer again."""
    op.execute("UPDATE filings SET state = 'advice-sent' WHERE state = 'to-discuss'")
    op.execute("UPDATE advices SET state = 'sent' WHERE state = 'to-discuss'")
    _promise(with_new=False)


def _promise(*, with_new: bool) -> None:
    if op.get_bind().dialect.name == "postgresql":
        _promise_on_postgresql(with_new=with_new)
    else:
        _promise_on_sqlite(with_new=with_new)


def _promise_on_postgresql(*, with_new: bool) -> None:
    for table, checks in CHECKS.items():
        lists = [listed([one for one in states if with_new or one != NEW]) for states in LISTS[table]]
        for name, check in checks.items():
            named = f"ck_{table}_{name}"
            op.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {named}, "
                f"ADD CONSTRAINT {named} CHECK ({check.format(*lists)})"
            )


def _promise_on_sqlite(*, with_new: bool) -> None:
    """Change the text of the tables: SQLite's own way where no row is stored differently (lang_altertable, 7)."""
    connection = op.get_bind()
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    op.execute("PRAGMA writable_schema = ON")
    for table, lists in LISTS.items():
        text = connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table})
        for states in lists:
            old, new = listed([one for one in states if one != NEW]), listed(states)
            before, after = (old, new) if with_new else (new, old)
            if before not in text:
                raise RuntimeError(f"The table {table} does not promise {before}.")
            text = text.replace(before, after)
        connection.execute(
            sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = :table"), {"sql": text, "table": table}
        )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
