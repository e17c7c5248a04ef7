"""The story of one item over the years: what was said each year, what was asked and advised, what came of it.

Former statements are opened only here, when somebody asks for the story, and
each opening has its line in the ledger.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask import g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from disclosure.access import Permission
from disclosure.casework import programmes, reading
from disclosure.casework.reading import Former, Passage
from disclosure.domain.comparison import story
from disclosure.models import Advice, Conflict, Filing
from disclosure.web.desk import Desk
from disclosure.web.forms import said
from disclosure.web.loaders import filed
from reviewer.folder import keys, passages_of, record_of
from reviewer.record import ItemShown, Record

desk = Desk("story", __name__)


class Finding(NamedTuple):
    """A conflict that the item was part of, and the advice about it."""

    conflict: Conflict
    advices: list[Advice]


class Year(NamedTuple):
    """One year of an item: what was said of it, and what was written about it."""

    year: int
    filing: Filing
    said: list[str]
    shown: ItemShown | None
    passages: list[Passage]
    findings: list[Finding]


@desk.get("/<uuid:filing_id>/story/<item_id>", needs=Permission.CASE_READ, row=filed, opens=True)
def show(filing: Filing, item_id: str) -> ResponseReturnValue:
    """Tell the story of an item of a case, the newest year first."""
    told = list(years(filing, item_id))
    return render_template("case/story.html", filing=filing, years=told[::-1], item_id=item_id)


def years(filing: Filing, item_id: str) -> Iterator[Year]:
    """Yield the years in which an item was declared or left out, the oldest first."""
    here = Former(filing, record_of(filing).statement, passages_of(filing))
    parts = [*reading.former(g.db, keys().opener, by=g.actor, filing=filing), here]
    statements = [one.statement for one in parts]
    chapters = {one.year: one.text for one in story(item_id, statements, programmes.of(filing.cycle))}
    found = _findings([one.filing for one in parts])
    for one in parts:
        about = _about(one.passages, item_id, found)
        year = one.statement.covers_to.year
        if year in chapters or about:
            yield Year(
                year=year,
                filing=one.filing,
                said=[said(chapters[year])] if year in chapters else [],
                shown=_shown(one, item_id),
                passages=about,
                findings=[
                    finding
                    for finding in found
                    if finding.conflict.id in {passage.row.subject_id for passage in about}
                ],
            )


def _shown(one: Former, item_id: str) -> ItemShown | None:
    record = Record(one.statement, programmes.of(one.filing.cycle))
    chosen = [item for item in one.statement.items if item.id == item_id]
    return next(iter(record.items(chosen)), None)


def _about(passages: Sequence[Passage], item_id: str, found: Sequence[Finding]) -> list[Passage]:
    """Return the texts that name the item, and those that answer one of them."""
    subjects = {one.row.subject_id for one in passages if item_id in one.written.items}
    subjects |= {
        advice.id for finding in found if finding.conflict.id in subjects for advice in finding.advices
    }
    return [one for one in passages if one.row.subject_id in subjects]


def _findings(filings: Sequence[Filing]) -> list[Finding]:
    """Return every conflict of these filings with its advice, the oldest first, by two statements."""
    ids = [filing.id for filing in filings]
    conflicts = g.db.scalars(
        select(Conflict).where(Conflict.filing_id.in_(ids)).order_by(Conflict.found_at)
    ).all()
    advices = g.db.scalars(select(Advice).where(Advice.filing_id.in_(ids)).order_by(Advice.proposed_at)).all()
    return [Finding(one, [advice for advice in advices if advice.conflict_id == one.id]) for one in conflicts]
