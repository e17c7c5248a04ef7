"""A draw is committed to once and run once, whoever tries at the same moment."""

from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure.casework import drawing
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import DrawState, FilingState
from disclosure.errors import WrongState
from disclosure.models import Cycle, Draw, Filing, LedgerEntry
from tests.casework.concurrently import at_once
from tests.casework.office import Office
from tests.cast import Cast

SOURCE = "drand round 4711"
VALUE = "8f2c1e"
F = FilingState


def commit(db: Session, cast: Cast) -> Draw:
    draw = drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source=SOURCE)
    db.flush()
    return draw


def run(db: Session, cast: Cast) -> Draw:
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value=VALUE)
    db.flush()
    return draw


def drawn(db: Session, cycle: Cycle) -> set[str]:
    return set(db.scalars(select(Filing.token).where(Filing.cycle_id == cycle.id, Filing.sampled)))


def count(engine: Engine, kind: str) -> int:
    with transaction(engine, write=False) as db:
        return db.scalar(select(func.count()).where(LedgerEntry.kind == kind)) or 0


def test_c9_two_commitments_at_once_give_one_draw(
    db: Session, cast: Cast, office: Office, engine: Engine
) -> None:
    office.file(cast.amina)
    db.commit()
    told = at_once(engine, lambda db, by: _commit(db, by, cast.cycle.id), cast.olu.actor, cast.petra.actor)
    assert [str(fault) for fault in told] == [
        "The draw of 2020 is committed to already; a cycle has one draw."
    ]
    assert count(engine, "draw:committed") == 1


def test_c9_a_draw_run_twice_at_once_gives_one_draw(
    db: Session, cast: Cast, office: Office, engine: Engine
) -> None:
    for member in (cast.amina, cast.boris, cast.chen, cast.dalia):
        office.file(member)
    commit(db, cast)
    db.commit()
    told = at_once(engine, lambda db, by: _run(db, by, cast.cycle.id), cast.olu.actor, cast.petra.actor)
    assert [type(fault) for fault in told] == [WrongState]
    assert count(engine, "draw:run") == 1
    with transaction(engine, write=False) as after:
        assert after.scalars(select(Draw.state)).one() is DrawState.RUN
        assert len(drawn(after, cast.cycle)) == 1


def test_a_draw_shown_before_somebody_else_ran_it_is_not_run_again(
    db: Session, cast: Cast, office: Office, engine: Engine
) -> None:
    office.file(cast.amina)
    shown = commit(db, cast)
    db.commit()
    with transaction(engine) as other:
        _run(other, cast.petra.actor, cast.cycle.id)
    assert shown.state is DrawState.COMMITTED
    with pytest.raises(WrongState):
        run(db, cast)


def _commit(db: Session, by: Actor, cycle_id: UUID) -> None:
    drawing.commit(db, by=by, cycle=db.get_one(Cycle, cycle_id), source=SOURCE)


def _run(db: Session, by: Actor, cycle_id: UUID) -> None:
    cycle = db.get_one(Cycle, cycle_id)
    drawing.run(db, by=by, cycle=cycle, public_value=VALUE)
