"""The rules of a planned cycle: tried out first, then changed by the word of two officers.

What a trial shows is what would change: settings, and how many people the grounds would ask. An
open cycle keeps its rules, and so does one for which somebody is designated already.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.grounds import grounds_for
from disclosure.domain.lifecycle import CycleState
from disclosure.domain.messages import message
from disclosure.domain.programme import Occasion, Programme, parse
from disclosure.errors import BadInput, ConfigError, NotPermitted, WrongState
from disclosure.models import Cycle, Designation, Entity, Person, RuleChange

SOURCE = "this file"


class Setting(NamedTuple):
    """One setting that differs: its place in the file, what it was and what it would be; "" for nothing."""

    path: str
    was: str
    now: str


class Tried(NamedTuple):
    """What other rules would change in a cycle."""

    programme: Programme
    settings: list[Setting]
    newly_asked: int
    """People on the roster whom these grounds ask for a yearly statement and the present ones do not."""
    no_longer_asked: int


def try_out(db: Session, *, by: Actor, cycle: Cycle, text: str) -> Tried:
    """Tell what a programme file would change in a cycle; nothing is changed by that.

    Raises BadInput with a sentence for each fault of the file, and for that of another programme.
    """
    demand(by, Permission.CYCLE_RUN, cycle)
    present, other = programmes.of(cycle), _read(text)
    if other.code != present.code:
        raise BadInput(
            message(
                "This is the file of the programme %(other)s; this cycle belongs to %(code)s.",
                other=other.code,
                code=present.code,
            )
        )
    newly, no_longer = _asked(db, cycle, present, other)
    return Tried(other, list(differences(present.text, other.text)), newly, no_longer)


def propose(db: Session, *, by: Actor, cycle: Cycle, text: str) -> RuleChange:
    """Propose other rules for a planned cycle. Raises WrongState while others wait or it is too late."""
    tried = try_out(db, by=by, cycle=cycle, text=text)
    _demand_still_open(db, cycle)
    if not tried.settings:
        raise BadInput(message("This file says what the present rules say."))
    if waiting(db, by=by, cycle=cycle):
        raise WrongState(message("Other rules wait for a second officer already."))
    change = RuleChange(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        cycle=cycle,
        text=text,
        digest=tried.programme.digest,
        proposed_by_id=by.named(),
        proposed_at=clock.now(),
    )
    db.add(change)
    _record(db, by, change, "rules:proposed", digest=change.digest)
    db.flush()
    return change


def waiting(db: Session, *, by: Actor, cycle: Cycle) -> RuleChange | None:
    """Return the rules that wait for a second officer, if there are any."""
    demand(by, Permission.CYCLE_RUN, cycle)
    return db.scalar(
        select(RuleChange).where(RuleChange.cycle_id == cycle.id, RuleChange.decided_at.is_(None))
    )


def decide(db: Session, *, by: Actor, change: RuleChange, take: bool) -> None:
    """Take proposed rules for the cycle, or turn them down. Nobody takes what they proposed themselves."""
    db.refresh(change, with_for_update=True)
    cycle = change.cycle
    demand(by, Permission.CYCLE_RUN, cycle)
    if by.named() == change.proposed_by_id:
        raise NotPermitted("You proposed these rules. Another officer decides.")
    if change.decided_at is not None:
        raise WrongState(message("Somebody has decided already."))
    change.decided_by_id, change.decided_at, change.taken = by.named(), clock.now(), take
    if take:
        _demand_still_open(db, cycle)
        was = cycle.programme_digest
        _apply(cycle, _read(change.text))
        _record(db, by, change, "rules:taken", was=was, now=change.digest)
    else:
        _record(db, by, change, "rules:turned-down")
    db.flush()


def _apply(cycle: Cycle, programme: Programme) -> None:
    calendar, covers = programme.calendar, programme.calendar.cover_period(cycle.year)
    cycle.programme_text, cycle.programme_digest = programme.text, programme.digest
    cycle.opens_on, cycle.due_on = calendar.opens_on(cycle.year), calendar.due_on(cycle.year)
    cycle.covers_from, cycle.covers_to = covers.first, covers.last


def _demand_still_open(db: Session, cycle: Cycle) -> None:
    if cycle.state is not CycleState.PLANNED:
        raise WrongState(message("The cycle of %(year)d has begun and keeps its rules.", year=cycle.year))
    if db.scalar(select(Designation.id).where(Designation.cycle_id == cycle.id).limit(1)):
        raise WrongState(
            message("People are designated for %(year)d already, so its rules stay.", year=cycle.year)
        )


def _read(text: str) -> Programme:
    try:
        return parse(text, source=SOURCE)
    except ConfigError as refusal:
        raise BadInput(str(refusal).splitlines()) from None


def _asked(db: Session, cycle: Cycle, present: Programme, other: Programme) -> tuple[int, int]:
    """Count whom the one programme asks and the other does not, by what grounds look at alone."""

    @cache
    def asks(*looked_at: Any) -> tuple[bool, bool]:  # noqa: ANN401 - the columns of a roster row
        grade, functions, contract, code = looked_at
        found = {"grade": grade, "functions": functions, "contract": contract, "entity_code": code}
        was, now = (
            any(Occasion.ANNUAL in ground.occasions for ground in grounds_for(one, **found))
            for one in (present, other)
        )
        return was, now

    counted = {(False, True): 0, (True, False): 0}
    for grade, functions, contract, code in db.execute(_serving(cycle, clock.now().date())):
        change = asks(grade, tuple(functions), contract, code)
        if change in counted:
            counted[change] += 1
    return counted[False, True], counted[True, False]


def _serving(cycle: Cycle, today: date) -> Any:  # noqa: ANN401 - a SELECT of four columns
    return (
        select(Person.grade, Person.functions, Person.contract, Entity.code)
        .join(Entity, Entity.id == Person.entity_id)
        .where(
            Person.organisation_id == cycle.organisation_id,
            Person.left_on.is_(None) | (Person.left_on >= today),
        )
    )


def differences(was: str, now: str) -> Iterator[Setting]:
    """Yield each setting in which two programme files differ, by its place."""
    before, after = (dict(_flat("", tomllib.loads(text, parse_float=Decimal))) for text in (was, now))
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            yield Setting(path, before.get(path, ""), after.get(path, ""))


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - anything TOML holds
    """Yield each setting with its place; one of a list of tables is known by its code."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        for place, one in enumerate(value):
            yield from _flat(f"{path}[{one.get('code', place)}]", one)
    else:
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _record(db: Session, by: Actor, change: RuleChange, kind: str, **facts: object) -> None:
    ledger.record(
        db,
        by,
        kind,
        organisation_id=change.organisation_id,
        filing=None,
        change_id=change.id,
        cycle_id=change.cycle_id,
        **facts,
    )
