"""Cases are skipped, assigned and put aside: all of the chosen ones or none, each with its line."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import docket, passing, reviewing
from disclosure.casework.docket import View
from disclosure.casework.lateness import Standing
from disclosure.casework.reviewing import Reason
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import DocketLine, Filing, LedgerEntry, Outcome, PauseReason
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast

LATER = date(2020, 3, 13)


def put_aside(office: Office, *filings: Filing, until: date = LATER) -> int:
    done = passing.put_aside_all(
        office.db, by=office.ana, filings=filings, reason=PauseReason.INFORMATION, until=until
    )
    office.db.flush()
    return done


def standing(office: Office, filing: Filing) -> Standing:
    docket.reckon_all(office.db)
    lines = docket.queue(office.db, by=office.rosa, view=View.OPEN).lines
    return next(one.standing for one in lines if one.filing_id == filing.id)


def test_a_skipped_case_stays_with_the_team_and_is_not_handed_to_who_skipped_it(
    office: Office, cast: Cast
) -> None:
    filing = office.file(cast.amina)
    passing.skip(office.db, by=office.rosa, filing=filing, reason=Reason.LANGUAGE)
    assert state(filing) == FilingState.FILED
    assert reviewing.start_next(office.db, by=office.rosa) is None
    assert reviewing.start_next(office.db, by=cast.ravi.actor) is filing
    entry = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "case:skipped")).one()
    assert entry.facts == {"reason": "language"}


def test_skipping_one_s_own_case_gives_it_back(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    passing.skip(office.db, by=office.rosa, filing=filing, reason=Reason.TIE)
    assert state(filing) == FilingState.FILED
    assert office.case(filing).reviewer_id is None


def test_a_colleague_s_case_is_not_skipped_nor_one_s_own_statement(office: Office, cast: Cast) -> None:
    theirs = office.in_review(cast.amina)
    with pytest.raises(WrongState, match="Only an unclaimed case"):
        passing.skip(office.db, by=cast.ravi.actor, filing=theirs, reason=Reason.WORKLOAD)
    own = office.file(cast.ravi)
    with pytest.raises(NotPermitted):
        passing.skip(office.db, by=cast.ravi.actor, filing=own, reason=Reason.WORKLOAD)


def test_several_cases_are_assigned_at_once(office: Office, cast: Cast) -> None:
    filings = [office.file(cast.amina), office.in_review(cast.boris)]
    done = passing.assign_all(office.db, None, by=office.ana, filings=filings, reviewer=cast.ravi.account)
    assert done == 2
    assert {office.case(one).reviewer_id for one in filings} == {cast.ravi.account.id}
    assert [office.told(one).count("case:assigned") for one in filings] == [1, 1]


def test_what_cannot_be_assigned_is_told_case_by_case(office: Office, cast: Cast) -> None:
    own, closed = office.file(cast.ravi), office.in_review(cast.amina)
    office.close(closed, Outcome.NOTHING_TO_DISCLOSE)
    with pytest.raises(BadInput) as refusal:
        passing.assign_all(office.db, None, by=office.ana, filings=[own, closed], reviewer=cast.ravi.account)
    told = str(refusal.value)
    assert f"{own.reference}: Nobody reviews their own statement" in told
    assert f"{closed.reference}: This case is closed" in told


def test_only_who_assigns_assigns(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    for member in (cast.rosa, cast.olu, cast.sana):
        with pytest.raises(NotPermitted):
            passing.assign_all(office.db, None, by=member.actor, filings=[filing], reviewer=cast.ravi.account)


def test_the_clock_of_a_case_that_is_put_aside_stands_still(office: Office, cast: Cast) -> None:
    """Five working days to claim from 2 March; aside until the 13th, so it is late after the 20th."""
    filing = office.file(cast.amina)
    assert put_aside(office, filing) == 1
    for day, stands in (
        (date(2020, 3, 12), Standing.PUT_ASIDE),
        (date(2020, 3, 14), Standing.ON_TRACK),
        (date(2020, 3, 20), Standing.AT_RISK),
        (date(2020, 3, 21), Standing.LATE),
    ):
        with clock.travel(clock.now() + (day - clock.now().date())):
            assert standing(office, filing) is stands, day


def test_what_is_put_aside_comes_last_says_why_and_is_handed_to_nobody(office: Office, cast: Cast) -> None:
    aside, other = office.file(cast.amina), office.file(cast.boris)
    office.case(aside).priority = 9
    put_aside(office, aside)
    docket.reckon_all(office.db)
    first, last = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED).lines
    assert (first.filing_id, first.put_aside) == (other.id, None)
    assert (last.filing_id, last.put_aside) == (aside.id, (LATER, PauseReason.INFORMATION))
    assert reviewing.start_next(office.db, by=office.rosa) is other
    assert reviewing.start_next(office.db, by=office.rosa) is None
    with clock.travel(clock.now() + timedelta(days=14)):
        assert reviewing.start_next(office.db, by=office.rosa) is aside


def test_a_case_that_is_taken_up_early_runs_again(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    put_aside(office, filing)
    with clock.travel(clock.now() + timedelta(days=2)):
        passing.take_up(office.db, by=office.ana, filing=filing)
        assert standing(office, filing) is Standing.ON_TRACK
        with pytest.raises(WrongState, match="not put aside"):
            passing.take_up(office.db, by=office.ana, filing=filing)
        assert reviewing.start_next(office.db, by=office.rosa) is filing


def test_acting_on_a_case_ends_its_being_put_aside(office: Office, cast: Cast) -> None:
    filing = office.file(cast.amina)
    put_aside(office, filing)
    with clock.travel(clock.now() + timedelta(days=1)):
        reviewing.claim(office.db, by=office.rosa, filing=filing)
        assert standing(office, filing) is Standing.ON_TRACK
    row = office.db.scalars(
        select(DocketLine).where(DocketLine.filing_id == filing.id).execution_options(populate_existing=True)
    ).one()
    assert (row.put_aside_until, row.rank) == (None, 21)


def test_a_reviewer_puts_aside_their_own_alone(office: Office, cast: Cast) -> None:
    mine, free = office.in_review(cast.amina, board_seat()), office.file(cast.boris)
    act = {"reason": PauseReason.ABSENCE, "until": LATER}
    assert passing.put_aside_all(office.db, by=office.rosa, filings=[mine], **act) == 1  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        passing.put_aside_all(office.db, by=office.rosa, filings=[free], **act)  # type: ignore[arg-type]


@pytest.mark.parametrize("until", [date(2020, 3, 1), date(2020, 8, 1)])
def test_a_day_that_is_past_or_too_far_is_refused(office: Office, cast: Cast, until: date) -> None:
    filing = office.file(cast.amina)
    with pytest.raises(BadInput, match="at most 90 days ahead"):
        put_aside(office, filing, until=until)
