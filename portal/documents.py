"""The documents asked for, each with the item it is to prove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from disclosure.casework import attaching, programmes, reading
from disclosure.domain.lifecycle import DOCUMENT, DocumentMove, DocumentState
from disclosure.models import Attachment, DocumentRequest, Filing, Writing
from portal import files, loading, showing, times
from portal.drafts import keys
from portal.threads import Said


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list, as the macro `task_list` takes it."""

    title: str
    url: str
    hint: str
    status: str
    kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One document request as its page shows it."""

    item: str
    due_on: date
    status: str
    open: bool
    said: list[Said]
    files: list[tuple[Attachment, str]]
    waiting: list[tuple[Attachment, str]]
    """Files that are kept and not handed in yet: the page they came with had something missing."""


def rows(filing: Filing) -> list[Row]:
    """Return one row per item to prove; none for a statement that was not drawn."""
    requests = loading.documents_asked_for(filing)
    items = _items(filing) if requests else {}
    return [_row(request, items.get(request.item_id, "")) for request in requests]


def due_on(filing: Filing) -> date | None:
    """Return the first day on which an open request is due."""
    open_ones = [one.due_on for one in loading.documents_asked_for(filing) if is_open(one)]
    return min(open_ones, default=None)


def waiting(request: DocumentRequest) -> Sequence[Attachment]:
    """Return the files that are kept for an open request and not handed in yet."""
    return attaching.kept_since_handed_in(g.db, request.id) if is_open(request) else ()


def is_open(request: DocumentRequest) -> bool:
    """Tell whether the filer may still hand something in."""
    return any(DOCUMENT.allows(request.state, move) for move in (DocumentMove.SUBMIT, DocumentMove.EXPLAIN))


def asked(request: DocumentRequest) -> Asked:
    """Return one request with its item, what was written about it, and the files sent."""
    passages = reading.texts(g.db, keys().opener, by=g.actor, filing=request.filing, why=reading.Why.OWN_COPY)
    said = [
        Said(
            _("You") if row.kind is Writing.DOCUMENT else _("Reviewer"),
            times.local(row.at, request.filing.zone),
            written.text,
            written.language,
        )
        for row, written in passages
        if row.subject_id == request.id
    ]
    not_sent = waiting(request)
    return Asked(
        item=_items(request.filing).get(request.item_id, ""),
        due_on=request.due_on,
        status=_status(request.state)[0],
        open=is_open(request),
        said=said,
        files=files.named([one for one in attaching.kept_for(g.db, request.id) if one not in not_sent]),
        waiting=files.named(not_sent),
    )


def _row(request: DocumentRequest, item: str) -> Row:
    status, kind = _status(request.state)
    kept = len(waiting(request))
    hint = (
        ngettext("%(num)d file kept, not sent yet", "%(num)d files kept, not sent yet", kept) if kept else ""
    )
    return Row(item, url_for("verifying.document", request=request.id), hint, status, kind)


def _status(state: DocumentState) -> tuple[str, str]:
    return {
        DocumentState.REQUESTED: (_("To send"), "open"),
        DocumentState.SUBMITTED: (_("With a reviewer"), "waiting"),
        DocumentState.UNOBTAINABLE: (_("With a reviewer"), "waiting"),
        DocumentState.REFUSED: (_("Please send another"), "late"),
        DocumentState.DISCREPANCY: (_("Differs from your statement: please answer"), "late"),
        DocumentState.EXPLAINED: (_("With a reviewer"), "waiting"),
        DocumentState.CORRECTED: (_("With a reviewer"), "waiting"),
        DocumentState.ACCEPTED: (_("Accepted"), "done"),
        DocumentState.EXCUSED: (_("No document needed"), "done"),
    }[state]


def _items(filing: Filing) -> dict[str, str]:
    _row, filed = reading.statement(g.db, keys().opener, by=g.actor, filing=filing, why=reading.Why.OWN_COPY)
    programme = programmes.of(filing.cycle)
    return {item.id: showing.item_said(item, programme) for item in filed.items}
