"""Every test here is a fault, left out of the default run; those of the stack may open sockets."""

from collections.abc import Iterator

import pytest

from tests.faults.crowd import Crowd, crowd_before

FILERS = 640
GREAT = 2_800


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """The whole topology with a crowd before it."""
    with crowd_before(tmp_path_factory.mktemp("stack"), FILERS) as crowd:
        yield crowd


@pytest.fixture(scope="session")
def great_crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """The same with as many people as what takes long needs."""
    with crowd_before(tmp_path_factory.mktemp("great"), GREAT) as crowd:
        yield crowd
