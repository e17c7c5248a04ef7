"""Lists of who has not filed, as files: one entity's as text, workbook or paper, all entities' at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain
from zoneinfo import ZoneInfo

from flask import Response, abort, g
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from compliance import exporting, papers
from compliance.filters import today_in
from compliance.forms import DayForm
from disclosure import clock
from disclosure.casework import chasing, programmes
from disclosure.casework.chasing.lists import HEADER
from disclosure.db import transaction
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Cycle, Entity
from disclosure.printing import pdf
from disclosure.web import archives, spreadsheets, workbooks
from disclosure.web.transaction import engine

LONGEST_WORKBOOK = 50_000
"""Rows that a page may wait for: a workbook is made whole before its first byte is sent."""


def day_of(args: MultiDict[str, str]) -> date | None:
    """Return the earlier day that an address asks for, in one part or as its form's boxes; None for today."""
    form = DayForm(formdata=args)
    if form.on.data or not args.get("on"):
        return form.on.data
    try:
        return date.fromisoformat(args["on"])
    except ValueError:
        abort(404)


def end_of(day: date | None, cycle: Cycle) -> datetime | None:
    """Return the end of a day in the programme's default zone; None for one that has not ended."""
    if day is None or day >= today_in(cycle):
        return None
    zone = ZoneInfo(programmes.of(cycle).calendar.default_zone)
    return datetime.combine(day, time.max, zone).astimezone(UTC)


def text(found: Entity, cycle: Cycle, day: date | None) -> Response:
    """Send an entity's list as text, while it is read."""
    actor, at = g.actor, end_of(day, cycle)

    def rows(db: Session) -> Iterable[Sequence[object]]:
        return (one[1:] for one in chasing.non_filers(db, by=actor, cycle=cycle, entity=found, at=at))

    listed = chasing.count_by_entity(g.db, by=actor, cycle=cycle, at=at)
    return exporting.export(
        cycle,
        what=chasing.told(cycle, found, at),
        count=listed.get(found.id, 0),
        header=HEADER,
        rows=rows,
        filename=_name(cycle, day, "csv"),
    )


def workbook(cycle: Cycle, day: date | None, found: Entity | None = None) -> Response:
    """Send an entity's list, or that of all, as a workbook. Raises BadInput where that takes too long."""
    at = end_of(day, cycle)
    listed = chasing.count_by_entity(g.db, by=g.actor, cycle=cycle, at=at)
    if (listed.get(found.id, 0) if found else sum(listed.values())) > LONGEST_WORKBOOK:
        raise BadInput(message("This list is too long for a workbook. Take it as CSV."))
    lines = chasing.export_non_filers(g.db, by=g.actor, cycle=cycle, entity=found, at=at)
    return workbooks.sent(lines, _name(cycle, day, "xlsx"))


def paper(found: Entity, cycle: Cycle, day: date | None) -> Response:
    """Send an entity's list as a paper, in the language of the page."""
    at = end_of(day, cycle)
    people = list(chasing.non_filers(g.db, by=g.actor, cycle=cycle, entity=found, at=at))
    exporting.write_down(cycle, what=chasing.told(cycle, found, at), count=len(people))
    written = papers.unfiled(found, cycle, people, on=day if day and at else today_in(cycle))
    content = pdf(written, made_at=clock.now())
    return spreadsheets.kept(content, "application/pdf", _name(cycle, day, "pdf"))


def archive(cycle: Cycle, day: date | None) -> Response:
    """Send the lists of all entities, each as text of its own, in one archive, while they are read."""
    actor, at, found = g.actor, end_of(day, cycle), engine()
    listed = chasing.count_by_entity(g.db, by=actor, cycle=cycle, at=at)
    exporting.write_down(cycle, what=chasing.told(cycle, None, at), count=sum(listed.values()))

    def files() -> Iterator[tuple[str, Iterable[str]]]:
        with transaction(found, write=False) as db:
            for entity, rows in chasing.lists_of_all(db, by=actor, cycle=cycle, at=at):
                lines = chain([HEADER], (one[1:] for one in rows))
                yield f"{entity.code.replace('/', '-')}.csv", spreadsheets.written(lines)

    return spreadsheets.kept(archives.packed(files()), "application/zip", _name(cycle, day, "zip"))


def _name(cycle: Cycle, day: date | None, ending: str) -> str:
    listed = f"not-filed-{cycle.year}{f'-{day}' if day else ''}.{ending}"
    return listed if ending == "csv" else exporting.as_of_now(listed)
