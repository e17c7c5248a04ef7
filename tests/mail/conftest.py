from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from disclosure.db import make_engine
from tests.mail.cast import Office, office_in
from tests.mail.server import MailServer, mail_server


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """A database with tables and nothing in them."""
    engine = make_engine(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine) -> Office:
    return office_in(engine)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running
