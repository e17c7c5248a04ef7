from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from disclosure import queue
from disclosure.db import make_engine


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    """A database with tables and nothing in them."""
    engine = make_engine(migrated_url)
    yield engine
    queue.stop(engine)
    engine.dispose()
