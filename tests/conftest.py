"""What every test may ask for. Servers start when the first test of a process asks for them.

Each pytest-xdist worker is a process with its own servers, so workers never
meet in a database.
"""

import gc
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis
from sqlalchemy import Engine
from sqlalchemy.orm import Session

import migrations
from disclosure import clock
from disclosure.db import make_engine, transaction
from disclosure.models import Cycle
from tests import compiled, roles, servers, thoroughness
from tests.cast import PRESENT, Cast, Keys, assemble, recall
from tests.lending import Lender

compiled.keep()
thoroughness.register()

PAGES = frozenset({"portal", "reviewer", "compliance"})
"""The tests of whole pages. In the quick run they see SQLite, in the long one PostgreSQL."""
YOUNG = 100_000
"""So many things are made before the collector looks at them; Python's own 700 has it look all the time."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave pages on PostgreSQL to the long run: what they stand on is tested on both in the quick one."""
    for item in items:
        on = getattr(item, "callspec", None)
        if item.path.parent.name in PAGES and on and on.params.get("migrated_url") == "postgresql":
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Let the collector look no more at what is there by now: modules and tests stay to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


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


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no row, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "disclosure.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: servers.Postgres) -> str:
    """The name of a PostgreSQL database with all tables and no row, to be copied."""
    name = postgres.create()
    migrations.upgrade(postgres.url(name))
    roles.make(postgres.url(name))
    return name


@pytest.fixture(scope="session")
def cast_sqlite(migrated_sqlite: Path) -> Path:
    """A file with the cast, to be copied; its keys lie beside it in `keys`."""
    path = migrated_sqlite.with_name("cast.db")
    shutil.copy(migrated_sqlite, path)
    _assemble(f"sqlite:///{path}", path.with_name("keys"))
    return path


@pytest.fixture(scope="session")
def lending_migrated(postgres: servers.Postgres, migrated_postgres: str) -> Iterator[Lender]:
    """Lends PostgreSQL databases with all tables and no row."""
    with closing(Lender(postgres, migrated_postgres)) as lender:
        yield lender


@pytest.fixture(scope="session")
def cast_postgres(
    postgres: servers.Postgres, migrated_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Lender, Path]]:
    """Lends PostgreSQL databases with the cast, whose keys lie in the folder."""
    name = postgres.create(template=migrated_postgres)
    folder = tmp_path_factory.mktemp("cast") / "keys"
    _assemble(postgres.url(name), folder)
    with closing(Lender(postgres, name)) as lender:
        yield lender, folder


def _assemble(url: str, keys_in: Path) -> None:
    engine = make_engine(url)
    with transaction(engine) as db:
        assemble(db, keys_in)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with all tables; the test runs once on each kind.

    It holds no row, or the cast, where a test asks for that.
    """
    with_cast = "cast" in request.fixturenames
    if request.param == "sqlite":
        original: Path = request.getfixturevalue("cast_sqlite" if with_cast else "migrated_sqlite")
        copy = shutil.copy(original, tmp_path / "migrated.db")
        if with_cast:
            shutil.copytree(original.with_name("keys"), tmp_path / "keys")
        yield f"sqlite:///{copy}"
        return
    server: servers.Postgres = request.getfixturevalue("postgres")
    lender: Lender
    if with_cast:
        lender, keys_in = request.getfixturevalue("cast_postgres")
        shutil.copytree(keys_in, tmp_path / "keys")
    else:
        lender = request.getfixturevalue("lending_migrated")
    with lender.lend() as name:
        yield server.url(name)


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """The engine of a database with all tables."""
    engine = make_engine(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A session in a transaction that may write. `db.commit()` shows its rows to other connections."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.rollback()


@pytest.fixture
def present() -> Iterator[None]:
    """Let the test happen on 2 March 2020, the day after the cycle opened."""
    with clock.travel(PRESENT):
        yield


@pytest.fixture
def cast(db: Session, tmp_path: Path, present: None) -> Cast:
    """The office and the people it asks (tests/cast.py), committed; what a test adds is not."""
    return recall(db, tmp_path / "keys")


@pytest.fixture
def cycle(cast: Cast) -> Cycle:
    """The cycle of 2020, open."""
    return cast.cycle


@pytest.fixture
def keys(cast: Cast) -> Keys:
    """The keys of the cycle of 2020: what each site can seal and open."""
    return cast.keys
