"""A case that its reviewer puts before the ethics office: one more state, and two private kinds of text."""

import sqlalchemy as sa
from alembic import op

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


def listed(values: list[str]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


LISTS = {"filings": (FILING_STATES, HAS_STATEMENT), "sealed_texts": (WRITINGS,)}
CHECKS = {
    "filings": {
        "filingstate": "state IN {0}",
        "filed_has_its_instant": "(state IN {1}) = (filed_at IS NOT NULL)",
    },
    "sealed_texts": {"writing": "kind IN {0}"},
}


def upgrade() -> None:
    _promise(with_new=True)


def downgrade() -> None:
    """What was before the ethics office is with its reviewer again; what was written stays, as private notes."""
    op.execute("UPDATE filings SET state = 'in-review' WHERE state = 'escalated'")
    _rename_texts()
    _promise(with_new=False)


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


def _promise(*, with_new: bool) -> None:
    if op.get_bind().dialect.name == "postgresql":
        _promise_on_postgresql(with_new=with_new)
    else:
        _promise_on_sqlite(with_new=with_new)


def _promise_on_postgresql(*, with_new: bool) -> None:
    for table, checks in CHECKS.items():
        lists = [listed([one for one in values if with_new or one not in NEW]) for values in LISTS[table]]
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
        text = connection.scalar(
            sa.text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table}
        )
        for values in lists:
            old, new = listed([one for one in values if one not in NEW]), listed(values)
            before, after = (old, new) if with_new else (new, old)
            if before not in text:
                raise RuntimeError(f"The table {table} does not promise {before}.")
            text = text.replace(before, after)
        connection.execute(
            sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = :table"), {"sql": text, "table": table}
        )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
