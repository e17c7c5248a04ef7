"""The documents of a draw are asked for one filing at a time, so nothing holds up the rest."""

from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure.casework import drawing
from disclosure.db import transaction
from disclosure.errors import SealBroken
from disclosure.jobs.documents import document_jobs
from disclosure.models import Cycle, DataKey, DocumentRequest, Draw, Letter, Statement
from disclosure.queue import Job
from tests.casework.office import Office, board_seat
from tests.cast import Cast

KIND = "documents:request"


@pytest.fixture
def ask(cast: Cast) -> Job:
    return document_jobs(cast.keys.review.opener)[KIND]


@pytest.fixture
def draw(db: Session, cast: Cast, office: Office) -> Draw:
    """A draw that takes everybody: Amina, Boris and Chen, who each declare one thing."""
    draw_everybody(cast.cycle)
    for member in (cast.amina, cast.boris, cast.chen):
        office.file(member, board_seat())
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source="drand round 4711")
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value="8f2c1e")
    db.commit()
    return draw


def draw_everybody(cycle: Cycle) -> None:
    cycle.programme_text = cycle.programme_text.replace("rate = 0.05\nstrata", "rate = 1.0\nstrata")
    cycle.programme_digest = sha256(cycle.programme_text.encode()).hexdigest()


def asked(engine: Engine) -> set[UUID]:
    with transaction(engine, write=False) as db:
        return set(db.scalars(select(DocumentRequest.filing_id)))


def test_every_drawn_filer_is_asked(engine: Engine, cast: Cast, draw: Draw, ask: Job) -> None:
    ask(engine, draw.id)
    assert asked(engine) == {member.filing.id for member in (cast.amina, cast.boris, cast.chen)}


def test_c5_asking_again_asks_nobody_twice(engine: Engine, draw: Draw, ask: Job) -> None:
    ask(engine, draw.id)
    ask(engine, draw.id)
    with transaction(engine, write=False) as db:
        assert db.scalar(select(func.count()).select_from(DocumentRequest)) == 3
        assert db.scalar(select(func.count()).where(Letter.kind == "documents")) == 3


def test_one_that_cannot_be_opened_holds_up_no_other_and_is_asked_once_repaired(
    db: Session, engine: Engine, cast: Cast, draw: Draw, ask: Job
) -> None:
    of_boris = select(Statement.id).where(Statement.filing_id == cast.boris.filing.id).scalar_subquery()
    key = db.scalars(
        select(DataKey).where(DataKey.object_id == of_boris, DataKey.recipient == "review")
    ).one()
    whole, key.wrapped = key.wrapped, key.wrapped[:-1] + bytes([key.wrapped[-1] ^ 1])
    db.commit()
    with pytest.raises(SealBroken):
        ask(engine, draw.id)
    assert asked(engine) == {cast.amina.filing.id, cast.chen.filing.id}
    key.wrapped = whole
    db.commit()
    ask(engine, draw.id)
    assert cast.boris.filing.id in asked(engine)


def test_a_draw_that_hit_nobody_with_anything_declared_asks_nobody(
    db: Session, engine: Engine, cast: Cast, office: Office, ask: Job
) -> None:
    office.file(cast.amina)
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source="drand round 4711")
    draw = drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value="8f2c1e")
    db.commit()
    ask(engine, draw.id)
    assert asked(engine) == set()


def test_the_job_is_named_as_the_draw_owes_it(cast: Cast) -> None:
    assert set(document_jobs(cast.keys.review.opener)) == {KIND}
