"""What was handed in for the items of a drawn statement, and how far the whole is proved."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from flask import g

from disclosure.casework import attaching
from disclosure.casework.reading import Passage
from disclosure.domain import documents
from disclosure.domain.interests import Item
from disclosure.domain.lifecycle import DOCUMENT_DONE, TO_JUDGE, DocumentState
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import band_label
from disclosure.models import Attachment, DocumentRequest, Filing, Writing
from disclosure.web.forms import said
from reviewer.folder import about, passages_of, record_of, requests_of
from reviewer.record import ItemShown, Record


class Entry(NamedTuple):
    """A document that was asked for: the item it proves, and what was said about it."""

    request: DocumentRequest
    number: int
    item: str
    shown: ItemShown | None
    """None where the statement was amended and has this item no more."""
    kinds: tuple[Message, ...]
    passages: list[Passage]
    files: Sequence[Attachment]

    @property
    def to_decide(self) -> bool:
        """Whether something was handed in that waits for the reviewer."""
        return self.request.state in TO_JUDGE

    @property
    def without_document(self) -> bool:
        """Whether the filer says that the document cannot be obtained."""
        return self.request.state is DocumentState.UNOBTAINABLE

    @property
    def shape(self) -> str:
        """The shape beside the words of its state."""
        if self.request.state in DOCUMENT_DONE:
            return "done"
        return "active" if self.to_decide else "waiting"


class BandRow(NamedTuple):
    """How many items of a range of value were asked for, and how many are done."""

    band: str
    asked: int
    done: int


def checklist(filing: Filing) -> list[Entry]:
    """Return every document asked for, in the order of the items."""
    record, passages = record_of(filing), passages_of(filing)
    found = [_entry(request, record, passages) for request in requests_of(filing)]
    return sorted(found, key=lambda entry: (not entry.number, entry.number))


def handed_in(request: DocumentRequest) -> Entry:
    """Return one document that was asked for."""
    return _entry(request, record_of(request.filing), passages_of(request.filing))


def next_to_decide(request: DocumentRequest) -> DocumentRequest | None:
    """Return the next document of the same statement that waits for the reviewer."""
    order = requests_of(request.filing)
    place = order.index(request)
    return next((one for one in order[place + 1 :] + order[:place] if one.state in TO_JUDGE), None)


def not_in_line(filing: Filing) -> int:
    """Count the items that no document was asked for, and the open requests whose item is gone."""
    asked = {one.item_id: one for one in requests_of(filing)}
    here = {item.id for item in record_of(filing).statement.items if documents.needs_one(item)}
    gone = [one for item_id, one in asked.items() if item_id not in here and one.state not in DOCUMENT_DONE]
    return len(here - asked.keys()) + len(gone) if asked else 0


def by_band(filing: Filing) -> list[BandRow]:
    """Return how far the items are proved by range of value, the highest first."""
    record = record_of(filing)
    states = {one.item_id: one.state for one in requests_of(filing)}
    counted: dict[int, list[DocumentState]] = defaultdict(list)
    for item in record.statement.items:
        if item.id in states:
            counted[_band(item, record.programme)].append(states[item.id])
    return [
        BandRow(_band_name(place, record.programme), len(found), sum(one in DOCUMENT_DONE for one in found))
        for place, found in sorted(counted.items(), reverse=True)
    ]


def _band(item: Item, programme: Programme) -> int:
    """Return the place of an item's value among the programme's bands; -1 where it has none there."""
    values = programme.values
    band = values.band(item.band) if item.band else None
    if item.amount is not None and item.amount.currency == values.currency:
        band = values.band_of(item.amount.amount)
    return values.bands.index(band) if band else -1


def _band_name(place: int, programme: Programme) -> str:
    if place < 0:
        return said(message("No value, or in another currency"))
    return said(band_label(programme.values.bands[place], programme.values.currency))


def _entry(request: DocumentRequest, record: Record, passages: list[Passage]) -> Entry:
    """Put a request beside its item; after an amendment the item may be gone."""
    item = next((one for one in record.statement.items if one.id == request.item_id), None)
    shown = record.items([item])[0] if item else None
    return Entry(
        request,
        (shown.number or 0) if shown else 0,
        shown.text if shown else "",
        shown,
        documents.accepted(item.category) if item else (),
        about(passages, request.id, Writing.DOCUMENT, Writing.CHECK),
        attaching.kept_for(g.db, request.id),
    )
