"""Documents that differ from what they are to prove, and the second person who confirms a verification."""

import sqlalchemy as sa
from alembic import op

from migrations.choices import promise
from migrations.columns import choice, instant, key, refers, row_version

revision = "0027"
down_revision = "0026"

STATES = (
    "requested, submitted, unobtainable, refused, discrepancy, explained, corrected, accepted, excused"
).split(", ")
NEW = {"discrepancy", "explained", "corrected", "excused"}
LISTS = {"document_requests": (STATES,)}
LISTED = {"document_requests": {"documentstate": "state IN {0}"}}
JUDGED = (
    "state NOT IN ('accepted', 'corrected', 'discrepancy', 'excused', 'explained', 'refused') OR "
    "(decided_at IS NOT NULL AND decided_by_id IS NOT NULL)"
)
DIFFERS = "state NOT IN ('corrected', 'discrepancy', 'explained') OR differs_in IS NOT NULL"
CHECKS = {"judged_by_somebody": JUDGED, "discrepancy_with_a_version": DIFFERS}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE document_requests ADD COLUMN differs_in INTEGER")
        promise(LISTS, LISTED, new=NEW, with_new=True)
        for name, check in CHECKS.items():
            named = f"ck_document_requests_{name}"
            op.execute(f"ALTER TABLE document_requests ADD CONSTRAINT {named} CHECK ({check})")
    else:
        checks = " ".join(
            f"CONSTRAINT ck_document_requests_{name} CHECK ({check})" for name, check in CHECKS.items()
        )
        promise(LISTS, LISTED, new=NEW, with_new=True)
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
        promise(LISTS, LISTED, new=NEW, with_new=False)
        op.execute("ALTER TABLE document_requests DROP COLUMN differs_in")
    else:
        op.execute("ALTER TABLE document_requests DROP COLUMN differs_in")
        promise(LISTS, LISTED, new=NEW, with_new=False)
