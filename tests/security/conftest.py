import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import prepare_instance
from disclosure.models import Filing
from disclosure.vault.storage import Storage
from tests.casework.keyroom import Keyroom
from tests.casework.office import Office, board_seat
from tests.cast import PRESENT, Cast
from tests.security import traps
from tests.security.sites import Sites

HERE = Path(__file__).parent
HOME = Path(__file__).parents[2]
Burglar = Callable[..., dict[str, int]]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave these tests out unless somebody names this folder or what is in it: `make security` does.

    They take long, and one needs Chromium.
    """
    named = [Path(one.partition("::")[0]).absolute() for one in config.invocation_params.args]
    return None if any(one.is_relative_to(HERE) for one in named if one.exists()) else True


@pytest.fixture(autouse=True)
def _nobody_waits(request: pytest.FixtureRequest) -> None:
    """Let the session of the cast hold no lock: what these tests do, they do in transactions of their own."""
    if "cast" in request.fixturenames:
        session: Session = request.getfixturevalue("db")
        request.getfixturevalue("cast")
        session.commit()


@pytest.fixture
def room(engine: Engine, cast: Cast, tmp_path: Path) -> Keyroom:
    """The keys of the cast's cycle, in escrow too, in the folder of an instance."""
    found = Keyroom(engine, cast, tmp_path / "keys", PRESENT)
    found.put_into_escrow()
    return found


@pytest.fixture
def filled(db: Session, cast: Cast, room: Keyroom) -> Keyroom:
    """Amina filed and was asked, and Rosa noted something; Boris has a draft."""
    office = Office(db, cast)
    filed = office.in_review(cast.amina, board_seat())
    office.screen(filed)
    office.ask(filed)
    office.prepare(cast.boris, board_seat())
    db.commit()
    return room


@pytest.fixture
def burglar(migrated_url: str, tmp_path: Path) -> Burglar:
    """Somebody with the database and processes of sites: settings, environment, the last one's keys."""
    prepare_instance(tmp_path, demo=False)

    def tries(*sites: str) -> dict[str, int]:
        environ = {
            "PATH": os.environ["PATH"],
            "DISCLOSURE_INSTANCE": str(tmp_path),
            "DISCLOSURE_DATABASE_URL": migrated_url,
            "DISCLOSURE_KEYS": str(tmp_path / "keys" / sites[-1]),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.security.burglar", *sites],
            cwd=HOME,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, int] = json.loads(done.stdout)
        return found

    return tries


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    """The cast at work."""
    return Office(db, cast)


@pytest.fixture
def sites(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Sites]:
    """The three sites over the database and the keys of the cast."""
    db.commit()
    sites = Sites(db, migrated_url, tmp_path)
    yield sites
    sites.close()


@pytest.fixture
def written(office: Office, tmp_path: Path) -> Filing:
    """Amina's case, in which everything that anybody can write is a trap."""
    return traps.write(office, Storage((tmp_path / "attachments").as_uri()))
