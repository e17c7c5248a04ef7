"""Everything that is kept about a person's statements, as the files of one archive."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from flask import g
from flask_babel import gettext as _

from disclosure import printing
from disclosure.casework import programmes
from disclosure.casework.reading import Passage
from disclosure.casework.taking import Taken, Version
from disclosure.domain import interests
from disclosure.domain.interests import CATEGORY_NAMES, HOLDER_NAMES
from disclosure.models import FilingKind
from disclosure.web import facts
from disclosure.web.forms import said
from disclosure.web.spreadsheets import written
from portal import archives, loading, openings, papers, printed, showing

Member = tuple[str, archives.Content]


def members(taken: Sequence[Taken]) -> list[Member]:
    """Return the files of the archive; all but those that were sent are made here and now."""
    found: list[Member] = [("README.txt", [_about().encode()]), ("openings.csv", [_openings(taken)])]
    for one in taken:
        found += ((f"{_folder(one)}/{name}", content) for name, content in _of_filing(one))
    return found


def _folder(one: Taken) -> str:
    kind = one.filing.kind
    return f"{one.filing.cycle.year}" + ("" if kind is FilingKind.ANNUAL else f"-{kind.value}")


def _of_filing(one: Taken) -> Iterator[Member]:
    yield "filing.json", [_json(_clear(one))]
    if one.draft is not None:
        yield "draft.json", [_declared(one.draft)]
    for version in one.versions:
        number = version.row.version
        yield f"statement-{number}.json", [_declared(version.declared)]
        yield f"statement-{number}.pdf", [_printed(one, version)]
    if one.filing.filed_at is not None:
        yield "receipt.pdf", [printing.pdf(papers.receipt(one.filing), made_at=one.filing.filed_at)]
    if one.versions:
        yield "items.csv", ["".join(written(_items(one))).encode()]
        yield "messages.json", [_json([_passage(passage) for passage in one.passages])]
    if one.held:
        yield "office-records.json", [_json(one.held)]
    for number, file in enumerate(one.files, start=1):
        yield f"files/{number:02d}-{file.opened.about.name}", file.opened.pieces


def _clear(one: Taken) -> dict[str, object]:
    """Return what is kept of a filing in the clear, for whoever runs the programme to read."""
    filing = one.filing
    return {
        "year": filing.cycle.year,
        "kind": filing.kind,
        "state": filing.state,
        "reference": filing.reference,
        "ground": filing.designation.ground,
        "entity": filing.entity.name,
        "due_on": filing.due_on,
        "time_zone": filing.zone,
        "filed_at": filing.filed_at,
        "late": filing.late,
        "version": filing.version,
        "items": filing.item_count,
        "flags": filing.flag_count,
        "token": filing.token,
        "drawn": filing.sampled,
        "documents_open": filing.documents_open,
        "outcome": filing.outcome,
        "closed_at": filing.closed_at,
        "exempted_because": filing.exempted_because,
        "extensions": [
            {"until": each.until, "reason": each.reason, "state": each.state}
            for each in loading.extensions_of(filing)
        ],
    }


def _declared(statement: interests.Statement) -> bytes:
    return msgspec.json.format(interests.encode(statement), indent=2)


def _printed(one: Taken, version: Version) -> bytes:
    filed = showing.of_version(one.filing, version.row, version.declared)
    return printing.pdf(printed.statement(one.filing, filed), made_at=version.row.certified_at)


def _items(one: Taken) -> Iterator[Sequence[object]]:
    """Yield one line for each fact of each item of each version."""
    yield (
        _("Version"),
        _("Item"),
        _("Category"),
        _("Whose is it?"),
        _("In one sentence"),
        _("What was asked"),
        _("What you said"),
    )
    programme = programmes.of(one.filing.cycle)
    for version in one.versions:
        for item in version.declared.items:
            about = (
                version.row.version,
                item.id,
                said(CATEGORY_NAMES[item.category]),
                said(HOLDER_NAMES[item.holder]) if item.holder else "",
                showing.item_said(item, programme),
            )
            for asked, answers in facts.of_item(item, programme, version.declared.household):
                yield (*about, asked, "\n".join(answers))


def _passage(passage: Passage) -> dict[str, object]:
    row, text = passage
    return {
        "at": row.at,
        "kind": row.kind,
        "by": "you" if row.author_id == g.actor.account_id else "the office",
        "about": row.subject_id,
        "language": text.language,
        "text": text.text,
        "items": text.items,
    }


def _openings(taken: Iterable[Taken]) -> bytes:
    told = openings.of([one.filing for one in taken], by_others_than=g.actor)
    lines = [(one.at, one.who, one.role, one.what, one.why) for one in told]
    head = (_("When"), _("Who"), _("Role"), _("What"), _("Why"))
    return "".join(written([head, *lines])).encode()


def _json(value: Any) -> bytes:  # noqa: ANN401 - whatever is kept
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def _about() -> str:
    lines = (
        _("What is kept about your statements, a folder for each year."),
        _("statement-1.json: what you certified, as it was filed; a higher number is a later version."),
        _("statement-1.pdf: the same on paper."),
        _("items.csv: your items, for a spreadsheet."),
        _("draft.json: what you have begun and not yet filed."),
        _("messages.json: what you were asked and advised, and what you answered."),
        _("office-records.json: what the office holds about you beside what you declared."),
        _("files: what you sent as documents and proofs."),
        _("filing.json: what the office sees without opening your statement."),
        _("openings.csv: who opened your statements, and why."),
        _("Keep this file in a safe place: whoever has it can read everything in it."),
    )
    return "\r\n".join(lines) + "\r\n"
