"""A case opened for its reader: the statement, last year's, the flags, and all that was written.

Everything sealed comes through disclosure.casework.reading, which asks the
policy and writes the ledger first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from flask import current_app, g
from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager

from disclosure.access import Permission, permits
from disclosure.casework import attaching, looking, programmes, reading, reviewing
from disclosure.casework import flags as records
from disclosure.casework.cases import advices_of, case_of, conflicts_of, hold, questions_of
from disclosure.casework.reading import Keys, Passage, Why
from disclosure.casework.writing import PRIVATE
from disclosure.domain.actors import Actor
from disclosure.domain.checks import Flag
from disclosure.domain.comparison import Changed, Comparison, compare
from disclosure.domain.interests import Item, Statement
from disclosure.domain.lifecycle import HAS_STATEMENT
from disclosure.domain.messages import Message
from disclosure.models import (
    Advice,
    Attachment,
    Case,
    Conflict,
    Cycle,
    DocumentRequest,
    Filing,
    Question,
    Tick,
    Writing,
)
from disclosure.screening.matches import Match
from disclosure.web.languages import spoken
from reviewer import duties
from reviewer.history import Event, history
from reviewer.items import Group, Line, Standing, grouped, standings
from reviewer.parts import Parts
from reviewer.record import Record, Row, member_change


def keys() -> Keys:
    """Return what this site seals and opens with."""
    found: Keys = current_app.extensions["keys"]
    return found


def why(filing: Filing) -> Why:
    """Return the reason for which the reader opens a case, as the filer will read it."""
    if permits(g.actor, Permission.CASE_WORK, filing):
        return Why.REVIEW
    if permits(g.actor, Permission.ADVICE_DECIDE, filing):
        return Why.DECISION
    if permits(g.actor, Permission.EMERGENCY_READ, filing):
        return Why.EMERGENCY
    return Why.APPROVAL


_WHOLE = (
    select(Filing)
    .join(Filing.cycle)
    .join(Filing.person)
    .join(Filing.entity)
    .join(Filing.designation)
    .join(Filing.case)
    .options(
        contains_eager(Filing.cycle).defer(Cycle.programme_text),
        *map(contains_eager, (Filing.person, Filing.entity, Filing.designation, Filing.case)),
    )
    .where(Filing.id == bindparam("filing_id"), Filing.state.in_(HAS_STATEMENT))
    .with_for_update(of=Filing, key_share=True)
)
"""A case with all that its page shows from clear columns, locked as `hold` does. Built once."""


def whole(_actor: Actor, filing_id: UUID) -> Filing | None:
    """Return the filing of a case with what stands beside it, locked until the transaction ends."""
    found: Filing | None = g.db.scalar(_WHOLE, {"filing_id": filing_id})
    return found


def at_work(filing: Filing, *, held: bool = False) -> bool:
    """Tell whether the reader works on the case; if so the two hours begin anew. `held`: it is locked."""
    if not permits(g.actor, Permission.CASE_WORK, filing):
        return False
    if not held:
        hold(g.db, filing)
    reviewing.renew(by=g.actor, filing=filing)
    return True


def record_of(filing: Filing) -> Record:
    """Open the statement in force, in words."""
    _row, statement = reading.statement(g.db, keys().opener, by=g.actor, filing=filing, why=why(filing))
    return Record(statement, programmes.of(filing.cycle))


def passages_of(filing: Filing) -> list[Passage]:
    """Open all that was written in a case, the oldest first."""
    return reading.texts(g.db, keys().opener, by=g.actor, filing=filing, why=why(filing))


def about(passages: list[Passage], subject: UUID, *kinds: Writing) -> list[Passage]:
    """Return what was written about one question, conflict, piece of advice or request."""
    return [one for one in passages if one.row.subject_id == subject and one.row.kind in kinds]


@dataclass(frozen=True)
class Folder:
    """A case as it lies open before its reader."""

    filing: Filing
    case: Case
    record: Record
    last_year: Statement | None
    flags: list[Flag] | None
    """None while the checks have not run."""
    matches: Sequence[Match]
    """Names of the statement that are like one on a reference list, the weightiest first."""
    passages: list[Passage]
    questions: list[Question]
    conflicts: list[Conflict]
    advices: list[Advice]
    files: Sequence[Attachment]
    ticks: Mapping[str, Tick]
    events: list[Event]
    written: dict[str, str] = field(default_factory=dict)
    """The fields of items as its page has written them: they stand beside the change and in the record."""

    @cached_property
    def comparison(self) -> Comparison | None:
        """What changed since last year; None for a first statement."""
        return compare(self.last_year, self.record.statement) if self.last_year else None

    @cached_property
    def groups(self) -> list[tuple[Group, list[Line]]]:
        """Every item once, by what became of it since last year."""
        items = [item for _number, item in self.record.numbered]
        return [
            (group, [self._line(one, group) for one in chosen])
            for group, chosen in grouped(self.comparison, items)
        ]

    @cached_property
    def lines(self) -> list[Line]:
        """Every item in the order of the page."""
        return [line for _group, lines in self.groups for line in lines]

    @cached_property
    def needed(self) -> list[Line]:
        """The items that have to be looked at."""
        return [line for line in self.lines if line.needed]

    @cached_property
    def undecided(self) -> list[Line]:
        """The items that are still to be looked at or decided about."""
        return [line for line in self.lines if line.undecided]

    def flags_on(self, line: Line) -> list[tuple[int, Flag]]:
        """Return the flags about one item, each with its number on the page."""
        raised = enumerate(self.flags or (), start=1)
        return [(number, flag) for number, flag in raised if line.item.id in flag.items]

    def matches_on(self, line: Line) -> list[tuple[int, Match]]:
        """Return the matches of one item, each with its number on the page."""
        numbered = enumerate(self.matches, start=1)
        return [(number, match) for number, match in numbered if match.item == line.item.id]

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return standings(self.ticks, self.passages)

    @cached_property
    def _flagged(self) -> frozenset[str]:
        raised = {item_id for flag in self.flags or () for item_id in flag.items}
        return frozenset(raised | {match.item for match in self.matches if match.is_open})

    def _line(self, one: Item | Changed, group: Group) -> Line:
        item = one.after if isinstance(one, Changed) else one
        flagged = item.id in self._flagged
        return Line(
            item=item,
            shown=self.record.item(item),
            differences=self.record.differences(one) if isinstance(one, Changed) else [],
            group=group,
            flagged=flagged,
            standing=self._standings.get(item.id, Standing.UNSEEN),
            duties=duties.beside(item, self.filing, raised=flagged, language=spoken().code),
        )

    @property
    def correspondence(self) -> list[Passage]:
        """What the filer wrote and could read."""
        return [one for one in self.passages if one.row.kind not in PRIVATE]

    @property
    def private(self) -> list[Passage]:
        """What the filer never sees."""
        return [one for one in self.passages if one.row.kind in PRIVATE]

    def files_with(self, passage: Passage) -> list[Attachment]:
        """Return the files that came with a text: after the one its author wrote before about the same."""
        row = passage.row
        before = [
            one.row.at
            for one in self.passages
            if (one.row.subject_id, one.row.author_id) == (row.subject_id, row.author_id)
            and one.row.at < row.at
        ]
        return [
            file
            for file in self.files
            if (file.subject_id, file.uploaded_by_id) == (row.subject_id, row.author_id)
            and file.uploaded_at <= row.at
            and all(file.uploaded_at > at for at in before)
        ]

    def advice_on(self, conflict: Conflict) -> list[Advice]:
        """Return the advice about one conflict."""
        return [one for one in self.advices if one.conflict_id == conflict.id]

    def question(self, passage: Passage) -> Question | None:
        """Return the question that a text asks."""
        if passage.row.kind is not Writing.QUESTION:
            return None
        return next((one for one in self.questions if one.id == passage.row.subject_id), None)

    def fields(self, flag: Flag) -> list[str]:
        """Return the fields that a flag compared, as the form calls them."""
        return self.record.field_names(flag.items, flag.fields)

    def duties(self, language: str) -> list[str]:
        """Return the filer's title, grade, unit and authority."""
        return duties.of(self.filing, language=language)

    def ground(self, language: str) -> str:
        """Return in words why the filer was designated."""
        code = self.filing.designation.ground
        grounds = self.record.programme.grounds
        return next((one.names.in_language(language) for one in grounds if one.code == code), code)

    @property
    def household_changes(self) -> list[tuple[Message, list[Row]]]:
        """What happened to the members of the household since last year."""
        return [member_change(change) for change in self.comparison.members] if self.comparison else []


def open_folder(filing: Filing, parts: Parts) -> Folder:
    """Open everything about a case that is the reader's to read; nothing is asked for that it has not."""
    reason, opener = why(filing), keys().opener
    raised = reading.screening(g.db, opener, by=g.actor, filing=filing, why=reason)
    found = None if raised is None else records.read(raised)
    return Folder(
        filing=filing,
        case=case_of(filing),
        record=record_of(filing),
        last_year=reading.last_year(g.db, opener, by=g.actor, filing=filing),
        flags=None if found is None else list(found.flags),
        matches=() if found is None else found.matches,
        passages=passages_of(filing),
        questions=questions_of(g.db, filing) if parts.questions else [],
        conflicts=conflicts_of(g.db, filing) if parts.conflicts else [],
        advices=advices_of(g.db, filing) if parts.advices else [],
        files=attaching.kept_in(g.db, filing) if parts.files else [],
        ticks=looking.looks(g.db, by=g.actor, filing=filing),
        events=history(filing),
    )


def requests_of(filing: Filing) -> list[DocumentRequest]:
    """Return the documents asked for, in a steady order."""
    rows = select(DocumentRequest).where(DocumentRequest.filing_id == filing.id)
    return list(g.db.scalars(rows.order_by(DocumentRequest.requested_at, DocumentRequest.item_id)))
