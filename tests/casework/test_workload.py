"""The work of a period in figures: every case once, days by nearest rank, one's own to a reviewer."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import closing, reviewing
from disclosure.casework.reporting.workload import BANDS, Days, Period, days_of, workload
from disclosure.domain.actors import Actor, Held, Role
from disclosure.domain.deadlines import working_days_between
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import NotPermitted
from disclosure.models import Account, Case, Cycle, Outcome
from tests.casework.office import Office, board_seat
from tests.casework.population import AT, Lot, Served, cycle_of, populate, serve
from tests.cast import Cast

F = FilingState
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
NOW = datetime(2020, 6, 30, 12, tzinfo=UTC)


@pytest.fixture
def un(db: Session) -> Served:
    return serve(db, [("DESA", "secretariat")])


@pytest.fixture
def year(db: Session, un: Served) -> Cycle:
    return cycle_of(db, un)


def reviewer(db: Session, un: Served, name: str) -> UUID:
    row: dict[str, Any] = {"id": uuid4(), "name": name, "email": f"{name}@example.org", "language": "en"}
    db.execute(insert(Account).values(organisation_id=un.organisation.id, created_at=AT, **row))
    return UUID(str(row["id"]))


def reviewed(db: Session, un: Served, ids: list[UUID], by: UUID | None, claimed: datetime | None) -> None:
    case = {
        "organisation_id": un.organisation.id,
        "reviewer_id": by,
        "opened_at": AT,
        "priority": 0,
        "row_version": 1,
        "first_claimed_at": claimed,
    }
    db.execute(insert(Case), [{"id": uuid4(), "filing_id": one, **case} for one in ids])


def closed(filed: datetime, after: timedelta, outcome: Outcome) -> dict[str, object]:
    return {"filed_at": filed, "closed_at": filed + after, "outcome": outcome}


@given(st.lists(st.integers(0, 60), min_size=1, max_size=80))
def test_half_of_the_cases_were_done_in_the_median_of_days_and_nine_in_ten_in_the_other(
    took: list[int],
) -> None:
    found = days_of(Counter(took))
    assert found.number == len(took)
    assert found.median is not None
    assert found.nine_in_ten is not None
    assert sum(days <= found.median for days in took) * 2 >= len(took)
    assert sum(days < found.median for days in took) * 2 < len(took)
    assert sum(days <= found.nine_in_ten for days in took) * 10 >= 9 * len(took)
    assert found.median <= found.nine_in_ten


def test_nothing_done_takes_no_days() -> None:
    assert days_of({}) == Days(0, None, None)


@pytest.mark.parametrize("days", range(0, 60, 3))
def test_an_age_falls_into_the_band_that_the_calendar_says(
    db: Session, un: Served, year: Cycle, days: int
) -> None:
    filed = NOW - timedelta(days=days, hours=5)
    ids = populate(db, un, year, [Lot("DESA", "secretariat", F.FILED, 1, {"filed_at": filed})])
    reviewed(db, un, ids, None, None)
    with clock.travel(NOW):
        found = workload(db, by=un.holder(Role.APPROVER), organisation=un.organisation, period=YEAR)
    age = working_days_between(filed, NOW, zone="UTC")
    place = next(at for at, (first, last) in enumerate(BANDS) if first <= age <= (last or age))
    assert found.total is not None
    assert found.total.ages == tuple(int(at == place) for at in range(len(BANDS)))


def test_outcomes_and_turn_round_are_of_what_was_closed_in_the_period(
    db: Session, un: Served, year: Cycle
) -> None:
    rosa = reviewer(db, un, "rosa")
    monday = datetime(2020, 3, 2, 9, tzinfo=UTC)
    lots = [
        Lot("DESA", "secretariat", F.CLOSED, 3, closed(monday, timedelta(days=1), Outcome.NO_ACTION)),
        Lot("DESA", "secretariat", F.CLOSED, 1, closed(monday, timedelta(days=7), Outcome.ADVICE_GIVEN)),
        Lot("DESA", "secretariat", F.CLOSED, 1, closed(monday, timedelta(days=365), Outcome.NO_ACTION)),
    ]
    reviewed(db, un, populate(db, un, year, lots), rosa, monday + timedelta(days=4))
    found = workload(db, by=un.holder(Role.ETHICS_OFFICER), organisation=un.organisation, period=YEAR)
    [(name, work)] = found.reviewers
    assert name == "rosa"
    assert work.filed == 5
    assert work.outcomes == {Outcome.NO_ACTION: 3, Outcome.ADVICE_GIVEN: 1}
    assert work.to_close == Days(4, 1, 5)  # a week after a Monday is five working days later
    assert work.to_first_act == Days(5, 4, 4)
    later = workload(
        db,
        by=un.holder(Role.APPROVER),
        organisation=un.organisation,
        period=Period(date(2021, 1, 1), date(2021, 12, 31)),
    )
    assert later.total is not None
    assert (later.total.filed, later.total.to_close.number) == (0, 1)


def test_the_whole_is_the_sum_of_its_reviewers(db: Session, un: Served, year: Cycle) -> None:
    for name, size in (("rosa", 3), ("ravi", 5)):
        ids = populate(db, un, year, [Lot("DESA", "secretariat", F.IN_REVIEW, size)])
        reviewed(db, un, ids, reviewer(db, un, name), AT)
    reviewed(db, un, populate(db, un, year, [Lot("DESA", "secretariat", F.FILED, 2)]), None, None)
    found = workload(db, by=un.holder(Role.APPROVER), organisation=un.organisation, period=YEAR)
    assert [name for name, _work in found.reviewers] == ["ravi", "rosa", None]
    assert found.total is not None
    assert found.total.filed == sum(work.filed for _name, work in found.reviewers) == 10
    assert found.total.states == {F.IN_REVIEW: 8, F.FILED: 2}


def test_a_reviewer_sees_their_own_work_alone(db: Session, un: Served, year: Cycle) -> None:
    mine, theirs = reviewer(db, un, "rosa"), reviewer(db, un, "ravi")
    for account, size in ((mine, 1), (theirs, 4)):
        ids = populate(db, un, year, [Lot("DESA", "secretariat", F.IN_REVIEW, size)])
        reviewed(db, un, ids, account, AT)
    rosa = Actor(mine, held=(Held(Role.REVIEWER, un.organisation.id, None),))
    found = workload(db, by=rosa, organisation=un.organisation, period=YEAR)
    assert found.total is None
    [(name, work)] = found.reviewers
    assert (name, work.filed) == ("rosa", 1)


def test_nothing_of_another_organisation_is_counted(db: Session, un: Served, year: Cycle) -> None:
    other = serve(db, [("ECR", "field")])
    ids = populate(db, other, cycle_of(db, other), [Lot("ECR", "field", F.FILED, 2)])
    reviewed(db, other, ids, None, None)
    found = workload(db, by=un.holder(Role.APPROVER), organisation=un.organisation, period=YEAR)
    assert found.total is not None
    assert found.total.filed == 0


@pytest.mark.parametrize("who", ["olu", "ida", "hana", "amina", "adam", "sana"])
def test_who_does_not_review_sees_no_work(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        workload(db, by=getattr(cast, who).actor, organisation=cast.organisation, period=YEAR)


def test_the_first_act_is_the_first_claim_whoever_claims_later(
    db: Session, cast: Cast, office: Office
) -> None:
    filed = office.in_review(cast.amina, board_seat())
    first = office.case(filed).first_claimed_at
    reviewing.release(db, by=office.rosa, filing=filed, reason=reviewing.Reason.WORKLOAD)
    with clock.travel(clock.now() + timedelta(days=3)):
        reviewing.claim(db, by=cast.ravi.actor, filing=filed)
        closing.close(db, by=cast.ravi.actor, filing=filed, outcome=Outcome.NO_ACTION)
        db.flush()
        found = workload(db, by=office.ana, organisation=cast.organisation, period=YEAR)
    assert office.case(filed).first_claimed_at == first
    [(name, work)] = found.reviewers
    assert name == cast.ravi.account.name
    assert (work.to_first_act, work.to_close) == (Days(1, 0, 0), Days(1, 3, 3))
