"""Every key of the review site, pressed in a browser: where it leads, and that none is final."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from disclosure.casework import docket, passing, reviewing
from disclosure.clock import now
from disclosure.models import Filing, PauseReason
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import ANA, KIM, PIA, QUIN, ROSA, Walker, one_seat
from tests.journeys.test_giving_advice import filing_of, since_last_year
from tests.journeys.walking import Journey

LONG_AGO = datetime(2020, 1, 2, 9, tzinfo=UTC)
DECISIONS = {"1": "close", "2": "question", "3": "advice", "4": "escalate"}
_ROW = "() => document.activeElement.closest('[data-row]')?.id ?? ''"
_FOLDED = "all => all.map(one => one.open)"


@pytest.fixture(scope="module")
def waiting(instance: Instance) -> list[Walker]:
    """Three cases that have waited longest, in this order."""
    people = [KIM, PIA, QUIN]
    with instance.office() as office:
        for place, one in enumerate(people):
            items = since_last_year() if one is KIM else (one_seat(),)
            filed = office.file(walker(office.db, one, office.cast.cycle), *items)
            office.screen(filed)
            filed.turn_since = filed.filed_at = LONG_AGO + timedelta(days=place)
        office.db.flush()
        docket.reckon_all(office.db)
    return people


def row_of(instance: Instance, one: Walker) -> str:
    return f"case-{filing_of(instance, one).id.hex}"


def stands_on(journey: Journey) -> Any:  # noqa: ANN401 - what the browser says
    return journey.page.evaluate(_ROW)


def presses(journey: Journey, *keys: str) -> Journey:
    for key in keys:
        journey.key(key)
    return journey


def test_rows_are_gone_through_and_opened(go: Go, instance: Instance, waiting: list[Walker]) -> None:
    kim, pia, _quin = (row_of(instance, one) for one in waiting)
    rosa = go(ROSA, OFFICE, site="review").open("/review/?view=unclaimed")
    assert stands_on(presses(rosa, "j")) == kim
    assert stands_on(presses(rosa, "j")) == pia
    assert stands_on(presses(rosa, "k")) == kim
    presses(rosa, "/", "j")
    assert rosa.page.locator("#search").input_value() == "j", "in a field a letter is a letter"
    rosa.page.locator("#search").evaluate("one => one.blur()")
    presses(rosa, "?")
    assert rosa.page.locator("#keys").is_visible()
    presses(rosa, "j", "Escape")
    assert not rosa.page.locator("#keys").is_visible()
    for key, page in (("c", "claim"), ("s", "skip"), ("Enter", "cover")):
        presses(rosa.open("/review/?view=unclaimed"), "j").key(key, leads_on=True)
        assert rosa.path == f"/review/{filing_of(instance, KIM).id}/{page}"
    for key, page in (("c", "claim"), ("s", "skip")):
        rosa.open(f"/review/{filing_of(instance, KIM).id}/cover").key(key, leads_on=True)
        assert rosa.path == f"/review/{filing_of(instance, KIM).id}/{page}"
    assert filing_of(instance, KIM).state == "filed"


def test_rows_are_ticked(go: Go, waiting: list[Walker]) -> None:
    ana = presses(go(ANA, OFFICE, site="review").open("/review/?view=unclaimed"), "j", "x", "j", "x", "x")
    assert ana.page.locator("#chosen [data-count]").inner_text() == "Chosen: 1"


def test_a_list_that_changed_says_so_and_keeps_the_place(
    go: Go, instance: Instance, waiting: list[Walker]
) -> None:
    rosa = presses(go(ROSA, OFFICE, site="review").open("/review/?view=unclaimed"), "j", "j")
    with instance.office() as office:
        last = walker(office.db, QUIN, office.cast.cycle).filing
        reviewing.claim(office.db, office.cast.keys.review.opener, by=office.cast.ravi.actor, filing=last)
    notice = rosa.page.locator("#list-stale")
    assert not notice.is_visible()
    rosa.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    notice.wait_for(state="visible")
    notice.locator("a").click()
    rosa.page.locator(f"#{row_of(instance, QUIN)}").wait_for(state="detached")
    rosa.page.locator(f"#{row_of(instance, PIA)} a:focus").wait_for()


def test_a_case_is_gone_through_and_decided_by_keys(
    go: Go, instance: Instance, waiting: list[Walker]
) -> None:
    rosa = go(ROSA, OFFICE, site="review").open("/review/?view=unclaimed")
    rosa.key("n", leads_on=True)
    assert KIM.name in rosa.heading
    case = rosa.path
    first = stands_on(presses(rosa, "]"))
    second = stands_on(presses(rosa, "]"))
    assert first
    assert second not in ("", first)
    assert stands_on(presses(rosa, "[")) == first
    folds = rosa.page.locator('details[data-fold="d"]')
    presses(rosa, "d")
    assert all(folds.evaluate_all(_FOLDED)), "the whole record is one key away"
    presses(rosa, "d")
    assert not any(folds.evaluate_all(_FOLDED)), "and so are the changes alone"
    presses(rosa, "]").key("v", leads_on=True)
    assert "Looked at: 1 of" in rosa.text
    for key, page in DECISIONS.items():
        rosa.open(case).key(key, leads_on=True)
        assert rosa.path == f"{case}/{page}"
        for other, there in DECISIONS.items():
            assert rosa.page.locator(f'[data-key="{other}"][href="{case}/{there}"]').count() == 1
    rosa.open(case).key("s", leads_on=True)
    assert rosa.path == f"{case}/skip"
    assert filing_of(instance, KIM).state == "in-review", "no key did anything for good"
    presses(rosa.open(case), "]").key("2", leads_on=True)
    assert "?item=" in rosa.path
    rosa.fill("text", "Who pays you for it?").key("Control+Enter", leads_on=True)
    assert filing_of(instance, KIM).state == "question-asked"
    assert PIA.name in rosa.heading, "the next case opens"
    rosa.open(case).key("n", leads_on=True)
    assert rosa.heading.startswith("Statement of"), "n leads on from a case that waits for its filer"
    assert rosa.path != case
    with instance.office() as office:  # as if it had never been: other journeys count on it
        handed = office.db.get_one(Filing, UUID(rosa.path.rpartition("/")[2]))
        reviewing.release(office.db, by=office.rosa, filing=handed, reason=reviewing.Reason.WORKLOAD)


def test_what_was_put_aside_is_taken_up(go: Go, instance: Instance, waiting: list[Walker]) -> None:
    with instance.office() as office:
        filing = walker(office.db, PIA, office.cast.cycle).filing
        until = (now() + timedelta(days=3)).date()
        passing.put_aside_all(
            office.db, by=office.rosa, filings=[filing], reason=PauseReason.ABSENCE, until=until
        )
    rosa = go(ROSA, OFFICE, site="review").open(f"/review/{filing_of(instance, PIA).id}")
    assert "Put aside until" in rosa.text
    rosa.follow("Take this case up again").send("main form[method=post] button")
    assert "Put aside until" not in rosa.open(f"/review/{filing_of(instance, PIA).id}").text
