"""Whether a site still holds a key of a cycle, as the rows tell it. Needs no key and reaches no vault."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from disclosure.domain.messages import message
from disclosure.errors import WrongState
from disclosure.models import CycleKey, Filing

PORTAL, REVIEW = "portal", "review"


class HoldsKeys(Protocol):
    """What opens with the keys of one site."""

    def holds(self, cycle_id: UUID) -> bool:
        """Whether a private key of that cycle is at hand."""


def gone(cycle_id: Any, site: str) -> ColumnElement[bool]:  # noqa: ANN401 - a column or an id
    """Say that every key of a site in a cycle was retired or destroyed: it opens nothing of it any more."""
    return ~exists().where(
        CycleKey.cycle_id == cycle_id,
        CycleKey.recipient == site,
        CycleKey.retired_at.is_(None),
        CycleKey.destroyed_at.is_(None),
    )


def is_gone(db: Session, cycle_id: UUID, site: str) -> bool:
    """Whether every key of a site in a cycle was retired or destroyed."""
    return bool(db.scalar(select(gone(cycle_id, site))))


def demand_open(db: Session, opener: HoldsKeys, filing: Filing) -> None:
    """Raise WrongState, in a reader's words, where the keys of a filing's cycle were taken from this site."""
    if is_shut(db, opener, filing):
        raise WrongState(message("What was sealed in that year cannot be opened here any more."))


def is_shut(db: Session, opener: HoldsKeys, filing: Filing) -> bool:
    """Whether the keys of a filing's cycle were taken from the site of `opener`.

    A key that is missing without having been retired is a fault, which opening tells.
    """
    if opener.holds(filing.cycle_id):
        return False
    return any(is_gone(db, filing.cycle_id, site) for site in (PORTAL, REVIEW))
