"""The pages that no task passes are looked at in every guise too."""

import pytest

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.people import FANNY, LEV, Walker

BEFORE = (
    "/home",
    "/help",
    "/account",
    "/kept",
    "/public-register",
    "/2020/extension",
    "/2020/contest",
    "/2020/messages",
)
AFTER = ("/home", "/2020/statement", "/2020/receipt", "/2020/messages")


@pytest.mark.parametrize(("walker", "paths"), [(LEV, BEFORE), (FANNY, AFTER)], ids=["before", "after"])
def test_pages_beside_the_tasks(go: Go, walker: Walker, paths: tuple[str, ...]) -> None:
    journey = go(walker, OFFICE, language="en")
    for path in paths:
        journey.open(path)
        assert journey.path == path
