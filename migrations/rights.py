"""Who may do what with which table, on PostgreSQL: one group role per kind of process.

The rights follow from what a table is, and are given anew after every step of the history, so that a table
made later has them too: what is sealed is closed to the compliance site by the name of its column alone.
The roles themselves belong to the server (0039). An operator lets each process log in as a member of one:

    CREATE ROLE portal LOGIN PASSWORD '…' IN ROLE disclosure_portal
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, text

PORTAL, REVIEW, COMPLIANCE, WORKER = ROLES = (
    "disclosure_portal",
    "disclosure_review",
    "disclosure_compliance",
    "disclosure_worker",
)
MADE_BY = "0039"
"""The revision from which on there are roles."""

ALL = "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"
READ = "SELECT"

OF_THE_SEALER = frozenset({"ledger_leaves", "ledger_heads"})
"""What the ledger's sealer alone writes."""
SEALED_COLUMNS = frozenset({"sealed", "wrapped"})
OF_ONE_SITE: Mapping[str, str] = {
    "drafts": PORTAL,
    "upload_pieces": PORTAL,
    "own_interests": REVIEW,
    "snippets": REVIEW,
    "snippet_versions": REVIEW,
    "snippet_uses": REVIEW,
    "item_looks": REVIEW,
    "contacts": COMPLIANCE,
    "rule_changes": COMPLIANCE,
    "ladder_pauses": COMPLIANCE,
}
"""What no other site has any business with. The worker of `common` clears pieces of files away unread."""
OF_THE_WORKER = frozenset({"letters", "sign_in_links", "work", "uploads"})
"""What the worker of `common` changes; everything else that is clear it reads."""
OF_THE_SITES = frozenset(
    {"passwords", "authenticators", "recovery_codes", "passkeys", "sign_in_steps", "guesses", "known_devices"}
)
"""By what people prove who they are. Nobody signs in at a worker: the one of `common` reads none of it."""
WRITTEN_BY: Mapping[str, str] = {"emergencies": REVIEW}
"""What the other roles read and do not change."""
FORGOTTEN: Mapping[str, str] = {
    "guesses": "mark, last_at",
    "sign_in_steps": "id, expires_at",
    "kept_forms": "id, filing_id, account_id, at",
    "upload_pieces": "id, upload_id",
    "data_keys": "object_id",
}
"""What the worker of `common` removes when it is too old, with the columns by which it finds it."""


_APPEND_ONLY = text(
    "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "JOIN pg_class c ON c.oid = t.tgrelid WHERE p.proname = 'refuse_change'"
)
"""Which tables refuse a change by trigger (0010): nobody but the owner is given the right to try."""


def renew(connection: Connection) -> None:
    """Take every right on every table from the roles, and give those that the tables call for.

    Does nothing where the server has no such roles: a trial that runs as the owner of the tables.
    """
    if connection.dialect.name != "postgresql":
        return
    there = set(connection.scalars(text("SELECT rolname FROM pg_roles WHERE rolname LIKE 'disclosure\\_%'")))
    if not there.issuperset(ROLES):
        return
    kept = set(connection.scalars(_APPEND_ONLY))
    connection.exec_driver_sql("; ".join(_orders(_columns(connection), kept)))


def rights(columns: Mapping[str, Iterable[str]], kept: Collection[str]) -> dict[str, dict[str, str]]:
    """Return what each role may do with each table, given their columns and which are kept for good."""
    given: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    for table, named in columns.items():
        for role in ROLES:
            sealed = not SEALED_COLUMNS.isdisjoint(named)
            if right := _right(role, table, sealed=sealed, kept=table in kept):
                given[role][table] = right
    return given


def _right(role: str, table: str, *, sealed: bool, kept: bool) -> str | None:
    closed = role == WORKER and table in OF_THE_SITES
    if closed or OF_ONE_SITE.get(table, role) != role or (sealed and role in (COMPLIANCE, WORKER)):
        return None
    if table in OF_THE_SEALER:
        return APPEND if role == WORKER else READ
    read_only = table == "alembic_version" or (table, role) == ("statements", REVIEW)
    if read_only or WRITTEN_BY.get(table, role) != role:
        return READ
    if kept:
        return APPEND
    return READ if role == WORKER and table not in OF_THE_WORKER else ALL


def _columns(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        text(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
            "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
        )
    ):
        found.setdefault(table, []).append(column)
    return found


def _orders(columns: Mapping[str, list[str]], kept: Collection[str]) -> Iterable[str]:
    everybody = ", ".join(ROLES)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everybody}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everybody}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {everybody}"
    for role, tables in rights(columns, kept).items():
        for right in (ALL, APPEND, READ):
            if named := ", ".join(f'"{table}"' for table, given in tables.items() if given == right):
                yield f"GRANT {right} ON {named} TO {role}"
    for table, found_by in FORGOTTEN.items():
        if set(found_by.split(", ")) <= set(columns.get(table, ())):
            yield f"GRANT DELETE, SELECT ({found_by}) ON {table} TO {WORKER}"
