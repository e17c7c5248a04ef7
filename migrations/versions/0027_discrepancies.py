"""Documents that differ from what they are to prove, and the second person who confirms a verification."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import choice, instant, key, refers, row_version

revision = "0027"
down_revision = "0026"

OLD_STATES = "requested, submitted, unobtainable, refused, accepted".split(", ")
STATES = (
    "requested, submitted, unobtainable, refused, discrepancy, explained, corrected, accepted, excused"
).split(", ")
JUDGED = (
    "state NOT IN ('accepted', 'corrected', 'discrepancy', 'excused', 'explained', 'refused') OR "
    "(decided_at IS NOT NULL AND decided_by_id IS NOT NULL)"
)
DIFFERS = "state NOT IN ('corrected', 'discrepancy', 'explained') OR differs_in IS NOT NULL"
CHECKS = {"judged_by_somebody": JUDGED, "discrepancy_with_a_version": DIFFERS}


def listed(states: list[str]) -> str:
    return "(" + ", ".join(f"'{state}'" for state in states) + ")"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE document_requests ADD COLUMN differs_in INTEGER")
        _promise_on_postgresql(STATES)
        for name, check in CHECKS.items():
            named = f"ck_document_requests_{name}"
            op.execute(f"ALTER TABLE document_requests ADD CONSTRAINT {named} CHECK ({check})")
    else:
        checks = " ".join(
            f"CONSTRAINT ck_document_requests_{name} CHECK ({check})" for name, check in CHECKS.items()
        )
        _promise_on_sqlite(OLD_STATES, STATES)
        op.execute(f"ALTER TABLE document_requests ADD COLUMN differs_in INTEGER {checks}")
    op.create_table(
        "verifications",
        key(),
        refers("filing_id", "filings", unique=True),
        choice("state", "verificationstate", "underway", "to-confirm", "confirmed"),
        refers("verified_by_id", "accounts", required=False),
        instant("handed_over_at", required=False),
        refers("confirmed_by_id", "accounts", required=False),
        instant("confirmed_at", required=False),
        row_version(),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)", name="confirmed_has_its_instant"
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"
        ),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_by_id <> verified_by_id", name="confirmed_by_another"
        ),
        sa.CheckConstraint(
            "state = 'underway' OR verified_by_id IS NOT NULL", name="handed_over_by_somebody"
        ),
    )


def downgrade() -> None:
    """What differed was handed in and waits for its reviewer; what needed no document counts as accepted."""
    op.drop_table("verifications")
    op.execute(
        "UPDATE document_requests SET state = 'submitted' "
        "WHERE state IN ('discrepancy', 'explained', 'corrected')"
    )
    op.execute("UPDATE document_requests SET state = 'accepted' WHERE state = 'excused'")
    if op.get_bind().dialect.name == "postgresql":
        for name in CHECKS:
            op.execute(f"ALTER TABLE document_requests DROP CONSTRAINT ck_document_requests_{name}")
        _promise_on_postgresql(OLD_STATES)
        op.execute("ALTER TABLE document_requests DROP COLUMN differs_in")
    else:
        op.execute("ALTER TABLE document_requests DROP COLUMN differs_in")
        _promise_on_sqlite(STATES, OLD_STATES)


def _promise_on_postgresql(states: list[str]) -> None:
    named = "ck_document_requests_documentstate"
    op.execute(
        f"ALTER TABLE document_requests DROP CONSTRAINT {named}, "
        f"ADD CONSTRAINT {named} CHECK (state IN {listed(states)})"
    )


def _promise_on_sqlite(before: list[str], after: list[str]) -> None:
    """Change the text of the table: SQLite's own way where no row is stored differently (lang_altertable, 7)."""
    connection = op.get_bind()
    version = connection.scalar(sa.text("PRAGMA schema_version"))
    text = connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = 'document_requests'"))
    if listed(before) not in text:
        raise RuntimeError(f"The table document_requests does not promise {listed(before)}.")
    op.execute("PRAGMA writable_schema = ON")
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE name = 'document_requests'"),
        {"sql": text.replace(listed(before), listed(after))},
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
