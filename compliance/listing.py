"""A list of the register as its page and its file show it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, abort, g, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from compliance import exporting, places, register
from compliance.filters import LATENESS, STANDINGS, VIEWS, Filter
from compliance.forms import FilterForm
from compliance.lists import LONGEST_WORKBOOK
from compliance.pages import named
from compliance.register import Line
from disclosure.casework import own_lists, programmes
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Cycle, ListPage, SavedList
from disclosure.web import workbooks
from disclosure.web.forms import said
from disclosure.web.languages import spoken

HEADER = (
    "entity",
    "group",
    "index_number",
    "name",
    "email",
    "grade",
    "state",
    "due_on",
    "days_late",
    "filed_on",
    "filed_late",
    "referred",
)


class Listed(NamedTuple):
    """One page of a list, and the addresses around it."""

    form: FilterForm
    chosen: Filter
    lines: list[Line]
    total: int
    previous_url: str | None
    next_url: str | None
    views: list[tuple[str, str, bool]]
    """The lists that are asked for again and again: name, address, whether this is it."""
    saved: Sequence[SavedList]
    """One's own."""


def listed(cycle: Cycle, args: MultiDict[str, str]) -> Listed:
    """Return the page of the list that an address asks for."""
    chosen = asked(args)
    edges = {name: _edge(args.get(name)) for name in ("after", "before")}
    found = register.page(g.db, by=g.actor, cycle=cycle, chosen=chosen, **edges)
    address: dict[str, Any] = chosen.address()
    return Listed(
        form=_form(cycle, chosen),
        chosen=chosen,
        lines=found.lines,
        total=found.total,
        previous_url=url_for("people.index", before=found.before, **address) if found.before else None,
        next_url=url_for("people.index", after=found.after, **address) if found.after else None,
        views=list(_views(chosen)),
        saved=own_lists.of(g.db, by=g.actor, page=ListPage.PEOPLE),
    )


def _views(chosen: Filter) -> Iterator[tuple[str, str, bool]]:
    for name, view in VIEWS:
        address: dict[str, Any] = view.address()
        yield said(name), url_for("people.index", **address), view == chosen


def asked(args: Mapping[str, str]) -> Filter:
    """Return the filter that an address names; one with a value that does not exist is not found."""
    chosen = Filter(**{name: args.get(name, "") for name in Filter.__dataclass_fields__})
    if chosen.state not in {"", *STANDINGS} or chosen.late not in {"", *LATENESS}:
        abort(404)
    return chosen


def workbook(cycle: Cycle, chosen: Filter) -> Response:
    """Return the whole list as a workbook. Raises BadInput where that takes too long."""
    count = register.count(g.db, by=g.actor, cycle=cycle, chosen=chosen)
    if count > LONGEST_WORKBOOK:
        raise BadInput(message("This list is too long for a workbook. Take it as CSV."))
    exporting.write_down(cycle, what=_named(cycle, chosen), count=count)
    rows = map(_cells, register.every(g.db, by=g.actor, cycle=cycle, chosen=chosen))
    return workbooks.sent(chain([HEADER], rows), exporting.as_of_now(f"people-{cycle.year}.xlsx"))


def exported(cycle: Cycle, chosen: Filter) -> Response:
    """Return the whole list as a file."""
    actor = g.actor

    def rows(db: Session) -> Iterable[list[object]]:
        return map(_cells, register.every(db, by=actor, cycle=cycle, chosen=chosen))

    what = _named(cycle, chosen)
    count = register.count(g.db, by=actor, cycle=cycle, chosen=chosen)
    filename = f"people-{cycle.year}.csv"
    return exporting.export(cycle, what=what, count=count, header=HEADER, rows=rows, filename=filename)


def _named(cycle: Cycle, chosen: Filter) -> str:
    return " ".join(
        [f"people {cycle.year}", *(f"{key}={text}" for key, text in _told(cycle, chosen).items())]
    )


def _told(cycle: Cycle, chosen: Filter) -> dict[str, str]:
    """Return what the ledger is told of a filter: ids and words of ours, never what somebody typed."""
    known: dict[str, dict[str, str]] = {
        "entity": {one.code: str(one.id) for one in places.every_entity()},
        "group": {one.code: one.code for one in programmes.of(cycle).groups},
        "state": {chosen.state: chosen.state},
        "late": {chosen.late: chosen.late},
    }
    return {key: known.get(key, {}).get(text, "…") for key, text in chosen.address().items()}


def _cells(line: Line) -> list[object]:
    filed_on = line.filed_at.date() if line.filed_at else None
    facts = ["yes" if fact else "no" for fact in (line.late, line.referred)]
    person = [line.entity, line.group, line.index_number, line.name, line.email, line.grade]
    return [*person, line.standing, line.due_on, line.days_late, filed_on, *facts]


def _edge(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        abort(404)


def _form(cycle: Cycle, chosen: Filter) -> FilterForm:
    form = FilterForm(formdata=None, data=chosen.address())
    programme, language = programmes.of(cycle), spoken().code
    entities = [(one.code, f"{one.code}: {named(one)}") for one in places.every_entity()]
    groups = [(group.code, group.names.in_language(language)) for group in programme.groups]
    form.entity.choices = _with_all(entities)
    form.group.choices = _with_all(groups)
    form.state.choices = _with_all([(state.value, said(text)) for state, text in STANDINGS.items()])
    form.late.choices = _with_all([(late, said(text)) for late, text in LATENESS.items()])
    return form


def _with_all(choices: Iterable[tuple[str, str]]) -> list[Any]:
    return [("", _("All")), *choices]
