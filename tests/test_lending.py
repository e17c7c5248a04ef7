"""A database that is lent again is as it was made, whatever the test before did to it."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from tests.lending import Lender
from tests.servers import Postgres

MADE = """
CREATE TABLE entities (code text PRIMARY KEY, of_code text REFERENCES entities);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append-only'; END $$;
CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON entities EXECUTE FUNCTION refuse();
INSERT INTO entities VALUES ('DSS', NULL), ('FO\\N', 'DSS')
"""
DDL = {
    "a table more": "CREATE TABLE people (name text)",
    "a table less": "DROP TABLE entities",
    "a column more": "ALTER TABLE entities ADD COLUMN name text DEFAULT 'nobody'",
    "a constraint less": "ALTER TABLE entities DROP CONSTRAINT entities_of_code_fkey",
    "an index more": "CREATE INDEX ON entities (of_code)",
    "a trigger less": "DROP TRIGGER kept ON entities",
    "a trigger off": "ALTER TABLE entities DISABLE TRIGGER kept",
    "another function": "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "another schema": "CREATE SCHEMA elsewhere",
}


@pytest.fixture(scope="module")
def lender(postgres: Postgres) -> Iterator[Lender]:
    template = postgres.create()
    with psycopg.connect(postgres.url(template)) as connection:
        connection.execute(MADE)
    with closing(Lender(postgres, template)) as lender:
        yield lender


def entities(lender: Lender, name: str) -> set[tuple[str, str | None]]:
    with psycopg.connect(lender.server.url(name)) as connection:
        return set(connection.execute("SELECT code, of_code FROM entities"))


def change(lender: Lender, name: str, order: str) -> None:
    with psycopg.connect(lender.server.url(name), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(order.encode())


def test_two_tests_at_once_never_meet_in_a_database(lender: Lender) -> None:
    with lender.lend() as one, lender.lend() as other:
        assert one != other
        change(lender, one, "DELETE FROM entities")
        assert len(entities(lender, other)) == 2


def test_what_was_rolled_back_or_only_read_costs_nothing(lender: Lender) -> None:
    with lender.lend():
        pass
    before = lender.spare[-1].deleted
    with lender.lend() as first, psycopg.connect(lender.server.url(first)) as connection:
        connection.execute("INSERT INTO entities VALUES ('EO')")
        connection.execute("CREATE TABLE people (name text)")
        connection.rollback()
    with lender.lend() as again:
        assert again == first
        assert entities(lender, again) == {("DSS", None), ("FO\\N", "DSS")}
    assert lender.spare[-1].deleted == before


@pytest.mark.parametrize(
    "order",
    [
        "INSERT INTO entities VALUES ('EO')",
        "UPDATE entities SET code = 'EO' WHERE code = 'FO\\N'",
        "DELETE FROM entities",
        "BEGIN; SAVEPOINT one; INSERT INTO entities VALUES ('EO'); RELEASE one; COMMIT",
    ],
)
def test_rows_that_were_committed_are_put_back(lender: Lender, order: str) -> None:
    with lender.lend() as first:
        change(lender, first, order)
        changed = entities(lender, first)
    with lender.lend() as again:
        assert again == first
        assert entities(lender, again) == {("DSS", None), ("FO\\N", "DSS")} != changed
        with (
            psycopg.connect(lender.server.url(again)) as connection,
            pytest.raises(psycopg.Error, match="only"),
        ):
            connection.execute("DELETE FROM entities")


@pytest.mark.parametrize("order", DDL.values(), ids=DDL)
def test_a_database_of_another_shape_is_lent_to_nobody(lender: Lender, order: str) -> None:
    with lender.lend() as first:
        change(lender, first, order)
    assert first not in {lent.name for lent in lender.spare}
    with lender.lend() as another:
        assert entities(lender, another) == {("DSS", None), ("FO\\N", "DSS")}


def test_a_template_that_is_emptied_by_truncating_is_made_anew(lender: Lender) -> None:
    with lender.lend() as first:
        change(lender, first, "TRUNCATE entities")
    with lender.lend() as another:
        assert entities(lender, another) == {("DSS", None), ("FO\\N", "DSS")}


def test_whoever_is_still_connected_is_gone_before_the_next_test(lender: Lender) -> None:
    with lender.lend() as first:
        left_open = psycopg.connect(lender.server.url(first))
        left_open.execute("LOCK entities IN EXCLUSIVE MODE")
    with lender.lend() as again:
        assert again == first
        change(lender, again, "SET lock_timeout = '1s'; DELETE FROM entities")
    with pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")


def test_a_database_in_which_much_was_deleted_is_lent_no_more(lender: Lender) -> None:
    with lender.lend() as first:
        change(
            lender, first, "INSERT INTO entities SELECT number::text FROM generate_series(1, 20001) AS number"
        )
    with lender.lend() as another:
        assert another != first
