"""A journey that shows another page than it says fails: a refusal, the page of signing in, another state."""

import pytest

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.people import LEV


def test_a_page_that_is_not_in_the_state_it_is_shown_as_fails(go: Go) -> None:
    nobody = go(None, OFFICE).open("/my-data")
    with pytest.raises(AssertionError, match="at /sign-in, not /my-data"):
        nobody.shows("5 nobody")
    lev = go(LEV, OFFICE).open("/2020/verify")
    with pytest.raises(AssertionError, match="answered with 404"):
        lev.shows("17 documents")
    lev.open("/my-data")
    with pytest.raises(AssertionError, match="without “Public record of the draw"):
        lev.shows("5 drawn")
    with pytest.raises(AssertionError, match="without problems"):
        lev.open("/account").shows("4 bad address")
    with pytest.raises(AssertionError, match="not in the table"):
        lev.shows("99 nothing")
