"""What each role may do on PostgreSQL, tried by roles that log in; and that no table was forgotten."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, table, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

import migrations
from config import Config, prepare_instance
from disclosure import clock
from disclosure.casework import forgetting
from disclosure.db import make_engine
from disclosure.jobs.assembly import worker_for
from disclosure.models import Base
from disclosure.queue import COMMON
from migrations import rights
from migrations.rights import ALL, COMPLIANCE, PORTAL, REVIEW, ROLES, WORKER
from tests import roles, servers
from tests.lending import Lender
from tests.migrations.loading import load

MEMBERS = tuple(roles.MEMBERS)
SEALED = (
    "drafts",
    "statements",
    "screenings",
    "sealed_texts",
    "data_keys",
    "kept_forms",
    "attachments",
    "office_records",
    "own_interests",
    "upload_pieces",
)
LEDGER = ("ledger_entries", "ledger_leaves", "ledger_heads")
every_member = pytest.mark.parametrize("member", MEMBERS)
As = Callable[[str], Engine]


@pytest.fixture(scope="module")
def loaded(postgres: servers.Postgres, lending_migrated: Lender) -> Iterator[str]:
    """A database with one row in every table."""
    with lending_migrated.lend() as name:
        engine = make_engine(postgres.url(name))
        load(engine, migrations.newest())
        engine.dispose()
        yield postgres.url(name)


@pytest.fixture(scope="module")
def logged_in(loaded: str) -> Iterator[As]:
    engines = {member: make_engine(roles.logged_in(loaded, member)) for member in MEMBERS}
    yield lambda member: engines[member]
    for engine in engines.values():
        engine.dispose()


def may(engine: Engine, order: str) -> bool:
    """Whether the database lets a role give an order at all; nothing stays of it."""
    with engine.connect() as connection:
        try:
            connection.execute(text(order))
        except ProgrammingError as refusal:
            assert "permission denied" in str(refusal.orig)  # noqa: PT017 - any other refusal is a fault
            return False
        return True


def test_every_sealed_column_of_the_models_is_known_by_its_name() -> None:
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        if not rights.SEALED_COLUMNS.isdisjoint(table.columns.keys())
    }
    assert named == set(SEALED)


@pytest.mark.parametrize("table", SEALED)
def test_the_compliance_site_reads_nothing_that_is_sealed(logged_in: As, table: str) -> None:
    assert not may(logged_in("compliance"), f"SELECT FROM {table}")
    assert not may(logged_in("compliance"), f"DELETE FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", SEALED)
def test_the_worker_that_holds_no_key_reads_nothing_that_is_sealed(logged_in: As, table: str) -> None:
    column = "wrapped" if table == "data_keys" else "sealed"
    assert not may(logged_in("worker"), f"SELECT {column} FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", sorted(rights.OF_THE_SITES))
def test_only_the_sites_read_by_what_people_prove_who_they_are(logged_in: As, table: str) -> None:
    said = ", ".join(set(_columns(table)) - set(rights.FORGOTTEN.get(table, "").split(", ")))
    readers = {member for member in MEMBERS if may(logged_in(member), f"SELECT {said} FROM {table}")}  # noqa: S608
    assert readers == {"portal", "review", "compliance"}


def test_the_worker_forgets_old_attempts_that_it_may_not_read(logged_in: As) -> None:
    with Session(logged_in("worker")) as db, clock.travel(datetime(2100, 1, 1, tzinfo=UTC)):
        assert forgetting.forget_attempts(db) == 2  # the row of each table
        db.rollback()


def test_only_the_review_site_lets_somebody_open_a_case_in_an_emergency(logged_in: As) -> None:
    writers = {
        member
        for member in MEMBERS
        if may(logged_in(member), "UPDATE emergencies SET until = now() WHERE false")
    }
    assert writers == {"review"}


@every_member
@pytest.mark.parametrize("table", [*LEDGER, "statements", "sealed_texts", "report_snapshots"])
def test_nobody_changes_what_was_written_for_good(logged_in: As, member: str, table: str) -> None:
    column = next(name for name in ("kind", "hash", "root", "sealed", "content") if name in _columns(table))
    for order in (f"UPDATE {table} SET {column} = NULL", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):  # noqa: S608
        assert not may(logged_in(member), order), order


def _columns(table: str) -> list[str]:
    return list(Base.metadata.tables[table].columns.keys())


@every_member
def test_nobody_drops_a_trigger_makes_a_table_or_takes_another_role(logged_in: As, member: str) -> None:
    for order in (
        "CREATE TABLE mine (id int)",
        "SET session_replication_role = replica",
        "SET ROLE postgres",
        *(f"SET ROLE {role}" for role in ROLES if role != roles.MEMBERS[member]),
    ):
        assert not may(logged_in(member), order), order
    with pytest.raises(ProgrammingError, match="must be owner"), logged_in(member).connect() as connection:
        connection.execute(text("DROP TRIGGER statements_append_only ON statements"))


def test_only_the_worker_seals_the_ledger_and_everybody_adds_to_it(logged_in: As) -> None:
    for member in MEMBERS:
        engine = logged_in(member)
        again = "SELECT * FROM ledger_entries WHERE false"
        assert may(engine, f"INSERT INTO ledger_entries {again}")
        heads = "INSERT INTO ledger_heads SELECT * FROM ledger_heads WHERE false"
        assert may(engine, heads) is (member == "worker")


def test_drafts_own_interests_and_notes_of_the_office_are_each_one_sites_alone(logged_in: As) -> None:
    readers = {
        table: {member for member in MEMBERS if may(logged_in(member), f"SELECT FROM {table}")}
        for table in ("drafts", "own_interests", "contacts", "rule_changes", "ladder_pauses", "statements")
    }
    assert readers == {
        "drafts": {"portal"},
        "own_interests": {"review"},
        "contacts": {"compliance"},
        "rule_changes": {"compliance"},
        "ladder_pauses": {"compliance"},
        "statements": {"portal", "review"},
    }


def test_the_review_site_files_no_statement(logged_in: As) -> None:
    order = "INSERT INTO statements SELECT * FROM statements WHERE false"
    assert may(logged_in("portal"), order)
    assert not may(logged_in("review"), order)


def test_the_worker_clears_away_what_it_may_not_read(logged_in: As) -> None:
    for order in ("DELETE FROM kept_forms WHERE id IS NULL", "DELETE FROM data_keys WHERE object_id IS NULL"):
        assert may(logged_in("worker"), order)


def test_the_worker_may_do_all_that_its_rounds_call_for(logged_in: As, tmp_path: Path) -> None:
    prepare_instance(tmp_path, demo=False)
    told = {"DISCLOSURE_INSTANCE": str(tmp_path), "DISCLOSURE_SECURITY_EMAIL": "guard@example.org"}
    with clock.travel(clock.now() + timedelta(days=400)):
        worker_for(Config.from_environment(told), logged_in("worker"), queues=[COMMON]).tick()
    with logged_in("portal").connect() as connection:
        for name in ("guesses", "sign_in_steps", "kept_forms", "uploads", "upload_pieces"):
            assert connection.scalar(select(func.count()).select_from(table(name))) == 0, name


def test_a_table_made_later_is_closed_to_compliance_when_it_is_sealed(loaded: str) -> None:
    columns = {"clear_things": ["id", "name"], "sealed_things": ["id", "sealed"]}
    given = rights.rights(columns, kept=())
    assert given[COMPLIANCE] == {"clear_things": ALL}
    assert given[PORTAL] == given[REVIEW] == {"clear_things": ALL, "sealed_things": ALL}
    assert given[WORKER] == {"clear_things": "SELECT"}
    assert rights.rights(columns, kept={"clear_things"})[COMPLIANCE] == {"clear_things": "SELECT, INSERT"}


def test_rights_are_given_where_the_roles_are_and_a_trial_goes_without(fresh_postgres: str) -> None:
    engine = make_engine(fresh_postgres)
    migrations.upgrade(engine, "0028")
    with engine.begin() as connection:
        connection.execute(text("ALTER ROLE disclosure_worker RENAME TO disclosure_away"))
        rights.renew(connection)
        assert _granted(connection.scalar) == 0
        connection.execute(text("ALTER ROLE disclosure_away RENAME TO disclosure_worker"))
        rights.renew(connection)
        assert _granted(connection.scalar) > 0
    engine.dispose()


def _granted(scalar: Callable[..., Any]) -> int:
    counted = "SELECT count(*) FROM information_schema.role_table_grants WHERE grantee LIKE 'disclosure%'"
    return int(scalar(text(counted)))
