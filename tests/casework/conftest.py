import pytest
from sqlalchemy.orm import Session

from tests.casework.office import Office
from tests.cast import Cast


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    """The cast at work."""
    return Office(db, cast)
