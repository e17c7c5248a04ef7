"""The ledger, statements and sealed texts are append-only: the database itself refuses anything else."""

from alembic import op

revision = "0010"
down_revision = "0009"

# Each table with what identifies a row. SQLite's INSERT OR REPLACE deletes without
# asking a DELETE trigger, so a row that is there already is refused on INSERT too.
IDENTITIES = {
    "ledger_entries": ("id = NEW.id",),
    "ledger_leaves": ("position = NEW.position", "entry_id = NEW.entry_id"),
    "ledger_heads": ("size = NEW.size",),
    "statements": ("id = NEW.id", "filing_id = NEW.filing_id AND version = NEW.version"),
    "sealed_texts": ("id = NEW.id",),
}
SENTENCE = "is append-only: its rows are never changed or removed."


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        _upgrade_sqlite()


def _upgrade_postgresql() -> None:
    op.execute(
        f"""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% {SENTENCE}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """
    )
    for table in IDENTITIES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _upgrade_sqlite() -> None:
    for table, identities in IDENTITIES.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} {SENTENCE}'); END"
        there = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {identity})" for identity in identities)
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in IDENTITIES:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute("DROP FUNCTION refuse_change()")
        return
    for table in IDENTITIES:
        for refused in ("no_update", "no_delete", "no_replace"):
            op.execute(f"DROP TRIGGER {table}_{refused}")
