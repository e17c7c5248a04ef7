"""Every state of the lists of cases, of a case beside its decisions, and of the reports for the contract."""

from datetime import timedelta

import pytest

from disclosure import clock
from disclosure.casework import conflicting, docket, opening_again, passing
from disclosure.domain.own_interests import OwnInterests
from disclosure.models import Filing, Outcome, PauseReason
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import ANA, EMIL, ROSA, ZOE, one_seat
from tests.journeys.walking import Journey

BUTTON = "main form[method=post] button"


@pytest.fixture(scope="module")
def waiting(instance: Instance) -> Filing:
    """Zoë's case, which nobody has claimed."""
    with instance.office() as office:
        filing = office.file(walker(office.db, ZOE, office.cast.cycle), one_seat())
        office.screen(filing)
        office.db.flush()
        docket.reckon_all(office.db)
    return filing


def at(go: Go, who: object, path: str) -> Journey:
    return go(who, OFFICE, site="review", language="en").open(f"/review{path}")


def test_lists_before_anything_is_done(go: Go, waiting: Filing) -> None:
    journey = at(go, ROSA, "/?view=unclaimed").shows("20 unclaimed")
    journey.open("/review/?view=unclaimed&first=1&year=2019").shows("20 none fits")
    journey.open("/review/?view=found&q=baird").shows("20 found")
    assert ZOE.name in journey.text
    nothing_waits(journey).shows("20 all clear")
    journey.open("/review/lists?view=open&year=2020").shows("20 keep a list")
    journey.send(BUTTON).shows("20 no name")
    journey.open(f"/review/{waiting.id}/cover").shows("21 cover")
    journey.open(f"/review/{waiting.id}/claim").shows("20 claim")
    journey.open(f"/review/{waiting.id}/skip").shows("20 skip")


def nothing_waits(journey: Journey) -> Journey:
    """Open a list in which no case is: which one, the journeys before this one decide."""
    for view in ("not-sure", "late", "dropped-to-nil", "senior", "sampled", "matched-later"):
        if "All clear." in journey.open(f"/review/?view={view}").text:
            break
    return journey


def test_cases_are_assigned_and_put_aside(go: Go, instance: Instance, waiting: Filing) -> None:
    journey = at(go, ANA, f"/assign?case={waiting.id}").shows("20 assign")
    journey.open(f"/review/put-aside?case={waiting.id}").shows("20 put aside")
    for part, number in (("day", "1"), ("month", "1"), ("year", "2019")):
        journey.fill(f"until-{part}", number)
    journey.choose(reason="absence").send(BUTTON)
    journey.shows("20 wrong day")
    with instance.office() as office:
        filing = office.db.get_one(Filing, waiting.id)
        until, reason = (clock.now() + timedelta(days=3)).date(), PauseReason.ABSENCE
        passing.put_aside_all(office.db, by=office.ana, filings=[filing], reason=reason, until=until)
    journey.open(f"/review/{waiting.id}/take-up").shows("21 take up")


def test_somebody_asks_to_read_the_case_of_another_in_an_emergency(
    go: Go, instance: Instance, waiting: Filing
) -> None:
    ana = at(go, ANA, f"/{waiting.id}/emergency").shows("21 emergency")
    ana.fill("reason", "Her reviewer is away, and an answer is due today.").send()
    assert not ana.problems
    at(go, EMIL, "/emergencies").shows("21 emergencies")


def test_a_case_beside_its_decisions(go: Go, instance: Instance, waiting: Filing) -> None:
    rosa = at(go, ROSA, f"/{waiting.id}/claim")
    rosa.send(BUTTON).shows("21 put aside")
    for page, state in (("decide", "21 decide"), ("note", "21 note"), ("story/seat", "21 story")):
        rosa.open(f"/review/{waiting.id}/{page}").shows(state)
    with instance.office() as office:
        ravi = office.cast.ravi.account
        office.db.get_one(Filing, waiting.id).case.reviewer_id = ravi.id  # type: ignore[union-attr]
    rosa.open(f"/review/{waiting.id}/take-over").shows("21 take over")
    with instance.office() as office:
        filing = office.db.get_one(Filing, waiting.id)
        filing.case.reviewer_id = office.cast.rosa.account.id  # type: ignore[union-attr]
        office.db.flush()
        office.close(filing, Outcome.NO_ACTION)
        office.db.flush()
        opening_again.notice(office.db, filing=filing, matches=1)
    rosa.open("/review/?view=matched-later").shows("20 matched later")
    rosa.open(f"/review/{waiting.id}/later-match").shows("21 later match")


def test_reports_and_wording_and_interests(go: Go) -> None:
    rosa = at(go, ROSA, "/reports").shows("24 report")
    rosa.open("/review/reports?first=soon&last=2020-01-01").shows("24 no period")
    rosa.open("/review/snippets").shows("24 wording").open("/review/snippets/new").shows("24 propose")
    rosa.open("/review/account/interests").shows("24 interests")
    at(go, ANA, "/reports").shows("24 all reports")


def test_an_approver_with_a_tie_is_told_no_more_than_that(
    go: Go, instance: Instance, waiting: Filing
) -> None:
    with instance.office() as office:
        filing = office.db.get_one(Filing, waiting.id)
        opening_again.open_again(office.db, by=office.rosa, filing=filing)
        [advice] = office.propose(filing, office.draft(office.find(filing)))
        office.db.flush()
        conflicting.declare(
            office.db,
            office.cast.keys.review.sealer,
            by=office.ana,
            organisation=office.cast.organisation,
            interests=OwnInterests(employers=("Charité Locale",)),
        )
    at(go, ANA, f"/approvals/{advice.id}").shows("21 tied")
