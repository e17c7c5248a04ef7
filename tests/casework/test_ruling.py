"""Other rules for a cycle: what they would change is told first, and two officers have to agree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import programmes, ruling, scheduling
from disclosure.casework.ruling import Setting
from disclosure.domain.programme import load
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Cycle, LedgerEntry, RuleChange
from tests.cast import Cast

PRESENT = load("un-secretariat").text
LATER = PRESENT.replace('due = "03-31"', 'due = "04-30"')
WITHOUT_PROCUREMENT = PRESENT.replace('functions = ["procurement"]', 'functions = ["fleet"]')


@pytest.fixture
def planned(db: Session, cast: Cast) -> Cycle:
    """The cycle of 2021, for which nobody is designated yet."""
    return scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)


def proposed(db: Session, cast: Cast, cycle: Cycle, text: str = LATER) -> RuleChange:
    return ruling.propose(db, by=cast.olu.actor, cycle=cycle, text=text)


def test_a_trial_names_each_setting_and_changes_nothing(db: Session, cast: Cast, planned: Cycle) -> None:
    tried = ruling.try_out(db, by=cast.olu.actor, cycle=planned, text=LATER)
    assert tried.settings == [Setting("calendar.due", "03-31", "04-30")]
    assert (tried.newly_asked, tried.no_longer_asked) == (0, 0)
    assert planned.due_on == date(2021, 3, 31)


def test_a_trial_counts_whom_other_grounds_would_ask(db: Session, cast: Cast, planned: Cycle) -> None:
    """Chen alone is asked for procurement."""
    cast.farid.on_roster.functions = ["fleet"]
    db.flush()
    tried = ruling.try_out(db, by=cast.olu.actor, cycle=planned, text=WITHOUT_PROCUREMENT)
    assert [one.path for one in tried.settings] == ["grounds[procurement].rules[0].functions"]
    assert (tried.newly_asked, tried.no_longer_asked) == (1, 1)


def test_a_second_officer_lets_the_rules_hold(db: Session, cast: Cast, planned: Cycle) -> None:
    change = proposed(db, cast, planned)
    with pytest.raises(NotPermitted, match="Another officer decides"):
        ruling.decide(db, by=cast.olu.actor, change=change, take=True)
    assert planned.due_on == date(2021, 3, 31)
    ruling.decide(db, by=cast.petra.actor, change=change, take=True)
    assert planned.due_on == date(2021, 4, 30)
    assert programmes.of(planned).calendar.due == "04-30"
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "rules:taken")).one()
    assert line.facts["now"] == planned.programme_digest != line.facts["was"]
    with pytest.raises(WrongState, match="decided already"):
        ruling.decide(db, by=cast.petra.actor, change=change, take=False)


def test_rules_that_were_turned_down_change_nothing_and_others_can_be_proposed(
    db: Session, cast: Cast, planned: Cycle
) -> None:
    change = proposed(db, cast, planned)
    with pytest.raises(WrongState, match="wait for a second officer"):
        proposed(db, cast, planned)
    ruling.decide(db, by=cast.petra.actor, change=change, take=False)
    assert planned.due_on == date(2021, 3, 31)
    assert proposed(db, cast, planned, WITHOUT_PROCUREMENT).taken is None


def test_an_open_cycle_keeps_its_rules(db: Session, cast: Cast) -> None:
    assert ruling.try_out(db, by=cast.olu.actor, cycle=cast.cycle, text=LATER).settings
    with pytest.raises(WrongState, match="keeps its rules"):
        proposed(db, cast, cast.cycle)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (PRESENT.replace("advice = true", "advice = false"), "four_eyes"),
        (PRESENT.replace('due = "03-31"', 'due = "02-30"'), "calendar.due"),
        ("code = ", "not TOML"),
        (load("unops").text, "another programme|This is the file of the programme unops"),
        (PRESENT, "what the present rules say"),
    ],
)
def test_an_unsafe_file_is_refused_with_its_reason(
    db: Session, cast: Cast, planned: Cycle, text: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        proposed(db, cast, planned, text)


def test_whoever_runs_no_cycle_tries_no_rules(db: Session, cast: Cast, planned: Cycle) -> None:
    for member in (cast.ida, cast.hana, cast.emil):
        with pytest.raises(NotPermitted):
            ruling.try_out(db, by=member.actor, cycle=planned, text=LATER)


@given(st.integers(min_value=1, max_value=40), st.integers(min_value=1, max_value=40))
def test_a_setting_that_stays_is_not_named(cap: int, other: int) -> None:
    def text(days: int) -> str:
        return f'code = "a"\n[calendar]\nextension_cap_days = {days}\nopens = "03-01"\n'

    found = list(ruling.differences(text(cap), text(other)))
    wanted = [Setting("calendar.extension_cap_days", str(cap), str(other))] if cap != other else []
    assert found == wanted
