"""What was handed in for the items of a drawn statement."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import g

from disclosure.casework import attaching
from disclosure.casework.reading import Passage
from disclosure.domain.lifecycle import DOCUMENT, DocumentMove
from disclosure.models import Attachment, DocumentRequest, Filing, Writing
from reviewer.folder import about, passages_of, record_of, requests_of
from reviewer.record import Record


class Entry(NamedTuple):
    """A document that was asked for: the item it proves, and what was said about it."""

    request: DocumentRequest
    number: int
    item: str
    passages: list[Passage]
    files: Sequence[Attachment]

    @property
    def to_decide(self) -> bool:
        """Whether something was handed in that is neither accepted nor refused."""
        return DOCUMENT.allows(self.request.state, DocumentMove.ACCEPT)


def checklist(filing: Filing) -> list[Entry]:
    """Return every document asked for, in the order of the items."""
    record, passages = record_of(filing), passages_of(filing)
    found = [_entry(request, record, passages) for request in requests_of(filing)]
    return sorted(found, key=lambda entry: entry.number)


def handed_in(request: DocumentRequest) -> Entry:
    """Return one document that was asked for."""
    return _entry(request, record_of(request.filing), passages_of(request.filing))


def _entry(request: DocumentRequest, record: Record, passages: list[Passage]) -> Entry:
    """Put a request beside its item; after an amendment the item may be gone."""
    named = record.named([request.item_id])
    number, item = named[0] if named else (0, "")
    said = about(passages, request.id, Writing.DOCUMENT, Writing.CHECK)
    return Entry(request, number, item, said, attaching.kept_for(g.db, request.id))
