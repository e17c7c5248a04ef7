"""One answer or one box short, nothing can be filed: with script and without."""

import pytest

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.people import LARS, LOTTE, Walker
from tests.journeys.test_nothing_to_disclose import to_questions
from tests.portal.journeys import CODES


@pytest.mark.parametrize(("walker", "script"), [(LOTTE, True), (LARS, False)], ids=["script", "no script"])
def test_nobody_certifies_with_one_answer_or_one_box_missing(go: Go, walker: Walker, *, script: bool) -> None:
    journey = to_questions(go(walker, OFFICE, script=script))
    journey.choose(**{f"q-{code}": "no" for code in CODES[:-1]}).send()
    assert journey.path == "/2020/questions"
    assert journey.page.locator(".error-summary li").count() == 1
    assert journey.page.locator("input:checked").count() == len(CODES) - 1
    journey.choose(**{f"q-{CODES[-1]}": "no"}).send()
    journey.choose(certified_2="y").send()
    assert journey.path == "/2020/check"
    assert journey.page.locator(".error-summary li").count() == 1
