"""The lists of the review site: whose turn, in one order, page by page, from clear columns alone."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from disclosure import clock
from disclosure.casework import docket, reviewing
from disclosure.casework.docket import View
from disclosure.casework.lateness import Standing, Station, Turn, clock_of, standing
from disclosure.casework.places import Place
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import working_days_between
from disclosure.domain.lifecycle import CaseHolder, FilingState
from disclosure.domain.programme import load
from disclosure.errors import BadInput
from disclosure.models import LedgerEntry, Outcome
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member


def names(office: Office, member: Member | Actor, view: View) -> list[str]:
    """Who is in a list, by the first part of their e-mail address."""
    by = member if isinstance(member, Actor) else member.actor
    docket.reckon_all(office.db)
    people = {filer.filing.id: filer.account.email.partition("@")[0] for filer in office.cast.filers}
    return [people[line.filing_id] for line in docket.queue(office.db, by=by, view=view).lines]


def later(**time: float) -> datetime:
    return clock.now() + timedelta(**time)


def test_an_unclaimed_case_is_seen_by_the_team_but_not_by_its_filer(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    office.file(cast.ravi)
    assert names(office, cast.rosa, View.UNCLAIMED) == ["amina", "ravi"]
    assert names(office, cast.ravi, View.UNCLAIMED) == ["amina"]
    for outsider in (cast.olu, cast.ida, cast.adam, cast.sana, cast.hana):
        assert names(office, outsider, View.UNCLAIMED) == []
        assert not any(docket.counts(office.db, by=outsider.actor).values())


def test_what_is_not_filed_is_in_no_list(office: Office, cast: Cast) -> None:
    office.prepare(cast.amina)
    assert not any(docket.counts(office.db, by=office.rosa).values())


def test_my_turn_is_what_waits_for_me_in_each_role(office: Office, cast: Cast) -> None:
    office.in_review(cast.amina)
    proposed = office.in_review(cast.boris, board_seat())
    office.propose(proposed, office.draft(office.find(proposed)))
    contested = office.in_review(cast.chen, board_seat())
    [advice] = office.advise(contested)
    office.disagree(advice, cast.chen)
    proving = office.in_review(cast.dalia, board_seat())
    [agreed] = office.advise(proving)
    office.agree(agreed, cast.dalia)
    assert names(office, cast.rosa, View.MY_TURN) == ["amina"]
    office.prove(agreed, cast.dalia)
    assert names(office, cast.rosa, View.MY_TURN) == ["amina", "dalia"]
    assert names(office, cast.ana, View.MY_TURN) == names(office, cast.ana, View.APPROVALS) == ["boris"]
    assert names(office, cast.emil, View.MY_TURN) == names(office, cast.emil, View.DISAGREED) == ["chen"]
    assert names(office, cast.ravi, View.MY_TURN) == []


def test_a_proposal_is_no_approval_for_its_proposer_nor_twice(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.boris, board_seat())
    office.propose(filing, office.draft(office.find(filing)))
    assert names(office, cast.rosa, View.APPROVALS) == []
    assert names(office, cast.ana, View.APPROVALS) == ["boris"]


def test_a_reviewer_waits_on_their_own_filers_and_an_approver_on_all(office: Office, cast: Cast) -> None:
    office.ask(office.in_review(cast.amina, board_seat()))
    assert names(office, cast.rosa, View.WAITING_ON_FILER) == ["amina"]
    assert names(office, cast.ravi, View.WAITING_ON_FILER) == []
    assert names(office, cast.ana, View.WAITING_ON_FILER) == ["amina"]


def test_a_case_closed_within_a_week_is_listed(office: Office, cast: Cast) -> None:
    office.close(office.in_review(cast.amina), Outcome.NOTHING_TO_DISCLOSE)
    assert names(office, cast.rosa, View.CLOSED_LATELY) == ["amina"]
    assert names(office, cast.ravi, View.CLOSED_LATELY) == []
    with clock.travel(later(days=8)):
        assert names(office, cast.rosa, View.CLOSED_LATELY) == []


def test_a_drawn_case_is_listed_until_it_is_closed(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina)
    filing.sampled = True
    office.db.flush()
    assert names(office, cast.rosa, View.SAMPLED) == ["amina"]
    office.close(filing, Outcome.NOTHING_TO_DISCLOSE)
    office.db.flush()
    assert names(office, cast.rosa, View.SAMPLED) == []


def test_each_clock_makes_its_state_late_when_it_runs_out(office: Office, cast: Cast) -> None:
    """From Monday 2 March 2020: 5 working days to claim, 10 to answer, 3 to approve, 15 to decide,
    40 to review."""
    office.file(cast.amina)
    office.ask(office.in_review(cast.boris, board_seat()))
    proposed = office.in_review(cast.chen, board_seat())
    office.propose(proposed, office.draft(office.find(proposed)))
    contested = office.in_review(cast.dalia, board_seat())
    office.disagree(office.advise(contested)[0], cast.dalia)
    office.advise(office.in_review(cast.petra, board_seat()))
    office.in_review(cast.hana)
    late_on = {
        "chen": date(2020, 3, 6),
        "amina": date(2020, 3, 10),
        "boris": date(2020, 3, 17),
        "petra": date(2020, 3, 17),
        "dalia": date(2020, 3, 24),
        "hana": date(2020, 4, 28),
    }
    for day in sorted({day - timedelta(days=before) for day in late_on.values() for before in (1, 0)}):
        with clock.travel(datetime.combine(day, time(12), tzinfo=UTC)):
            late = {name for name, on in late_on.items() if on <= day}
            assert set(names(office, cast.ana, View.LATE)) == late


def test_an_action_is_late_after_its_own_date(office: Office, cast: Cast) -> None:
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    office.agree(advice, cast.amina)
    with clock.travel(datetime.combine(advice.due_on, clock.now().timetz())):
        assert names(office, cast.ana, View.LATE) == []
    with clock.travel(datetime.combine(advice.due_on + timedelta(days=1), clock.now().timetz())):
        assert names(office, cast.ana, View.LATE) == ["amina"]


def test_late_comes_first_then_priority_then_age(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    with clock.travel(later(days=1)):
        weighty = office.file(cast.boris)
        office.file(cast.chen)
    with clock.travel(later(days=2)):
        office.file(cast.dalia)
        office.case(weighty).priority = 4
        office.db.flush()
        assert names(office, cast.rosa, View.UNCLAIMED) == ["boris", "amina", "chen", "dalia"]
    with clock.travel(datetime(2020, 3, 10, 12, tzinfo=UTC)):
        assert names(office, cast.rosa, View.UNCLAIMED) == ["amina", "boris", "chen", "dalia"]


def test_pages_follow_one_another_without_gaps_or_repeats(office: Office, cast: Cast) -> None:
    for number, member in enumerate((cast.amina, cast.boris, cast.chen, cast.dalia, cast.hana, cast.petra)):
        office.case(office.file(member)).priority = number % 2
    office.db.flush()
    whole = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED)
    assert whole.after is None
    found, after = [], None
    for size in (2, 1, 3):
        page = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED, after=after, limit=size)
        found += page.lines
        after = Place.read(str(page.after)) if page.after else None
    assert found == whole.lines
    assert after is None


def test_a_page_begins_where_the_last_ended_though_cases_left_the_list(office: Office, cast: Cast) -> None:
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen)]
    first = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED, limit=2)
    for filing in filings[:2]:
        reviewing.claim(office.db, by=office.rosa, filing=filing)
    office.db.flush()
    rest = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED, after=first.after)
    assert [line.filing_id for line in rest.lines] == [filings[2].id]


def test_a_line_tells_what_is_clear(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.chen, board_seat())
    [line] = docket.queue(office.db, by=office.rosa, view=View.MY_TURN).lines
    assert line.reference == filing.reference
    assert (line.name, line.grade, line.entity, line.year) == ("陈美玲", "P-4", "DOS", 2020)
    assert (line.item_count, line.nil, line.first_time, line.late) == (1, False, True, False)
    assert (line.reviewer, line.holder) == ("Rosa Delgado", CaseHolder.REVIEWER)
    assert line.turn_since == filing.turn_since


def test_lists_open_nothing_and_count_in_few_statements(office: Office, cast: Cast) -> None:
    for member in (cast.amina, cast.boris, cast.chen):
        office.file(member, board_seat())
    before = office.db.query(LedgerEntry).count()
    office.db.expire_all()
    statements: list[str] = []
    event.listen(office.db.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2]))
    counts = docket.counts(office.db, by=office.rosa)
    page = docket.queue(office.db, by=office.rosa, view=View.UNCLAIMED)
    assert len(page.lines) == counts[View.UNCLAIMED] == 3
    assert len(statements) <= 7
    assert not any("sealed" in statement for statement in statements)
    assert office.db.query(LedgerEntry).count() == before


def test_counts_are_the_lengths_of_the_lists(office: Office, cast: Cast) -> None:
    office.file(cast.amina)
    office.ask(office.in_review(cast.boris, board_seat()))
    office.close(office.in_review(cast.chen), Outcome.NOTHING_TO_DISCLOSE)
    office.db.flush()
    for member in (cast.rosa, cast.ana, cast.emil, cast.ravi):
        counts = docket.counts(office.db, by=member.actor)
        assert counts == {view: len(names(office, member, view)) for view in View if view is not View.FOUND}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a_b_c_d_e",
        "21_20200301T000000.000000Z_7",
        "100_20200301T000000.000000Z_" + "0" * 32,
        "1" * 5000,
    ],
)
def test_a_place_that_was_not_given_out_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Begin with the first"):
        Place.read(text)


@given(
    at=st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    rank=st.integers(-1, 32),
    filing_id=st.uuids(),
)
def test_a_place_survives_an_address(*, at: datetime, rank: int, filing_id: UUID) -> None:
    place = Place(rank, at, filing_id)
    assert Place.read(str(place)) == place


@given(
    at=st.datetimes(
        min_value=datetime(2015, 1, 1),  # noqa: DTZ001
        max_value=datetime(2035, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    zone=st.sampled_from(["America/New_York", "Africa/Nairobi", "Pacific/Apia", "Asia/Kathmandu"]),
    rest=st.sampled_from([frozenset({5, 6}), frozenset({4, 5})]),
    ago=st.integers(0, 40 * 24 * 60),
)
def test_a_clock_has_run_out_when_its_last_working_day_is_over(
    *, at: datetime, zone: str, rest: frozenset[int], ago: int
) -> None:
    began = at - timedelta(minutes=ago)
    turn = Turn(FilingState.ADVICE_SENT, began, began, Station(zone, rest))
    programme = load("un-secretariat")
    clock_ = clock_of(turn, programme)
    assert clock_ is not None
    passed = working_days_between(began, at, zone=zone, weekend=rest)
    rests = at.astimezone(ZoneInfo(zone)).weekday() in rest
    over = passed > programme.clocks.advice - rests  # on a day of rest the last working day is over
    assert (clock_.ends_at <= at) == over
    assert (standing(turn, clock_, at=at) is Standing.LATE) == over
