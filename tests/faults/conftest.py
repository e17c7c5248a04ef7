"""Every test here is a fault, left out of the default run; those of the stack may open sockets."""

from collections.abc import Iterator

import pytest

from tests.faults.crowd import Crowd, season
from tests.stack.topology import stack

FILERS = 540


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """The whole topology with a crowd before it."""
    with stack(tmp_path_factory.mktemp("stack"), prepare=season(FILERS)) as running:
        crowd = Crowd(running, FILERS)
        yield crowd
        crowd.engine.dispose()
