"""The docket: what the lists of the review site sort and filter by, one narrow row for each case.

The database itself keeps it in step with filings and cases, whoever writes
them. What the clock of a turn says (`late_at`, `rank`) is reckoned after each turn.
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import instant, plain, refers

revision = "0023"
down_revision = "0022"

PLACE = ("rank", "filed_at", "filing_id")
OPEN = "closed_at IS NULL"
ORDERED = {
    "state": ("organisation_id", "state"),
    "reviewer": ("reviewer_id", "state"),
    "entity": ("entity_id", "state"),
    "cycle": ("cycle_id", "state"),
}
"""What a list can be looked up by, each in the order of the lists."""
FACTS = {"sampled": "sampled", "dropped_to_nil": "dropped_to_nil", "senior": "senior"}
COPIED = (
    "organisation_id, cycle_id, entity_id, person_id, state, filed_at, turn_since, closed_at, flag_count, "
    "sampled, first_time"
).split(", ")
TRIGGERS = {
    "cases_enter_the_docket": "cases",
    "cases_keep_the_docket": "cases",
    "filings_keep_the_docket": "filings",
    "questions_keep_the_docket": "questions",
    "advices_keep_the_docket": "advices",
}
ENTER = f"""
INSERT INTO docket_lines (filing_id, reviewer_id, rank, {", ".join(COPIED)})
SELECT filings.id, cases.reviewer_id, 21 - cases.priority, {", ".join(f"filings.{one}" for one in COPIED)}
FROM filings JOIN cases ON cases.filing_id = filings.id WHERE filings.filed_at IS NOT NULL
"""
KEEP_CASE = """
UPDATE docket_lines SET reviewer_id = NEW.reviewer_id,
    rank = CASE WHEN rank <= 10 THEN 10 WHEN rank <= 21 THEN 21 ELSE 32 END - NEW.priority
WHERE filing_id = NEW.filing_id;
"""
KEEP_FILING = f"""
UPDATE docket_lines SET {", ".join(f"{one} = NEW.{one}" for one in COPIED)},
    reckoned = (reckoned AND state = NEW.state AND turn_since = NEW.turn_since),
    put_aside_until = CASE WHEN state = NEW.state AND turn_since = NEW.turn_since THEN put_aside_until END,
    rank = CASE WHEN rank > 21 AND NOT (state = NEW.state AND turn_since = NEW.turn_since)
        THEN rank - 11 ELSE rank END
WHERE filing_id = NEW.id;
"""
RECKON_ANEW = "UPDATE docket_lines SET reckoned = {no} WHERE filing_id = NEW.filing_id;"


def upgrade() -> None:
    op.create_table(
        "docket_lines",
        refers("filing_id", "filings", part_of_key=True),
        refers("organisation_id", "organisations"),
        refers("cycle_id", "cycles"),
        refers("entity_id", "entities"),
        refers("person_id", "people"),
        refers("reviewer_id", "accounts", required=False),
        plain("state", sa.String(40)),
        instant("filed_at"),
        instant("turn_since"),
        instant("closed_at", required=False),
        plain("flag_count", sa.Integer),
        plain("sampled", sa.Boolean),
        plain("first_time", sa.Boolean),
        sa.Column("not_sure", sa.Integer, nullable=False, server_default="0"),
        sa.Column("dropped_to_nil", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("senior", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("rank", sa.Integer, nullable=False, server_default="21"),
        instant("late_at", required=False),
        instant("put_aside_until", required=False),
        sa.Column("reckoned", sa.Boolean, nullable=False, server_default=sa.false()),
        *_indexes(),
    )
    op.create_table(
        "docket_words",
        refers("organisation_id", "organisations", part_of_key=True),
        sa.Column(
            "word", sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql"), primary_key=True
        ),
        refers("filing_id", "filings", part_of_key=True),
        sa.Index(None, "filing_id"),
    )
    op.execute(ENTER)
    for name in TRIGGERS:
        _keep_on_postgresql(name) if _on_postgresql() else _keep_on_sqlite(name)


def downgrade() -> None:
    for name, table in TRIGGERS.items():
        if _on_postgresql():
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
        else:
            op.execute(f"DROP TRIGGER {name}")
    op.drop_table("docket_words")
    op.drop_table("docket_lines")


def _indexes() -> list[sa.Index]:
    found = [_index(f"by_{name}", (*columns, *PLACE), OPEN) for name, columns in ORDERED.items()]
    ordered = ("organisation_id", *PLACE)
    found += [
        _index(f"by_{name}", ordered, f"{OPEN} AND {column} = 1", f"{OPEN} AND {column}")
        for name, column in FACTS.items()
    ]
    return [
        *found,
        _index("by_not_sure", ordered, f"{OPEN} AND not_sure > 0"),
        _index("by_closing", ("organisation_id", "closed_at", "filing_id"), "closed_at IS NOT NULL"),
        _index("by_closer", ("reviewer_id", "closed_at", "filing_id"), "closed_at IS NOT NULL"),
        _index("to_reckon", ("filing_id",), "reckoned = 0", "NOT reckoned"),
        _index("to_be_late", ("late_at",), f"{OPEN} AND rank > 10"),
        _index("to_take_up", ("put_aside_until",), "put_aside_until IS NOT NULL"),
    ]


def _index(name: str, columns: tuple[str, ...], where: str, on_postgresql: str | None = None) -> sa.Index:
    return sa.Index(
        f"ix_docket_lines_{name}",
        *columns,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(on_postgresql or where),
    )


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _act(name: str) -> tuple[str, str]:
    """Return when a trigger fires, and what it does then."""
    anew = RECKON_ANEW.format(no="false" if _on_postgresql() else "0")
    return {
        "cases_enter_the_docket": ("INSERT", f"{ENTER} AND cases.id = NEW.id;"),
        "cases_keep_the_docket": ("UPDATE OF reviewer_id, priority", KEEP_CASE),
        "filings_keep_the_docket": (f"UPDATE OF {', '.join(COPIED)}", KEEP_FILING),
        "questions_keep_the_docket": ("UPDATE OF state, due_on", anew),
        "advices_keep_the_docket": ("UPDATE OF state, due_on", anew),
    }[name]


def _keep_on_sqlite(name: str) -> None:
    when, act = _act(name)
    op.execute(f"CREATE TRIGGER {name} AFTER {when} ON {TRIGGERS[name]} BEGIN {act} END")


def _keep_on_postgresql(name: str) -> None:
    when, act = _act(name)
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {act} RETURN NULL; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} AFTER {when} ON {TRIGGERS[name]} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
