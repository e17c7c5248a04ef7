"""What was written about a statement: questions and advice, each with its texts and whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from flask import g, url_for
from flask_babel import gettext as _

from disclosure.casework import attaching, cases, reading
from disclosure.casework.reading import Passage
from disclosure.domain.categories import AdviceType
from disclosure.domain.lifecycle import AdviceState, FilingState, QuestionState
from disclosure.models import Advice, Attachment, Filing, Question, Writing
from disclosure.web.correspondence import ADVICE_TITLES, QUESTION_TITLE, around
from disclosure.web.forms import said
from portal import files, times
from portal.drafts import keys


@dataclass(frozen=True, slots=True)
class Said:
    """One text, by whom and when."""

    who: str
    at: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One question or piece of advice. `turn` is the address of what the filer does next, if anything."""

    id: str
    title: str
    state: str
    kind: str
    due_on: object
    asks: list[str]
    """Who does what is advised, and what shows that it was done."""
    said: list[Said]
    turn: str
    act: str
    files: list[tuple[Attachment, str]]
    waiting: list[tuple[Attachment, str]]
    """Files that are kept and not sent yet: the page they came with had something missing."""


def threads(filing: Filing) -> list[Thread]:
    """Open the correspondence of a filing and return it by question and by piece of advice."""
    passages = reading.texts(g.db, keys().opener, by=g.actor, filing=filing, why=reading.Why.OWN_COPY)
    questions = [_question(one, passages) for one in cases.questions_of(g.db, filing)]
    sent = [one for one in cases.advices_of(g.db, filing) if one.sent_at is not None]
    return questions + [_advice(one, passages) for one in sent]


def of_question(question: Question) -> Thread:
    """Return the thread of one question."""
    return next(one for one in threads(question.filing) if one.id == question.id.hex)


def of_advice(advice: Advice) -> Thread:
    """Return the thread of one piece of advice."""
    return next(one for one in threads(advice.filing) if one.id == advice.id.hex)


def _question(question: Question, passages: Sequence[Passage]) -> Thread:
    states = {
        QuestionState.ASKED: (_("Your turn"), "active"),
        QuestionState.ANSWERED: (_("Answered"), "done"),
        QuestionState.WITHDRAWN: (_("No longer needed"), "done"),
    }
    state, kind = states[question.state]
    asked = question.state is QuestionState.ASKED
    return Thread(
        id=question.id.hex,
        title=said(QUESTION_TITLE),
        state=state,
        kind=kind,
        due_on=question.due_on if asked else None,
        asks=[],
        said=_said(question.id, passages, question.filing),
        turn=url_for("corresponding.answer", question=question.id) if asked else "",
        act=_("Answer the question"),
        **_files(question.id, turn=asked),
    )


def _advice(advice: Advice, passages: Sequence[Passage]) -> Thread:
    states = {
        AdviceState.SENT: (_("Your turn"), "active"),
        AdviceState.AGREED: (_("Your turn"), "active"),
        AdviceState.TO_DISCUSS: (_("With a reviewer, who answers you"), "waiting"),
        AdviceState.DISAGREED: (_("With the ethics office"), "waiting"),
        AdviceState.PROVED: (_("With a reviewer"), "waiting"),
        AdviceState.DONE: (_("Done"), "done"),
        AdviceState.WITHDRAWN: (_("No longer needed"), "done"),
    }
    state, kind = states.get(advice.state, (_("With a reviewer"), "waiting"))
    turn, act = _turn(advice)
    waits = advice.state is AdviceState.AGREED and not turn
    undone = advice.state in _UNDONE
    return Thread(
        id=advice.id.hex,
        title=in_words(advice.type),
        state=_("Waiting for the rest of the advice") if waits else state,
        kind="waiting" if waits else kind,
        due_on=advice.due_on if undone else None,
        asks=[said(line) for line in around(advice.owner, advice.proof)] if undone else [],
        said=_said(advice.id, passages, advice.filing),
        turn=turn,
        act=act,
        **_files(advice.id, turn=bool(turn)),
    )


class Files(TypedDict):
    """The files of a thread, as it takes them."""

    files: list[tuple[Attachment, str]]
    waiting: list[tuple[Attachment, str]]


def _files(subject_id: UUID, *, turn: bool) -> Files:
    """Return what was sent, and what came but waits until the filer sends the page."""
    not_sent = attaching.kept_since_handed_in(g.db, subject_id) if turn else ()
    sent = [one for one in attaching.kept_for(g.db, subject_id) if one not in not_sent]
    return {"files": files.named(sent), "waiting": files.named(not_sent)}


_UNDONE = frozenset({AdviceState.SENT, AdviceState.TO_DISCUSS, AdviceState.AGREED})
"""The filer has still to do what is advised."""


def _turn(advice: Advice) -> tuple[str, str]:
    """Return where the filer acts on advice, and the words of the link."""
    if advice.state is AdviceState.SENT:
        return url_for("corresponding.respond", advice=advice.id), _("Answer this advice")
    if advice.state is AdviceState.TO_DISCUSS:
        return url_for("corresponding.respond", advice=advice.id), _("Answer this advice without waiting")
    if advice.state is AdviceState.AGREED and advice.filing.state is FilingState.ACTION_DUE:
        return url_for("corresponding.prove", advice=advice.id), _("Tell us how you followed it")
    return "", ""


def _said(subject: object, passages: Sequence[Passage], filing: Filing) -> list[Said]:
    office = {Writing.DECISION: _("Ethics office")}
    return [
        Said(
            who=_("You") if row.author_id == g.actor.account_id else office.get(row.kind, _("Reviewer")),
            at=times.local(row.at, filing.zone),
            text=written.text,
            language=written.language,
        )
        for row, written in passages
        if row.subject_id == subject
    ]


def in_words(kind: AdviceType) -> str:
    """Return what a piece of advice asks, as its heading."""
    return said(ADVICE_TITLES[kind])
