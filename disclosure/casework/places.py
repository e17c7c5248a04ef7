"""The place in a list after which its next page begins, as a text that fits an address."""

from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, literal

from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models.base import UtcDateTime


class Place(NamedTuple):
    """A line's place in the order of a list that was reckoned at the instant `at`."""

    at: datetime
    late: bool
    priority: int
    filed_at: datetime
    filing_id: UUID

    def __str__(self) -> str:
        late = "late" if self.late else "due"
        return "_".join(
            (_written(self.at), late, str(self.priority), _written(self.filed_at), self.filing_id.hex)
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote. Raises BadInput for anything else."""
        try:
            at, late, priority, filed_at, filing_id = text.split("_")
            return cls(_read(at), late == "late", int(priority), _read(filed_at), UUID(filing_id))
        except (ValueError, OverflowError):
            raise BadInput(message("This page of the list is not known. Begin with the first.")) from None

    def key(self) -> tuple[ColumnElement[Any], ...]:
        """Return this place as values of the columns by which a list is ordered."""
        return (
            literal(0 if self.late else 1),
            literal(-self.priority),
            literal(self.filed_at, UtcDateTime()),
            literal(self.filing_id, Uuid()),
        )


def _written(instant: datetime) -> str:
    return instant.strftime("%Y%m%dT%H%M%S.%fZ")


def _read(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S.%f%z")
