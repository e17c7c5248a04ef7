from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from disclosure import queue
from disclosure.db import make_engine
from disclosure.models import Base


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database with tables and nothing in them."""
    engine = make_engine(database_url)
    Base.metadata.create_all(engine)
    yield engine
    queue.stop(engine)
    engine.dispose()
