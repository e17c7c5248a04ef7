"""An engine on an empty database of either kind."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from disclosure.db import make_engine


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()
