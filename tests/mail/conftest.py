from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from disclosure.db import make_engine
from disclosure.models import Base
from tests.mail.cast import Office, office_in
from tests.mail.server import MailServer, mail_server


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with tables and nothing in them."""
    engine = make_engine(database_url)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine) -> Office:
    return office_in(engine)


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running
