"""Bringing private keys back from escrow, with three of its five phrases."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.casework.key_places import KeyPlaces
from disclosure.domain.actors import Actor
from disclosure.errors import ConfigError
from disclosure.models import CycleKey, DataKey, Organisation
from disclosure.vault.envelope import Recipient
from disclosure.vault.escrow import recover as recover_from_escrow
from disclosure.vault.keys import PrivateKey


def recover(
    db: Session, *, by: Actor, organisation: Organisation, places: KeyPlaces, phrases: Sequence[str]
) -> list[CycleKey]:
    """Put back every private key of an organisation that its site lacks; return those that came back.

    A retired key comes back where something is still sealed to it. What was destroyed stays so, even
    if a copy of it lies in this escrow.
    Raises BadInput for phrases that do not fit, KeyMissing when none of the keys here is of their
    escrow, ConfigError when there is no escrow here.
    """
    demand(by, Permission.KEYS_MANAGE, organisation)
    if places.escrow is None:
        raise ConfigError("There is no escrow in this instance. Bring its folder to keys/escrow first.")
    escrow_id = places.escrow.public().id
    opened = {key.id: key for key in recover_from_escrow(phrases, places.escrow.escrowed())}
    rows = db.scalars(
        select(CycleKey)
        .where(
            CycleKey.organisation_id == organisation.id,
            CycleKey.id.in_(opened),
            CycleKey.destroyed_at.is_(None),
            CycleKey.retired_at.is_(None) | exists().where(DataKey.key_id == CycleKey.id),
        )
        .order_by(CycleKey.created_at, CycleKey.recipient)
    ).all()
    back = [row for row in rows if _put_back(places, opened[row.id])]
    for row in back:
        row.retired_at = None
        ledger.record(
            db,
            by,
            "keys:recovered",
            organisation_id=row.organisation_id,
            key_id=row.id,
            recipient=row.recipient,
            generation=row.generation,
            cycle_id=row.cycle_id,
            escrow_id=escrow_id,
        )
    db.flush()
    return back


def _put_back(places: KeyPlaces, key: PrivateKey) -> bool:
    """Put a private key home; return False where it was already."""
    store = places.stores[Recipient(key.public.recipient)]
    if key.id in store.private_ids():
        return False
    store.add_private(key)
    places.hand_out(key)
    return True
