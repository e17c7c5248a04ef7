"""One group role per kind of process on PostgreSQL. What each may do with a table: migrations/rights.py.

Roles belong to the server, not to the database: others on it may use them, so going down leaves them there
without any right here. Where the account that migrates may not make roles, whoever may makes them first.
"""

from alembic import op

revision = "0039"
down_revision = "0038"

ROLES = ("disclosure_portal", "disclosure_review", "disclosure_compliance", "disclosure_worker")


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for role in ROLES:
        op.execute(
            f"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
                    CREATE ROLE {role} NOLOGIN;
                END IF;
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;
                WHEN insufficient_privilege THEN
                    RAISE WARNING 'The role {role} is missing, and this account may not make it.';
            END $$
            """
        )
        op.execute(_if_there(role, f"GRANT USAGE ON SCHEMA public TO {role}"))


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for role in ROLES:
        for what in ("ALL TABLES IN SCHEMA public", "ALL SEQUENCES IN SCHEMA public", "SCHEMA public"):
            op.execute(_if_there(role, f"REVOKE ALL ON {what} FROM {role}"))


def _if_there(role: str, order: str) -> str:
    return (
        f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN {order}; END IF; END $$"
    )
