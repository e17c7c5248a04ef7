"""The two workers of a replay: what either does is done, at the instant of the play, and a death is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from multiprocessing import active_children
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

import config
import migrations
from disclosure import clock
from disclosure.casework import accounts
from disclosure.db import make_engine, transaction
from disclosure.errors import DisclosureError
from disclosure.jobs.assembly import SIGNER
from disclosure.ledger.keys import Signer
from disclosure.models import LedgerEntry, LedgerLeaf, Letter
from disclosure.replay.crew import Crew, crew

MOMENT = datetime(2020, 4, 16, 9, tzinfo=UTC)
LATER = MOMENT + timedelta(minutes=5)
OLU = "olu@example.org"


@pytest.fixture
def settings(tmp_path: Path) -> config.Config:
    """An instance with a ledger's key and an empty database."""
    folder = tmp_path / "instance"
    config.prepare_instance(folder, demo=True)
    return config.Config.from_environment({"DISCLOSURE_INSTANCE": str(folder)})


@pytest.fixture
def engine(settings: config.Config) -> Iterator[Engine]:
    """Its database, in which an officer waits for a letter."""
    engine = make_engine(settings.database_url, durable=False)
    migrations.upgrade(engine)
    Signer.create(settings.ledger_keys / SIGNER)
    with clock.travel(MOMENT), transaction(engine) as db:
        accounts.set_up_organisation(
            db,
            code="UN",
            names={"en": "United Nations"},
            programme="un-secretariat",
            officer_email=OLU,
            officer_name="Olu",
        )
        accounts.send_sign_in_link(db, email=OLU, site="compliance")
    yield engine
    engine.dispose()


@pytest.fixture
def workers(settings: config.Config, engine: Engine) -> Iterator[Crew]:
    """The two, at work at the instant of the play."""
    with crew(settings, engine) as found, clock.travel(LATER):
        yield found


def test_letters_go_and_the_ledger_is_sealed_beside_at_the_instant_of_the_play(
    workers: Crew, settings: config.Config, engine: Engine
) -> None:
    assert workers.run_until_idle() > 0
    assert workers.run_until_idle() == 0
    workers.tick()
    [written] = (settings.instance / "mail").glob("*.eml")
    at = parsedate_to_datetime(message_from_bytes(written.read_bytes())["Date"])
    assert LATER <= at < LATER + timedelta(minutes=1)
    with transaction(engine, write=False) as db:
        assert db.scalars(select(Letter.sent_at)).one() is not None
        entries = set(db.scalars(select(LedgerEntry.id)))
        assert entries
        assert set(db.scalars(select(LedgerLeaf.entry_id))) == entries


def test_the_death_of_the_one_beside_is_told_and_ends_the_play(workers: Crew) -> None:
    [beside] = [one for one in active_children() if one.name == "beside"]
    beside.kill()
    beside.join()
    with pytest.raises(DisclosureError, match="The worker beside the replay has died"):
        workers.run_until_idle()


def test_the_one_beside_ends_with_the_play(settings: config.Config, engine: Engine) -> None:
    with crew(settings, engine):
        assert any(one.name == "beside" for one in active_children())
    assert not any(one.name == "beside" for one in active_children())
