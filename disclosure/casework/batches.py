"""A batch from its forming to its clearing: what changed since it was formed leaves it by name."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVarTuple
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import batching, conflicting, programmes, reviewing
from disclosure.casework.cases import case_of
from disclosure.casework.reading import Opener
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingState
from disclosure.errors import Stale, WrongState
from disclosure.models import Account, Batch, BatchMember, Case, Cycle, Entity, Filing, LeftBatch

Columns = TypeVarTuple("Columns")


class Standing(NamedTuple):
    """Where a batch stands: what is still in it, what left it, and what of it is to be opened in full."""

    batch: Batch
    members: list[Filing]
    left: list[BatchMember]
    sample: list[Filing]
    opened: frozenset[UUID]

    @property
    def unopened(self) -> list[Filing]:
        """The statements of the sample that this reviewer has not opened in full yet."""
        return [filing for filing in self.sample if filing.id not in self.opened]


class Cleared(NamedTuple):
    """What clearing a batch did: how many it closed, and which left the batch since it was shown."""

    closed: int
    left: list[BatchMember]


def eligible(
    db: Session, *, by: Actor, cycle: Cycle, entity: Entity | None = None, limit: int
) -> tuple[int, list[Filing]]:
    """Return how many clean nil statements this reviewer may clear, and those that waited longest."""
    within = _within(db, by, cycle, entity)
    count = db.scalar(_free(select(func.count())).where(*within)) or 0
    rows = _free(select(Filing)).where(*within).join(Filing.person).join(Filing.entity)
    rows = rows.options(contains_eager(Filing.person), contains_eager(Filing.entity))
    return count, list(db.scalars(rows.order_by(Filing.filed_at, Filing.id).limit(limit)))


def per_cycle(db: Session, *, by: Actor) -> list[tuple[Cycle, int]]:
    """Return the cycles in which this reviewer may clear statements, the newest first, each with how many."""
    counted = (
        _free(select(Filing.cycle_id, func.count().label("number")))
        .where(batching.is_clean_nil(), batching.is_free(db, by))
        .group_by(Filing.cycle_id)
        .subquery()
    )
    rows = select(Cycle, counted.c.number).join(counted, counted.c.cycle_id == Cycle.id)
    return [(cycle, number) for cycle, number in db.execute(rows.order_by(Cycle.year.desc()))]


def entities(db: Session, *, by: Actor, cycle: Cycle) -> list[Entity]:
    """Return the entities of which this reviewer may clear statements of a cycle, by their code."""
    free = _free(select(Filing.entity_id)).where(*_within(db, by, cycle, None))
    return list(db.scalars(select(Entity).where(Entity.id.in_(free)).order_by(Entity.code)))


def form(db: Session, opener: Opener, *, by: Actor, cycle: Cycle, entity: Entity | None = None) -> Batch:
    """Form a batch of those that waited longest, as many as the programme lets, and claim its sample.

    To what the reviewer has a tie does not come into it (conflicting.py). Raises
    WrongState when nothing can be cleared.
    """
    demand(by, Permission.CASE_CLAIM, cycle)
    most = programmes.of(cycle).batch.at_most
    rows = _free(select(Filing)).where(*_within(db, by, cycle, entity)).order_by(Filing.filed_at, Filing.id)
    waiting = db.scalars(rows.limit(most).with_for_update(of=Filing, key_share=True, skip_locked=True)).all()
    filings = _untied(db, opener, by, waiting)
    if not filings:
        raise WrongState("No statement can be cleared in a batch now.")
    batch = Batch(
        id=uuid4(),
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        account_id=by.named(),
        formed_at=clock.now(),
    )
    db.add(batch)
    db.flush()
    db.add_all(
        BatchMember(batch_id=batch.id, filing_id=filing.id, version=filing.version) for filing in filings
    )
    sample = batching.forced_sample(filings)
    for filing in sample:
        _claim(db, opener, by, filing)
    ledger.record(
        db,
        by,
        "batch:formed",
        organisation_id=cycle.organisation_id,
        batch_id=batch.id,
        statements=len(filings),
        sample=len(sample),
    )
    return batch


def standing(db: Session, opener: Opener, *, by: Actor, batch: Batch, lock: bool = False) -> Standing:
    """Look where a batch stands; what changed since it was formed leaves it.

    Who takes the place of a statement of the sample that left is claimed with it.
    """
    demand(by, Permission.CASE_CLAIM, batch)
    rows = _members(batch)
    if lock:
        rows = rows.with_for_update(of=Filing, key_share=True).execution_options(populate_existing=True)
    members = db.scalars(rows).all()
    if batch.cleared_at is None:
        _let_go(db, by, [one for one in members if one.left_because is None])
    formed_with = [one.filing for one in members]
    staying = [one.filing for one in members if one.left_because is None]
    sample = batching.forced_sample(staying, formed_with=formed_with)
    if batch.cleared_at is None:
        for filing in sample:
            _claim(db, opener, by, filing)
    opened = frozenset(batching.opened_by(db, by, sample))
    return Standing(batch, staying, [one for one in members if one.left_because], sample, opened)


def take_out(db: Session, *, by: Actor, batch: Batch, filing: Filing) -> None:
    """Take a statement out of a batch: it is reviewed on its own, by whoever took it out if they hold it."""
    demand(by, Permission.CASE_CLAIM, batch)
    _demand_open(batch)
    wanted = select(BatchMember).where(BatchMember.batch_id == batch.id, BatchMember.filing_id == filing.id)
    member = db.scalars(wanted).one()
    if member.left_because is None:
        _leave(db, by, member, LeftBatch.TAKEN_OUT)


def clear(db: Session, opener: Opener, *, by: Actor, batch: Batch) -> Cleared:
    """Clear what still stands in a batch. What changed since it was shown is left out of it and returned.

    Raises BadInput while one of the forced sample was not opened in full, and
    WrongState when the batch was cleared before.
    """
    _demand_open(batch)
    before = set(db.scalars(_left(batch)))
    now = standing(db, opener, by=by, batch=batch, lock=True)
    formed_with = [*now.members, *(one.filing for one in now.left)]
    closed = batching.clear(db, by=by, filings=now.members, formed_with=formed_with, batch_id=batch.id)
    batch.cleared_at = clock.now()
    return Cleared(closed, [one for one in now.left if one.id not in before])


def unfinished(db: Session, *, by: Actor) -> Sequence[Batch]:
    """Return the batches that this reviewer formed today and did not clear yet, the newest first."""
    rows = select(Batch).where(
        Batch.account_id == by.named(),
        Batch.cleared_at.is_(None),
        Batch.formed_at > clock.now() - reviewing.LEASE,
    )
    return db.scalars(rows.order_by(Batch.formed_at.desc())).all()


def _demand_open(batch: Batch) -> None:
    if batch.cleared_at is not None:
        raise WrongState("This batch was cleared already. Form another one.")


def _within(db: Session, by: Actor, cycle: Cycle, entity: Entity | None) -> list[ColumnElement[bool]]:
    here = [batching.is_clean_nil(), batching.is_free(db, by), Filing.cycle_id == cycle.id]
    return here if entity is None else [*here, Filing.entity_id == entity.id]


def _free(columns: Select[*Columns]) -> Select[*Columns]:
    return columns.select_from(Filing).join(Case, Case.filing_id == Filing.id)


def _members(batch: Batch) -> Select[BatchMember]:
    return (
        select(BatchMember)
        .join(BatchMember.filing)
        .join(Filing.person)
        .join(Filing.entity)
        .where(BatchMember.batch_id == batch.id)
        .options(
            contains_eager(BatchMember.filing).options(
                contains_eager(Filing.person), contains_eager(Filing.entity)
            )
        )
        .order_by(Filing.filed_at, Filing.id)
    )


def _left(batch: Batch) -> Select[UUID]:
    return select(BatchMember.id).where(
        BatchMember.batch_id == batch.id, BatchMember.left_because.is_not(None)
    )


def _let_go(db: Session, by: Actor, members: Sequence[BatchMember]) -> None:
    """Let those leave that were amended, claimed by somebody else, or are not clean any more."""
    ids = [one.filing_id for one in members]
    rows = _free(select(Filing.id, batching.is_free(db, by), batching.is_clean_nil())).where(
        Filing.id.in_(ids)
    )
    found = {filing_id: (free, clean) for filing_id, free, clean in db.execute(rows)}
    for member in members:
        free, clean = found[member.filing_id]
        if member.version != member.filing.version:
            _leave(db, by, member, LeftBatch.AMENDED)
        elif not free:
            _leave(db, by, member, LeftBatch.CLAIMED)
        elif not clean:
            _leave(db, by, member, LeftBatch.RAISED)


def _leave(db: Session, by: Actor, member: BatchMember, why: LeftBatch) -> None:
    member.left_because = why
    ledger.record(db, by, "batch:left", filing=member.filing, batch_id=member.batch_id, reason=why.value)


def _untied(db: Session, opener: Opener, by: Actor, filings: Sequence[Filing]) -> list[Filing]:
    """Return those to which this reviewer has no tie; each of the others is refused in the ledger."""
    account = db.get_one(Account, by.named())
    theirs = conflicting.names_of(db, opener, account)
    return [
        filing
        for filing in filings
        if not conflicting.is_tied(db, opener, theirs, by=by, filing=filing, reviewer=account)
    ]


def _claim(db: Session, opener: Opener, by: Actor, filing: Filing) -> None:
    """Claim a statement of the sample, to be opened in full; one that is this reviewer's stays so."""
    if filing.state is FilingState.FILED:
        reviewing.claim(db, opener, by=by, filing=filing)
    elif case_of(filing).reviewer_id != by.named():
        raise Stale("A statement of the sample was claimed by somebody else. Look at the batch again.")
