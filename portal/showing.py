"""A statement as its filer reads it: answers and items as sentences, gaps with their places."""

from dataclasses import dataclass
from datetime import datetime

from flask import g

from disclosure.casework import filing as office
from disclosure.casework import programmes, reading
from disclosure.domain.completeness import missing
from disclosure.domain.interests import AnswerChoice, Item, Member, Statement
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme, Question
from disclosure.domain.sentences import answer_sentence, question_params, sentence
from disclosure.models import Entity, Filing
from disclosure.models import Statement as Version
from disclosure.web.forms import said
from disclosure.web.languages import spoken
from portal import editing, places
from portal.drafts import Work, keys


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in the first person, with the items that belong to it."""

    question: Question
    title: str
    text: str
    remark: str
    items: list[str]
    open: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check page shows besides the form."""

    household: list[str]
    lines: list[Line]
    others: list[str]
    difference: str
    gaps: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filed:
    """One version of what was filed, as the record shows it."""

    version: int
    statement: Statement
    lines: list[Line]
    certified_at: datetime


def checked(work: Work) -> Checked:
    """Return the statement in sentences, the difference to last year, and every gap with its place."""
    compared = office.difference(
        g.db, keys().opener, by=g.actor, filing=work.filing, statement=work.statement
    )
    gaps = missing(work.statement, work.programme)
    return Checked(
        household=[member(one) for one in work.statement.household],
        lines=lines(work.statement, work.programme),
        others=others(work.statement, work.programme),
        difference=said(compared.sentence) if compared else "",
        gaps=[(said(gap.message), places.of_gap(gap, work)) for gap in gaps],
    )


def lines(statement: Statement, programme: Programme) -> list[Line]:
    """Return every question's answer, each with its items."""
    return [_line(question, statement, programme) for question in programme.questions]


def _line(question: Question, statement: Statement, programme: Programme) -> Line:
    answer = statement.answers.get(question.code)
    items = [item for item in statement.items if editing.home_of(item, statement, programme) == question]
    text = answer_sentence(question, answer, question_params(statement, programme))
    if items and answer is not None and answer.choice is AnswerChoice.NO:
        text = message("%(title)s: nothing besides what is listed here.", title=Message(question.title))
    return Line(
        question=question,
        title=said(Message(question.title)),
        text=said(text),
        remark=answer.remark if answer else "",
        items=[item_said(item, programme) for item in items],
        open=answer is not None and answer.choice is not AnswerChoice.NO,
    )


def others(statement: Statement, programme: Programme) -> list[str]:
    """Return the items to which no question leads."""
    return [
        item_said(item, programme) for item in statement.items if not programme.questions_for(item.category)
    ]


def item_said(item: Item, programme: Programme) -> str:
    """Return an item in one sentence, in the language of the page."""
    return said(sentence(item, programme))


def member(one: Member) -> str:
    """Return a member of the household in one line."""
    relation = one.relation.label if one.relation else message("not said how related")
    return said(message("%(name)s (%(relation)s)", name=one.name or "…", relation=relation))


def member_facts(one: Member) -> list[str]:
    """Return what is said of a member of the household, line by line."""
    work = [text for text in (one.job, one.employer) if text.strip()]
    born = [said(message("born %(year)s", year=str(one.birth_year)))] if one.birth_year else []
    dates = [
        said(text)
        for text, day in (
            (message("since %(day)s", day=one.since), one.since),
            (message("until %(day)s", day=one.until), one.until),
        )
        if day
    ]
    relation = [said(one.relation.label)] if one.relation else []
    return [*relation, *born, *work, *dates]


def name_of(entity: Entity) -> str:
    """Return the name of an entity in the language of the page, else in English."""
    return entity.names.get(spoken().code) or entity.name


def filed(filing: Filing, version: int | None) -> Filed:
    """Open a version of what was filed, the newest unless said."""
    row, statement = reading.statement(
        g.db, keys().opener, by=g.actor, filing=filing, why=reading.Why.OWN_COPY, version=version
    )
    return of_version(filing, row, statement)


def of_version(filing: Filing, row: Version, statement: Statement) -> Filed:
    """Return an opened version of what was filed, in the language of the page."""
    return Filed(
        version=row.version,
        statement=statement,
        lines=lines(statement, programmes.of(filing.cycle)),
        certified_at=row.certified_at,
    )
