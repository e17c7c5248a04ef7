"""What lists brought into question after a case was closed, until somebody looks or the case is open again."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

NAME = "filings_forget_later_matches"
OPENED_AGAIN = "NEW.closed_at IS NULL AND OLD.closed_at IS NOT NULL"
FORGET = "UPDATE docket_lines SET later_matches = 0 WHERE filing_id = NEW.id;"


def upgrade() -> None:
    op.add_column(
        "docket_lines", sa.Column("later_matches", sa.Integer, nullable=False, server_default="0")
    )
    op.create_index(
        "ix_docket_lines_by_later_matches",
        "docket_lines",
        ["organisation_id", "closed_at", "filing_id"],
        sqlite_where=sa.text("later_matches > 0"),
        postgresql_where=sa.text("later_matches > 0"),
    )
    if not _on_postgresql():
        op.execute(
            f"CREATE TRIGGER {NAME} AFTER UPDATE OF closed_at ON filings WHEN {OPENED_AGAIN} "
            f"BEGIN {FORGET} END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {FORGET} RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {NAME} AFTER UPDATE OF closed_at ON filings FOR EACH ROW WHEN ({OPENED_AGAIN}) "
        f"EXECUTE FUNCTION {NAME}()"
    )


def downgrade() -> None:
    if _on_postgresql():
        op.execute(f"DROP TRIGGER {NAME} ON filings")
        op.execute(f"DROP FUNCTION {NAME}()")
    else:
        op.execute(f"DROP TRIGGER {NAME}")
    op.drop_index("ix_docket_lines_by_later_matches", "docket_lines")
    op.drop_column("docket_lines", "later_matches")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
