"""What the doctor finds around the program, with real servers: roles, clocks, storage, queue, mail."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import redis
from rq import SimpleWorker

from tests import roles
from tests.cli.conftest import MARCH
from tests.cli.terminal import Terminal
from tests.mail.server import mail_server


def told(terminal: Terminal, *, at: datetime = MARCH) -> list[str]:
    """What the doctor says is not well."""
    lines = terminal.types("doctor", status=1, at=at).stdout.splitlines()
    return [line.removeprefix("NOT   ") for line in lines if line.startswith("NOT")]


@pytest.fixture
def well(season: Terminal) -> Terminal:
    season.types("work --once", at=MARCH)
    return season


def test_a_clock_that_went_back_is_noticed(well: Terminal) -> None:
    assert any("which is still to come" in one for one in told(well, at=MARCH - timedelta(hours=1)))


def test_storage_that_takes_nothing_is_noticed(well: Terminal, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    well.environ["DISCLOSURE_STORAGE_URL"] = (tmp_path / "taken").as_uri()
    (said,) = told(well)
    assert said.startswith("Files cannot be stored")
    assert "DISCLOSURE_STORAGE_URL" in said


def test_what_the_doctor_stored_to_see_is_gone(well: Terminal) -> None:
    well.types("doctor", at=MARCH)
    assert not [path for path in (well.instance / "attachments").rglob("*") if path.is_file()]


def test_a_redis_that_is_away_is_noticed(well: Terminal, tmp_path: Path) -> None:
    well.environ["DISCLOSURE_REDIS_URL"] = f"unix://{tmp_path / 'none.sock'}"
    (said,) = told(well)
    assert said.startswith("Redis does not answer (ConnectionError). Nothing is lost")


def test_a_queue_that_nobody_listens_to_is_noticed(well: Terminal, redis_url: str) -> None:
    well.environ["DISCLOSURE_REDIS_URL"] = redis_url
    assert told(well) == ["No worker listens to the queue common. Start one: disclosure work --queue common"]
    with redis.Redis.from_url(redis_url) as connection:
        worker = SimpleWorker(["common"], connection=connection, serializer="json")
        worker.register_birth()  # type: ignore[no-untyped-call]
        assert "the queue review" in told(well)[0]
        both = SimpleWorker(["review"], connection=connection, serializer="json")
        both.register_birth()  # type: ignore[no-untyped-call]
        assert "a worker listens to each queue" in well.types("doctor", at=MARCH).stdout
        both.register_death()  # type: ignore[no-untyped-call]
        worker.register_death()  # type: ignore[no-untyped-call]


def test_a_mail_server_is_greeted_and_one_that_is_away_is_noticed(well: Terminal, tmp_path: Path) -> None:
    with mail_server() as server:
        well.environ["DISCLOSURE_MAIL_URL"] = f"lmtp://{server.socket}"
        assert "The mail server answers." in well.types("doctor", at=MARCH).stdout
    well.environ["DISCLOSURE_MAIL_URL"] = f"lmtp://{tmp_path / 'none.sock'}"
    (said,) = told(well)
    assert said.startswith("The mail server does not take letters")


def test_acts_that_nobody_seals_are_noticed(season: Terminal) -> None:
    assert any(one.startswith("No head of the ledger was published yet.") for one in told(season))
    season.types("work --once", at=MARCH)
    season.types(
        "cycle extend --cycle 2020 --until 2020-04-15 --reason Fires", at=MARCH + timedelta(minutes=9)
    )
    (said,) = told(season, at=MARCH + timedelta(minutes=10))
    assert "is not sealed; the last head is of 2020-03-01 06:00 UTC" in said


def test_roles_on_postgresql_are_looked_at_one_by_one(bare: Terminal, fresh_postgres: str) -> None:
    bare.environ["DISCLOSURE_DATABASE_URL"] = fresh_postgres
    bare.types("init --code UN --name U --officer o@example.org --officer-name O", at=datetime.now(UTC))
    roles.make(fresh_postgres)
    bare.types("work --once")
    said = bare.types("doctor").stdout
    assert "The clocks of this machine and of the database agree." in said
    for member in roles.MEMBERS:
        assert f"{member} logs in to the database with the rights of disclosure_{member}." in said
    with psycopg.connect(fresh_postgres, autocommit=True) as connection:
        connection.execute("GRANT UPDATE ON statements TO disclosure_review")
        assert any("disclosure_review may change statements" in one for one in told(bare))
        bare.types("init")
        connection.execute("ALTER ROLE compliance SUPERUSER")
        assert any("The database role compliance may do anything." in one for one in told(bare))
        connection.execute("ALTER ROLE compliance NOSUPERUSER")
        connection.execute("ALTER ROLE worker NOLOGIN")
        assert any("CREATE ROLE worker LOGIN" in one for one in told(bare))
        connection.execute("ALTER ROLE worker LOGIN")
    assert bare.types("doctor").exit_code == 0
