"""The place in a list after which its next page begins, as a text that fits an address."""

from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, literal

from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models.base import UtcDateTime


class Place(NamedTuple):
    """A line's place in the order of a list: its rank, then when it was filed (or closed), then its id."""

    rank: int
    at: datetime
    filing_id: UUID

    def __str__(self) -> str:
        return "_".join((str(self.rank), self.at.strftime("%Y%m%dT%H%M%S.%fZ"), self.filing_id.hex))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote. Raises BadInput for anything else."""
        try:
            rank, at, filing_id = text.split("_")
            found = cls(int(rank), datetime.strptime(at, "%Y%m%dT%H%M%S.%f%z"), UUID(filing_id))
        except (ValueError, OverflowError):
            raise _unknown() from None
        if abs(found.rank) > MOST:
            raise _unknown()
        return found

    def key(self) -> tuple[ColumnElement[Any], ...]:
        """Return this place as values of the columns by which a list is ordered."""
        return (literal(self.rank), literal(self.at, UtcDateTime()), literal(self.filing_id, Uuid()))


MOST = 99
"""No rank is higher."""


def _unknown() -> BadInput:
    return BadInput(message("This page of the list is not known. Begin with the first."))
