"""An office at work whose instance is copied, on either kind of database."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from disclosure.casework import accounts, attaching, reading
from disclosure.db import transaction
from disclosure.models import Account, Filing
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from disclosure.vault.storage import Storage
from tests import servers
from tests.cli.terminal import Terminal, file

JANUARY = datetime(2020, 1, 13, 9, tzinfo=UTC)
MARCH = datetime(2020, 3, 1, 6, tzinfo=UTC)
PDF = b"%PDF-1.7\nthe deed of a house"
Elsewhere = Callable[..., Terminal]


def at(folder: Path, **environ: str) -> Terminal:
    folder.mkdir()
    return Terminal(folder, DISCLOSURE_PG_PROGRAMS=str(servers.programs()), **environ)


def begin(terminal: Terminal) -> None:
    """Open a year; somebody files, a file is attached, the ledger is sealed."""
    terminal.types(
        "init --code UN --name 'United Nations' --officer olu@example.org --officer-name 'Olu Adeyemi'",
        at=JANUARY,
    )
    terminal.types("roster import people.csv --entities entities.csv", at=JANUARY)
    terminal.types("cycle open --cycle 2020", at=MARCH)
    file(terminal, "amina@example.org")
    attach(terminal)
    terminal.types("work --once", at=MARCH)


def attach(terminal: Terminal) -> None:
    keys, engine = reading.keys_in(terminal.instance / "keys" / "portal"), terminal.engine
    with transaction(engine) as db:
        account = db.scalars(select(Account).where(Account.email == "amina@example.org")).one()
        owed = db.scalars(select(Filing).where(Filing.person_id == account.person_id)).one()
        attaching.keep(
            db,
            keys.sealer,
            Storage((terminal.instance / "attachments").as_uri()),
            by=accounts.actor_of(db, account),
            filing=owed,
            subject_id=owed.id,
            name="deed.pdf",
            paper=Paper(Kind.PDF, BytesIO(PDF)),
        )
    engine.dispose()


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office on SQLite: to be copied."""
    terminal = at(tmp_path_factory.mktemp("backups") / "begun")
    begin(terminal)
    return terminal.instance


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Terminal:
    terminal = at(tmp_path / "office")
    shutil.copytree(begun, terminal.instance)
    return terminal


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    """Another machine, on which nothing was set up."""
    return lambda name="elsewhere", **environ: at(tmp_path / name, **environ)


@pytest.fixture
def office_on_postgres(fresh_postgres: str, tmp_path: Path) -> Terminal:
    terminal = at(tmp_path / "office", DISCLOSURE_DATABASE_URL=fresh_postgres)
    begin(terminal)
    return terminal


@pytest.fixture
def empty_postgres(postgres: servers.Postgres) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)
