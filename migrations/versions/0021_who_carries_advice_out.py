"""Who carries advice out, and what is expected to show it."""

from alembic import op

revision = "0021"
down_revision = "0020"

OWNERS = ("filer", "supervisor", "ethics-office")
PROOFS = ("own-statement", "supervisor-note", "third-party-document", "authorisation")


def upgrade() -> None:
    _add("owner", "adviceowner", OWNERS)
    _add("proof", "adviceproof", PROOFS)


def downgrade() -> None:
    op.drop_column("advices", "proof")
    op.drop_column("advices", "owner")


def _add(name: str, enum: str, values: tuple[str, ...]) -> None:
    """Add a choice whose first value every row of before has."""
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(
        f"ALTER TABLE advices ADD COLUMN {name} VARCHAR(40) DEFAULT '{values[0]}' NOT NULL "
        f"CONSTRAINT ck_advices_{enum} CHECK ({name} IN ({listed}))"
    )
