"""The season: planned, opened, put back and closed, with nobody cut short."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, scheduling
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import CycleState, FilingMove, FilingState
from disclosure.errors import BadInput, ConfigError, NotPermitted, WrongState
from disclosure.models import (
    Cycle,
    CycleKey,
    Filing,
    LedgerEntry,
    Letter,
    OpenReason,
    Outcome,
)
from tests.cast import Cast, Member, add_person, make_keys
from tests.thoroughness import tries

PUT_BACK = date(2020, 4, 30)
YEAR_END = datetime(2020, 12, 31, 23, tzinfo=UTC)
JANUARY = datetime(2021, 1, 4, 9, tzinfo=UTC)


def put_back(db: Session, cast: Cast, until: date = PUT_BACK, by: Member | None = None) -> int:
    officer = (by or cast.olu).actor
    return scheduling.put_back_deadline(db, by=officer, cycle=cast.cycle, until=until, reason="The pandemic")


def facts(db: Session, kind: str) -> dict[str, object]:
    return db.scalars(select(LedgerEntry).where(LedgerEntry.kind == kind)).one().facts


def file(member: Member, state: FilingState = FilingState.FILED) -> Filing:
    """Let somebody have filed, as the filing acts leave the row."""
    filing = member.filing
    filing.state, filing.filed_at, filing.turn_since = state, clock.now(), clock.now()
    filing.reference = f"UN-2020-{member.account.email[:6]}"
    return filing


def test_a_plan_takes_its_dates_from_the_programme(db: Session, cast: Cast) -> None:
    cycle = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
    assert cycle.state is CycleState.PLANNED
    assert (cycle.opens_on, cycle.due_on) == (date(2021, 3, 1), date(2021, 3, 31))
    assert (cycle.covers_from, cycle.covers_to) == (date(2020, 1, 1), date(2020, 12, 31))


def test_a_year_is_planned_once(db: Session, cast: Cast) -> None:
    with pytest.raises(WrongState, match="a cycle of 2020 already"):
        scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2020)
    with pytest.raises(BadInput, match="such as 2020"):
        scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=20)
    scheduling.plan_cycle(db, by=cast.sana.actor, organisation=cast.elsewhere, year=2020)


def test_only_officers_run_a_cycle(db: Session, cast: Cast, cycle: Cycle) -> None:
    for member in (cast.adam, cast.emil, cast.ida, cast.farid, cast.hana, cast.rosa, cast.stranger):
        by = member.actor
        with pytest.raises(NotPermitted):
            scheduling.plan_cycle(db, by=by, organisation=cast.organisation, year=2021)
        with pytest.raises(NotPermitted):
            scheduling.open_cycle(db, by=by, cycle=cycle)
        with pytest.raises(NotPermitted):
            put_back(db, cast, by=member)
        with pytest.raises(NotPermitted):
            scheduling.close_cycle(db, by=by, cycle=cycle)


def test_a_cycle_without_both_keys_does_not_open(db: Session, cast: Cast) -> None:
    cycle = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
    sentence = r"Make the keys first: disclosure keys create --cycle 2021"
    with pytest.raises(WrongState, match=sentence):
        scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)
    make_keys(db, by=cast.olu.actor, cycle=cycle, directory=cast.keys.portal.directory.parent)
    one = db.scalars(
        select(CycleKey).where(CycleKey.cycle_id == cycle.id, CycleKey.recipient == "review")
    ).one()
    one.retired_at = clock.now()
    with pytest.raises(WrongState, match=sentence):
        scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)
    one.retired_at = None
    scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)
    assert cycle.opened_at is not None


def test_opening_counts_who_is_designated(db: Session, cast: Cast) -> None:
    assert facts(db, "cycle:opened") == {"cycle_id": str(cast.cycle.id), "designated": 9}


def test_a_cycle_opens_once(db: Session, cast: Cast, cycle: Cycle) -> None:
    with pytest.raises(WrongState, match="You cannot open this cycle: it is open"):
        scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)


def test_more_time_for_all_ends_at_each_ones_own_midnight(db: Session, cast: Cast, cycle: Cycle) -> None:
    assert put_back(db, cast) == 9
    assert cycle.due_on == PUT_BACK
    for member in cast.filers:
        filing = member.filing
        assert filing.due_on == PUT_BACK
        local = filing.due_at.astimezone(ZoneInfo(filing.zone))
        assert (local.date(), local.hour, local.minute) == (date(2020, 5, 1), 0, 0)
    assert len({member.filing.due_at for member in cast.filers}) == 4


def test_more_time_for_all_is_told_to_all(db: Session, cast: Cast) -> None:
    put_back(db, cast)
    letters = db.scalars(select(Letter).where(Letter.kind == "extension")).all()
    assert {letter.to_email for letter in letters} == {member.account.email for member in cast.filers}
    assert {letter.params["due_on"] for letter in letters} == {"2020-04-30"}
    assert facts(db, "cycle:deadline-put-back") == {
        "cycle_id": str(cast.cycle.id),
        "was": "2020-03-31",
        "now": "2020-04-30",
        "reason": "The pandemic",
    }


def test_whoever_has_filed_or_was_exempted_is_left_alone(db: Session, cast: Cast) -> None:
    file(cast.amina)
    designating.exempt(db, by=cast.olu.actor, filing=cast.boris.filing, reason="On long leave")
    assert put_back(db, cast) == 7
    assert cast.amina.filing.due_on == cast.boris.filing.due_on == date(2020, 3, 31)


def test_a_longer_extension_is_kept_and_a_shorter_one_lengthened(db: Session, cast: Cast) -> None:
    for member, until in ((cast.amina, date(2020, 4, 30)), (cast.boris, date(2020, 4, 10))):
        designating.extend(db, by=cast.petra.actor, filing=member.filing, until=until, reason="Ill")
    put_back(db, cast, date(2020, 4, 20))
    assert cast.amina.filing.due_on == date(2020, 4, 30)
    assert cast.boris.filing.due_on == date(2020, 4, 20)


def test_a_deadline_is_put_back_never_forward_and_never_without_a_reason(db: Session, cast: Cast) -> None:
    for until in (date(2020, 3, 31), date(2020, 3, 1)):
        with pytest.raises(BadInput, match="must be after 2020-03-31"):
            put_back(db, cast, until)
    with pytest.raises(BadInput, match="Write why"):
        scheduling.put_back_deadline(db, by=cast.olu.actor, cycle=cast.cycle, until=PUT_BACK, reason="  ")


def test_a_page_opened_before_the_deadline_moved_is_stale(db: Session, cast: Cast) -> None:
    before = cast.amina.filing.row_version
    put_back(db, cast)
    assert cast.amina.filing.row_version == before + 1
    cast.amina.filing.move(FilingMove.START, at=clock.now())
    db.flush()


@settings(max_examples=tries(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dates(date(2020, 3, 1), date(2020, 6, 30)), min_size=9, max_size=9), st.integers(1, 90))
def test_putting_back_never_takes_time_from_anybody(
    db: Session, cast: Cast, dates: list[date], days: int
) -> None:
    until = date(2020, 3, 31) + timedelta(days=days)
    with db.begin_nested() as savepoint:
        for member, due_on in zip(cast.filers, dates, strict=True):
            filing = member.filing
            filing.due_on, filing.due_at = due_on, due_instant(due_on, filing.zone)
        put_back(db, cast, until)
        for member, before in zip(cast.filers, dates, strict=True):
            filing = member.filing
            assert filing.due_on == max(before, until)
            assert filing.due_at == due_instant(filing.due_on, filing.zone)
        savepoint.rollback()


def test_at_closing_the_unfiled_are_not_filed_and_the_open_have_a_reason(
    db: Session, cast: Cast, cycle: Cycle
) -> None:
    file(cast.amina, FilingState.QUESTION_ASKED).documents_open = 2
    file(cast.boris, FilingState.IN_REVIEW).documents_open = 1
    file(cast.chen, FilingState.ACTION_DUE)
    file(cast.dalia, FilingState.FILED)
    closed = file(cast.hana, FilingState.CLOSED)
    closed.closed_at, closed.outcome = clock.now(), Outcome.NOTHING_TO_DISCLOSE
    cast.emil.filing.move(FilingMove.START, at=clock.now())
    with clock.travel(YEAR_END):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)
    reasons = {member.account.name: member.filing.open_at_close for member in cast.filers}
    assert reasons == {
        "Amina Odhiambo": OpenReason.CLARIFICATION,
        "Борис Соколов": OpenReason.DOCUMENTS,
        "陈美玲": OpenReason.ADVICE,
        "داليا منصور": OpenReason.REVIEW,
        "Hana Novak": None,
        "Emil Lindqvist": None,
        "Olu Adeyemi": None,
        "Petra Horvat": None,
        "Ravi Menon": None,
    }
    unfiled = {member.filing.state for member in (cast.emil, cast.olu, cast.petra, cast.ravi)}
    assert unfiled == {FilingState.NOT_FILED}
    assert cycle.state is CycleState.CLOSED
    assert facts(db, "cycle:closed") == {"cycle_id": str(cycle.id), "not_filed": 4, "open": 4}


@pytest.mark.parametrize("state", list(scheduling.ADVICE_OPEN))
def test_whoever_has_advice_to_carry_out_is_open_for_that(
    db: Session, cast: Cast, cycle: Cycle, state: FilingState
) -> None:
    file(cast.amina, state)
    with clock.travel(YEAR_END):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)
    assert cast.amina.filing.open_at_close is OpenReason.ADVICE


def test_a_cycle_does_not_close_while_somebody_may_still_file(db: Session, cast: Cast, cycle: Cycle) -> None:
    designating.extend(
        db, by=cast.petra.actor, filing=cast.amina.filing, until=date(2020, 4, 15), reason="Ill"
    )
    with (
        clock.travel(datetime(2020, 4, 15, 12, tzinfo=UTC)),
        pytest.raises(WrongState, match="1 people still have time to file, the last until 2020-04-15"),
    ):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)
    assert cycle.state is CycleState.OPEN
    with clock.travel(datetime(2020, 4, 16, 12, tzinfo=UTC)):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)


def test_a_cycle_does_not_close_over_an_undecided_contest(db: Session, cast: Cast, cycle: Cycle) -> None:
    designating.contest(db, by=cast.amina.actor, designation=cast.amina.filing.designation, reason="I moved")
    with clock.travel(YEAR_END), pytest.raises(WrongState, match="1 contested"):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)


def test_a_closed_cycle_stays_as_it_is(db: Session, cast: Cast, cycle: Cycle) -> None:
    with clock.travel(YEAR_END):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)
        with pytest.raises(WrongState, match="it is closed"):
            scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)
        with pytest.raises(WrongState, match="deadline stands"):
            put_back(db, cast, date(2021, 1, 31))
        with pytest.raises(WrongState, match="settled"):
            designating.designate(db, by=cast.olu.actor, cycle=cycle)


def test_a_planned_cycle_cannot_be_closed(db: Session, cast: Cast) -> None:
    cycle = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
    with pytest.raises(WrongState, match="You cannot close this cycle: it is planned"):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cycle)


def test_cycles_of_one_year_in_two_organisations_do_not_touch(db: Session, cast: Cast) -> None:
    other = scheduling.plan_cycle(db, by=cast.sana.actor, organisation=cast.elsewhere, year=2020)
    designating.designate(db, by=cast.sana.actor, cycle=other)
    put_back(db, cast)
    zoes = db.scalars(select(Filing).where(Filing.cycle_id == other.id)).one()
    assert zoes.due_on == date(2020, 4, 1)
    with clock.travel(YEAR_END):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
    assert zoes.state is FilingState.DUE


def test_the_next_year_begins_with_the_same_people(db: Session, cast: Cast, cycle: Cycle) -> None:
    add_person(db, cast, "200001", grade="D-1")
    with clock.travel(JANUARY):
        following = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
        assert designating.designate(db, by=cast.olu.actor, cycle=following) == 10
    filings = db.scalars(select(Filing).where(Filing.cycle_id == following.id)).all()
    assert [filing.person.index_number for filing in filings if filing.first_time] == ["200001"]


def test_a_faulty_programme_plans_nothing(db: Session, cast: Cast) -> None:
    cast.organisation.programme = "nowhere.toml"
    with pytest.raises(ConfigError):
        scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
