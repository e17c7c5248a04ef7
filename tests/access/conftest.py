import pytest
from sqlalchemy.orm import Session

from tests.access.busy import busy
from tests.casework.office import Office
from tests.cast import Cast


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    """The cast in the middle of its season."""
    office = Office(db, cast)
    busy(office)
    return office
