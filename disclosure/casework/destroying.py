"""The end of a cycle: when its retention is over, two people destroy all its keys.

One proposes, another confirms, each in the ledger. Then the keys are erased at both sites and in
escrow, and only when none of them is found there any more is it certified. What is cut off in
between is gone on with by whoever asks next: the two people have decided.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.casework.certifying import Certificate, DestroyedKey, SignedCertificate, witness
from disclosure.casework.key_places import KeyPlaces
from disclosure.casework.sealed_places import counted
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import PUBLISHED, UNDER_REVIEW, CycleState
from disclosure.errors import ConfigError, NotPermitted, WrongState
from disclosure.ledger.keys import Signer
from disclosure.models import Account, Cycle, CycleKey, DataKey, Filing, KeyDestruction, PublicSummary
from disclosure.vault.envelope import Recipient


class Plan(NamedTuple):
    """What destroying a cycle's keys would mean now, and what stands in its way, in sentences."""

    keys: Sequence[CycleKey]
    unreadable: dict[str, int]
    stays_public: int
    obstacles: list[str]


def plan(db: Session, *, by: Actor, cycle: Cycle) -> Plan:
    """Say what would become unreadable. Changes nothing."""
    demand(by, Permission.KEYS_MANAGE, cycle)
    keys = _left(db, cycle)
    return Plan(
        keys=keys,
        unreadable=counted(db, DataKey.key_id.in_([key.id for key in keys])),
        stays_public=_stays_public(db, cycle),
        obstacles=[*_obstacles(db, cycle, keys)],
    )


def proposed(db: Session, *, cycle: Cycle) -> KeyDestruction | None:
    """Return the destruction that somebody proposed for a cycle, done or not."""
    return db.scalar(select(KeyDestruction).where(KeyDestruction.cycle_id == cycle.id))


def propose(db: Session, *, by: Actor, cycle: Cycle) -> KeyDestruction:
    """Propose to destroy all keys of a cycle. Raises WrongState while something stands in its way."""
    found = plan(db, by=by, cycle=cycle)
    if found.obstacles:
        raise WrongState(" ".join(found.obstacles))
    if proposed(db, cycle=cycle) is not None:
        raise WrongState(f"The destruction of the keys of {cycle.year} was proposed already.")
    row = KeyDestruction(id=uuid4(), cycle=cycle, proposed_by_id=by.named(), proposed_at=clock.now())
    db.add(row)
    _record(db, by, "keys:destruction-proposed", row)
    db.flush()
    return row


def confirm(db: Session, *, by: Actor, destruction: KeyDestruction) -> None:
    """Confirm what somebody else proposed. Raises NotPermitted for whoever proposed it."""
    cycle = destruction.cycle
    demand(by, Permission.KEYS_MANAGE, cycle)
    if destruction.confirmed_at is not None:
        raise WrongState(f"The destruction of the keys of {cycle.year} was confirmed already.")
    if by.named() == destruction.proposed_by_id:
        raise NotPermitted("Whoever proposed to destroy keys does not confirm it. Another person has to.")
    if obstacles := [*_obstacles(db, cycle, _left(db, cycle))]:
        raise WrongState(" ".join(obstacles))
    destruction.confirmed_by_id, destruction.confirmed_at = by.named(), clock.now()
    _record(db, by, "keys:destruction-confirmed", destruction)
    db.flush()


def carry_out(
    db: Session, *, by: Actor, destruction: KeyDestruction, places: KeyPlaces, signer: Signer
) -> SignedCertificate:
    """Erase what two people decided to destroy, and certify it.

    Raises WrongState before it is confirmed or after it is done, ConfigError when a file cannot be erased.
    """
    cycle = destruction.cycle
    demand(by, Permission.KEYS_MANAGE, cycle)
    if destruction.confirmed_at is None or destruction.done_at is not None:
        raise WrongState(f"The destruction of the keys of {cycle.year} is not due.")
    keys, found = _left(db, cycle), plan(db, by=by, cycle=cycle)
    erased = [_erase(places, key) for key in keys]
    now = clock.now()
    certificate = _certificate(db, destruction, erased, found)
    signed = SignedCertificate.sign(certificate, signer)
    for key in keys:
        key.destroyed_at = now
    destruction.done_at, destruction.certificate = now, signed.text()
    ledger.record(
        db,
        by,
        "keys:destroyed",
        organisation_id=cycle.organisation_id,
        cycle_id=cycle.id,
        keys=len(keys),
        objects=sum(found.unreadable.values()),
        signature=signed.signature,
    )
    db.flush()
    return signed


def _left(db: Session, cycle: Cycle) -> Sequence[CycleKey]:
    rows = select(CycleKey).where(CycleKey.cycle_id == cycle.id, CycleKey.destroyed_at.is_(None))
    return db.scalars(rows.order_by(CycleKey.recipient, CycleKey.generation)).all()


def _obstacles(db: Session, cycle: Cycle, keys: Sequence[CycleKey]) -> list[str]:
    if not keys:
        return [f"The cycle of {cycle.year} has no keys that could be destroyed."]
    ends_on = programmes.kept_until(cycle)
    if cycle.state is not CycleState.CLOSED or ends_on is None:
        return [f"The cycle of {cycle.year} is not closed."]
    found = []
    if clock.now().date() <= ends_on:
        found.append(f"The statements of {cycle.year} are kept until {ends_on.isoformat()}.")
    under_way = db.scalar(
        select(func.count())
        .select_from(Filing)
        .where(Filing.cycle_id == cycle.id, Filing.state.in_(UNDER_REVIEW))
    )
    if under_way:
        found.append(f"{under_way} statements of {cycle.year} are still under review.")
    return found


def _stays_public(db: Session, cycle: Cycle) -> int:
    rows = select(func.count()).select_from(PublicSummary).join(Filing)
    return db.scalar(rows.where(Filing.cycle_id == cycle.id, PublicSummary.state.in_(PUBLISHED))) or 0


def _erase(places: KeyPlaces, key: CycleKey) -> DestroyedKey:
    """Erase one pair everywhere here. Raises ConfigError when a half of it is found afterwards."""
    recipient = Recipient(key.recipient)
    at_site = places.remove(key.id, recipient)
    in_escrow = places.escrow is not None and places.escrow.destroy(key.id)
    if places.holds(key.id):
        raise ConfigError(f"Key {key.id} is still in a key folder. See that its files can be removed.")
    return DestroyedKey(
        id=str(key.id),
        recipient=key.recipient,
        generation=key.generation,
        fingerprint=key.fingerprint,
        created_at=key.created_at.isoformat(timespec="seconds"),
        erased_at_site=at_site,
        erased_in_escrow=in_escrow,
    )


def _certificate(
    db: Session, destruction: KeyDestruction, erased: list[DestroyedKey], found: Plan
) -> Certificate:
    cycle, ends_on = destruction.cycle, programmes.kept_until(destruction.cycle)
    by, other = destruction.proposed_by_id, destruction.confirmed_by_id
    return Certificate(
        organisation=cycle.organisation.code,
        organisation_name=cycle.organisation.names["en"],
        cycle_id=str(cycle.id),
        year=cycle.year,
        retention_ended_on=str(ends_on),
        proposed=witness(by, _name(db, by), destruction.proposed_at),
        confirmed=witness(other, _name(db, other), destruction.confirmed_at or clock.now()),
        destroyed_at=clock.now().isoformat(timespec="seconds"),
        keys=erased,
        unreadable=found.unreadable,
        stays_public=found.stays_public,
    )


def _name(db: Session, account_id: UUID | None) -> str:
    return db.get_one(Account, account_id).name


def _record(db: Session, by: Actor, kind: str, row: KeyDestruction) -> None:
    cycle = row.cycle
    ledger.record(
        db, by, kind, organisation_id=cycle.organisation_id, cycle_id=cycle.id, destruction_id=row.id
    )
