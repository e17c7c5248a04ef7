"""The tests' own ground: real servers, and no way out to a network."""

import socket
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text

from tests import servers


def test_postgresql_answers_through_a_socket_and_listens_nowhere_else(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("listen_addresses", "fsync", "server_encoding")
        ]
    assert shown == [("",), ("off",), ("UTF8",)]


def test_a_new_database_carries_what_its_template_holds(postgres: servers.Postgres) -> None:
    template = postgres.create()
    with psycopg.connect(postgres.url(template)) as connection:
        connection.execute("CREATE TABLE entity AS SELECT 'DSS' AS code")
    copy = postgres.create(template=template)
    with psycopg.connect(postgres.url(copy)) as connection:
        assert connection.execute("SELECT code FROM entity").fetchall() == [("DSS",)]
    postgres.drop(copy)
    postgres.drop(template)


def test_dropping_a_database_ends_whoever_is_still_connected(postgres: servers.Postgres) -> None:
    name = postgres.create()
    with psycopg.connect(postgres.url(name)) as left_open:
        postgres.drop(name)
        with pytest.raises(psycopg.OperationalError):
            left_open.execute("SELECT 1")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_database_of_either_kind(database_url: str, turn: int) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE entity (code text)"))
    engine.dispose()


def test_valkey_answers_and_keeps_what_it_is_told_on_disk(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("owed", "letter")
        assert client.get("owed") == b"letter"
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("port") == {"port": "0"}


def test_valkey_is_empty_again_for_the_next_test(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_a_server_is_gone_with_its_folder_when_its_tests_are_done() -> None:
    with servers.valkey() as url:
        socket_path = Path(url.removeprefix("unix://"))
        assert socket_path.is_socket()
    assert not socket_path.parent.exists()
    with redis.Redis.from_url(url) as client, pytest.raises(redis.ConnectionError):
        client.ping()


def test_a_server_that_cannot_start_fails_the_tests_with_its_own_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    too_long = tmp_path / ("s" * 120)
    too_long.mkdir()
    monkeypatch.setattr(servers, "SOCKETS", str(too_long))
    with (
        pytest.raises(servers.ServerFailed, match=r"valkey-server did not start(?s:.)*too long"),
        servers.valkey(),
    ):
        pass


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_reaches_the_internet(family: socket.AddressFamily) -> None:
    with pytest.raises(RuntimeError, match="A test tried to use socket"):
        socket.socket(family)
