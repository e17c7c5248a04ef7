"""What every test may ask for. Servers start when the first test of a process asks for them.

Each pytest-xdist worker is a process with its own servers, so workers never
meet in a database.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests import servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Postgres]:
    """The PostgreSQL server of this process."""
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: servers.Postgres) -> str:
    """The maintenance database of the PostgreSQL server."""
    return postgres.url()


@pytest.fixture
def fresh_postgres(postgres: servers.Postgres) -> Iterator[str]:
    """An empty PostgreSQL database, removed after the test."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'disclosure.db'}"
    url: str = request.getfixturevalue("fresh_postgres")
    return url


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """The Valkey server of this process, with whatever earlier tests left in it."""
    with servers.valkey() as url:
        yield url


@pytest.fixture
def redis_url(valkey_url: str) -> str:
    """An empty Valkey, as `REDIS_URL` takes it."""
    with redis.Redis.from_url(valkey_url) as client:
        client.flushall()
    return valkey_url
