"""More time for one person, within the cap, and duties lifted."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, scheduling
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import ExtensionState, FilingMove, FilingState
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Delegation, Extension, LedgerEntry, Letter
from tests.cast import PRESENT, Cast, Member
from tests.thoroughness import tries

DUE = date(2020, 3, 31)
UNTIL = date(2020, 4, 15)
YEAR_END = datetime(2020, 12, 31, 23, tzinfo=UTC)


def extend(db: Session, cast: Cast, until: date = UNTIL, by: Member | None = None) -> Extension:
    officer = (by or cast.olu).actor
    return designating.extend(db, by=officer, filing=cast.amina.filing, until=until, reason="Ill")


def ask(db: Session, cast: Cast, until: date = UNTIL, by: Member | None = None) -> Extension:
    filer = (by or cast.amina).actor
    return designating.request_extension(
        db, by=filer, filing=cast.amina.filing, until=until, reason=" On mission "
    )


def written(db: Session, cast: Cast) -> list[str]:
    of_amina = select(Letter).where(Letter.filing_id == cast.amina.filing.id, Letter.kind != "designation")
    return [f"{letter.kind} {letter.params.get('due_on', '')}".strip() for letter in db.scalars(of_amina)]


def test_an_extension_moves_the_due_day_to_its_end_where_she_serves(db: Session, cast: Cast) -> None:
    extension = extend(db, cast)
    filing = cast.amina.filing
    assert (filing.due_on, filing.due_at) == (UNTIL, datetime(2020, 4, 15, 21, tzinfo=UTC))
    assert (extension.state, extension.decided_by_id) == (ExtensionState.GRANTED, cast.olu.account.id)
    assert written(db, cast) == ["extension 2020-04-15"]
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "extension:granted")).one()
    assert line.facts == {"extension_id": str(extension.id), "until": "2020-04-15"}


def test_extensions_together_stay_within_the_cap(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="30 days in all; 31 days are too many"):
        extend(db, cast, DUE + timedelta(days=31))
    extend(db, cast)
    with pytest.raises(BadInput, match="30 days in all; 31 days are too many"):
        extend(db, cast, DUE + timedelta(days=31))
    extend(db, cast, DUE + timedelta(days=30))
    assert cast.amina.filing.due_on == date(2020, 4, 30)


def test_the_cap_counts_from_the_deadline_that_all_were_given(db: Session, cast: Cast) -> None:
    extend(db, cast)
    scheduling.put_back_deadline(
        db, by=cast.olu.actor, cycle=cast.cycle, until=date(2020, 4, 30), reason="The pandemic"
    )
    extend(db, cast, date(2020, 5, 30))
    with pytest.raises(BadInput, match="31 days are too many"):
        extend(db, cast, date(2020, 5, 31))


@settings(max_examples=tries(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-5, 45), min_size=1, max_size=4))
def test_whatever_is_granted_time_only_grows_and_never_past_the_cap(
    db: Session, cast: Cast, days: list[int]
) -> None:
    filing = cast.amina.filing
    with db.begin_nested() as savepoint:
        for count in days:
            before, until = filing.due_on, DUE + timedelta(days=count)
            fits = before < until <= DUE + timedelta(days=30)
            if fits:
                extend(db, cast, until)
            else:
                with pytest.raises(BadInput):
                    extend(db, cast, until)
            assert filing.due_on == (until if fits else before)
            assert filing.due_at == due_instant(filing.due_on, filing.zone)
        savepoint.rollback()


def test_a_filer_asks_and_the_office_grants(db: Session, cast: Cast) -> None:
    extension = ask(db, cast)
    assert (extension.state, extension.reason) == (ExtensionState.REQUESTED, "On mission")
    assert cast.amina.filing.due_on == DUE
    designating.decide_extension(db, by=cast.petra.actor, extension=extension, grant=True)
    assert cast.amina.filing.due_on == UNTIL
    assert written(db, cast) == ["extension 2020-04-15"]


def test_a_refusal_leaves_the_date_and_is_told(db: Session, cast: Cast) -> None:
    extension = ask(db, cast)
    designating.decide_extension(db, by=cast.petra.actor, extension=extension, grant=False)
    assert (extension.state, cast.amina.filing.due_on) == (ExtensionState.REFUSED, DUE)
    assert written(db, cast) == ["extension-refused 2020-03-31"]
    with pytest.raises(WrongState, match="You cannot grant this extension: it is refused"):
        designating.decide_extension(db, by=cast.petra.actor, extension=extension, grant=True)
    ask(db, cast)


def test_one_request_waits_at_a_time(db: Session, cast: Cast) -> None:
    ask(db, cast)
    with pytest.raises(WrongState, match="asked for more time already"):
        ask(db, cast)


def test_a_request_beyond_the_cap_is_told_at_once(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="too many"):
        ask(db, cast, date(2020, 6, 1))
    with pytest.raises(BadInput, match="a day after 2020-03-31"):
        ask(db, cast, DUE)


def test_a_delegate_may_ask_and_strangers_may_not(db: Session, cast: Cast) -> None:
    for member in (cast.boris, cast.hana, cast.olu, cast.rosa, cast.stranger):
        with pytest.raises(NotPermitted):
            ask(db, cast, by=member)
    db.add(
        Delegation(
            id=uuid4(),
            person_id=cast.amina.on_roster.id,
            delegate_id=cast.farid.account.id,
            granted_at=clock.now(),
        )
    )
    db.flush()
    ask(db, cast, by=cast.farid)


def test_nobody_else_decides_and_no_officer_for_themselves(db: Session, cast: Cast) -> None:
    extension = ask(db, cast)
    for member in (cast.amina, cast.hana, cast.farid, cast.emil, cast.adam, cast.stranger):
        with pytest.raises(NotPermitted):
            designating.decide_extension(db, by=member.actor, extension=extension, grant=True)
        with pytest.raises(NotPermitted):
            extend(db, cast, by=member)
        with pytest.raises(NotPermitted):
            designating.exempt(db, by=member.actor, filing=cast.amina.filing, reason="Ill")
    own = cast.olu.filing
    with pytest.raises(NotPermitted):
        designating.extend(db, by=cast.olu.actor, filing=own, until=UNTIL, reason="Busy")
    with pytest.raises(NotPermitted):
        designating.exempt(db, by=cast.olu.actor, filing=own, reason="Busy")
    designating.extend(db, by=cast.petra.actor, filing=own, until=UNTIL, reason="Busy")


def test_what_is_filed_needs_no_time_and_no_exemption(db: Session, cast: Cast) -> None:
    extension = ask(db, cast)
    filing = cast.amina.filing
    filing.move(FilingMove.FILE, at=PRESENT)
    filing.filed_at, filing.reference = PRESENT, "UN-2020-1"
    with pytest.raises(WrongState, match="No time is needed"):
        extend(db, cast)
    with pytest.raises(WrongState, match="No time is needed"):
        designating.decide_extension(db, by=cast.olu.actor, extension=extension, grant=True)
    with pytest.raises(WrongState, match="You cannot exempt this filing: it is filed"):
        designating.exempt(db, by=cast.olu.actor, filing=filing, reason="Ill")


def test_an_exemption_lifts_the_duty_and_keeps_its_reason(db: Session, cast: Cast) -> None:
    designating.exempt(db, by=cast.olu.actor, filing=cast.amina.filing, reason=" On long sick leave ")
    filing = cast.amina.filing
    assert (filing.state, filing.exempted_because) == (FilingState.EXEMPTED, "On long sick leave")
    assert written(db, cast) == ["exempted"]
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "filing:exempted")).one()
    assert (line.filing_id, line.facts) == (filing.id, {})


@pytest.mark.parametrize("reason", ["", "  ", "x" * 5_001])
def test_every_act_has_a_reason_of_reasonable_length(db: Session, cast: Cast, reason: str) -> None:
    filing = cast.amina.filing
    with pytest.raises(BadInput):
        designating.exempt(db, by=cast.olu.actor, filing=filing, reason=reason)
    with pytest.raises(BadInput):
        designating.extend(db, by=cast.olu.actor, filing=filing, until=UNTIL, reason=reason)
    with pytest.raises(BadInput):
        designating.request_extension(db, by=cast.amina.actor, filing=filing, until=UNTIL, reason=reason)


def test_nothing_moves_after_the_cycle_is_closed(db: Session, cast: Cast) -> None:
    with clock.travel(YEAR_END):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
        with pytest.raises(WrongState, match="settled"):
            extend(db, cast)
        with pytest.raises(WrongState, match="settled"):
            designating.exempt(db, by=cast.olu.actor, filing=cast.amina.filing, reason="Ill")
