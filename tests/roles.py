"""On PostgreSQL every site of the tests logs in under a role of its own, with its rights in production."""

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from migrations.rights import ROLES

OWNER = "postgres"
MEMBERS = {group.removeprefix("disclosure_"): group for group in ROLES}
"""Who may log in, and the group each is a member of."""


def make(url: str) -> None:
    """Let the roles log in; their groups were made by migrating."""
    with psycopg.connect(url, autocommit=True) as connection:
        for member, group in MEMBERS.items():
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [member]).fetchone() is None:
                order = sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}")
                connection.execute(order.format(sql.Identifier(member), sql.Identifier(group)))


def logged_in(url: str, member: str) -> str:
    """Give the address by which a member reaches the database; SQLite knows no roles."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return url
    return address.set(username=member).render_as_string(hide_password=False)
