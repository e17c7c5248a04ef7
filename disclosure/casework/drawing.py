"""The draw that anyone can check: commit, wait for the public value, run once, publish the record.

No sealed content is needed: a draw is over random tokens. The document
requests that follow from it are made on the review site (verifying.py), where
the items of a statement can be read.
"""

import secrets
from collections import defaultdict
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, queue
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.domain import sampling
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import DOCUMENT_OPEN, HAS_STATEMENT, UNFILED, DrawMove, DrawState
from disclosure.domain.programme import Strata
from disclosure.errors import NotFound, WrongState
from disclosure.models import Cycle, DocumentRequest, Draw, Entity, Filing

SEED_BYTES = 32
EVERYBODY = "all"
"""The one stratum of a draw without strata."""


def commit(db: Session, *, by: Actor, cycle: Cycle, source: str) -> Draw:
    """Fix the frame (who has filed by now), the rate and the office's seed, and name the public value.

    Publish `draw.commitment` before that value exists. Whoever files after
    this is not in the frame. Raises WrongState when a draw was committed to.
    """
    demand(by, Permission.DRAW_RUN, cycle)
    db.scalars(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update()).one()  # one draw at a time
    if find(db, cycle) is not None:
        raise WrongState(f"The draw of {cycle.year} is committed to already; a cycle has one draw.")
    rules = programmes.of(cycle).draw
    seed = secrets.token_bytes(SEED_BYTES)
    frame = _frame(db, cycle)
    if not frame:
        raise WrongState(f"Nobody has filed in {cycle.year} yet, so there is nothing to draw from.")
    carried = _unfinished(db, cycle) if rules.carry_unfinished else []
    commitment = sampling.commit(frame, rate=rules.rate, seed=seed, source=source, carried=carried)
    draw = Draw(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        state=DrawState.COMMITTED,
        seed=seed,
        record=sampling.encode(commitment).decode(),
        commitment=commitment.digest(),
        committed_at=clock.now(),
    )
    db.add(draw)
    ledger.record(
        db,
        by,
        "draw:committed",
        organisation_id=cycle.organisation_id,
        draw_id=draw.id,
        commitment=draw.commitment,
        frame=sum(len(tokens) for tokens in frame.values()),
        rate=str(rules.rate),
    )
    return draw


def run(db: Session, *, by: Actor, cycle: Cycle, public_value: str) -> Draw:
    """Reveal the seed, draw, and mark the drawn filings. It can be run once.

    Raises NotFound when nothing was committed to, WrongState when it was run.
    """
    demand(by, Permission.DRAW_RUN, cycle)
    draw = find(db, cycle, lock=True)
    if draw is None:
        raise NotFound(
            f"Commit to the draw of {cycle.year} first: disclosure draw commit --cycle {cycle.year}"
        )
    draw.move(DrawMove.RUN)
    record = sampling.reveal(
        sampling.parse_commitment(draw.record), seed=draw.seed, public_value=public_value
    )
    draw.record = sampling.encode(record).decode()
    draw.run_at = clock.now()
    random = [line.token for line in record.drawn if line.random]
    carried = [line.token for line in record.drawn if line.carried]
    _mark(db, cycle, random, sampled=True)
    _mark(db, cycle, carried, sampled=True, carried_over=True)
    ledger.record(
        db,
        by,
        "draw:run",
        organisation_id=cycle.organisation_id,
        draw_id=draw.id,
        drawn=len(random),
        carried=len(carried),
    )
    queue.owe(db, "documents:request", draw.id)
    return draw


def find(db: Session, cycle: Cycle, *, lock: bool = False) -> Draw | None:
    """Return the draw of a cycle, if it was committed to."""
    wanted = select(Draw).where(Draw.cycle_id == cycle.id)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.scalar(wanted)


def _frame(db: Session, cycle: Cycle) -> dict[str, list[str]]:
    """Return the tokens of all who have filed, by stratum."""
    strata = programmes.of(cycle).draw.strata
    frame: dict[str, list[str]] = defaultdict(list)
    for token, group, code in db.execute(
        select(Filing.token, Entity.group, Entity.code)
        .join(Entity, Entity.id == Filing.entity_id)
        .where(Filing.cycle_id == cycle.id, Filing.state.in_(HAS_STATEMENT))
    ):
        stratum = {Strata.GROUP: group, Strata.ENTITY: code}.get(strata, EVERYBODY)
        frame[stratum].append(token)
    return frame


def _unfinished(db: Session, cycle: Cycle) -> list[str]:
    """Return this cycle's tokens of the people whose verification of an earlier cycle is not complete."""
    return list(
        db.scalars(
            select(Filing.token).where(
                Filing.cycle_id == cycle.id,
                Filing.state.in_(UNFILED | HAS_STATEMENT),
                Filing.person_id.in_(_owing(cycle)),
            )
        )
    )


def _owing(cycle: Cycle) -> Select[UUID]:
    return (
        select(Filing.person_id)
        .join(DocumentRequest, DocumentRequest.filing_id == Filing.id)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .where(
            Cycle.organisation_id == cycle.organisation_id,
            Cycle.year < cycle.year,
            DocumentRequest.state.in_(DOCUMENT_OPEN),
        )
    )


def _mark(db: Session, cycle: Cycle, tokens: list[str], **facts: bool) -> None:
    for start in range(0, len(tokens), 500):
        db.execute(
            update(Filing)
            .where(Filing.cycle_id == cycle.id, Filing.token.in_(tokens[start : start + 500]))
            .values(row_version=Filing.row_version + 1, **facts),
            execution_options={"synchronize_session": "fetch"},
        )
