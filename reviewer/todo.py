"""What the reviewer can do in a case now, as the list of the page "decide". The acts themselves decide."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import g, url_for
from flask_babel import gettext as _

from disclosure.casework.cases import advices_of, conflicts_of, questions_of
from disclosure.casework.closing import obstacles
from disclosure.domain.lifecycle import (
    ADVICE_OPEN,
    FILING,
    TO_JUDGE,
    AdviceState,
    ConflictState,
    FilingMove,
    FilingState,
    QuestionState,
)
from disclosure.models import Advice, Conflict, Filing
from disclosure.web.forms import said
from reviewer.folder import requests_of


class Task(NamedTuple):
    """One thing to do, as the list of tasks shows it."""

    title: str
    url: str | None
    hint: str
    status: str
    kind: str


class Unadvised(NamedTuple):
    """A conflict that waits for advice, with the returned advice that is to be revised, if any."""

    conflict: Conflict
    returned: Advice | None


def unadvised(filing: Filing) -> list[Unadvised]:
    """Return the conflicts on which advice must be proposed, all of them in one act."""
    advices = [one for one in advices_of(g.db, filing) if one.state in ADVICE_OPEN]
    returned = [one for one in advices if one.state is AdviceState.RETURNED]
    covered = {one.conflict_id for one in advices}
    fresh = [
        conflict
        for conflict in conflicts_of(g.db, filing)
        if conflict.state in {ConflictState.FOUND, ConflictState.ADVISED} and conflict.id not in covered
    ]
    return [Unadvised(one.conflict, one) for one in returned] + [Unadvised(one, None) for one in fresh]


def todo(filing: Filing) -> list[Task]:
    """Return what can be done in the case as it stands, the final act first."""
    return [*_closing(filing), *_saying(filing), *_checking(filing), *_keeping(filing)]


def _closing(filing: Filing) -> Iterator[Task]:
    if not FILING.allows(filing.state, FilingMove.CLOSE):
        return
    found = obstacles(g.db, filing)
    yield Task(
        _("Close the review"),
        url_for("deciding.close", filing_id=filing.id),
        said(found[0]) if found else _("There is no conflict, or everything is settled."),
        _("Not yet") if found else _("Ready"),
        "waiting" if found else "open",
    )


def _saying(filing: Filing) -> Iterator[Task]:
    if filing.state in {FilingState.IN_REVIEW, FilingState.QUESTION_ASKED}:
        asked = sum(one.state is QuestionState.ASKED for one in questions_of(g.db, filing))
        yield Task(
            _("Ask the filer a question"),
            url_for("deciding.ask", filing_id=filing.id),
            _("The case then waits for the answer."),
            _("Questions open: %(number)d", number=asked),
            "waiting" if asked else "open",
        )
    if filing.state in {FilingState.IN_REVIEW, FilingState.ADVICE_PROPOSED}:
        waiting = len(unadvised(filing))
        may = waiting or filing.state is FilingState.IN_REVIEW
        yield Task(
            _("Propose advice"),
            url_for("deciding.advise", filing_id=filing.id) if may else None,
            _("Somebody else approves it before the filer sees it."),
            _("Conflicts without advice: %(number)d", number=waiting),
            "open" if may else "waiting",
        )
    if filing.state is FilingState.IN_REVIEW:
        yield from _in_review(filing)


def _in_review(filing: Filing) -> Iterator[Task]:
    yield Task(
        _("Put the case before the ethics office"),
        url_for("deciding.escalate", filing_id=filing.id),
        _("The office says how the review goes on. The filer sees nothing of it."),
        _("Now"),
        "open",
    )
    yield Task(
        _("Record a conflict of interest, and advise later"),
        url_for("deciding.conflict", filing_id=filing.id),
        _("Your reasons stay private. The filer is told through the advice."),
        _("Conflicts found: %(number)d", number=len(conflicts_of(g.db, filing))),
        "open",
    )


def _checking(filing: Filing) -> Iterator[Task]:
    for advice in advices_of(g.db, filing):
        if advice.state is AdviceState.TO_DISCUSS:
            yield Task(
                _("Answer the filer, who wants to talk about advice"),
                url_for("talking.reply", filing_id=filing.id, advice_id=advice.id),
                _("Write here, or call and write down what you agreed. Then the filer answers the advice."),
                _("To answer"),
                "active",
            )
        if advice.state is AdviceState.PROVED:
            yield Task(
                _("Check the proof of advice"),
                url_for("settling.proof", filing_id=filing.id, advice_id=advice.id),
                _("The filer says that the advice was followed."),
                _("To check"),
                "active",
            )
    requests = requests_of(filing)
    if requests:
        waiting = sum(one.state in TO_JUDGE for one in requests)
        yield Task(
            _("Check the documents"),
            url_for("documents.index", filing_id=filing.id),
            _("Still to be accepted: %(number)d", number=filing.documents_open),
            _("To check: %(number)d", number=waiting),
            "active" if waiting else "waiting",
        )


def _keeping(filing: Filing) -> Iterator[Task]:
    yield Task(
        _("Write a private note"),
        url_for("deciding.note", filing_id=filing.id),
        _("The filer never sees it."),
        _("At any time"),
        "open",
    )
    if FILING.allows(filing.state, FilingMove.RELEASE):
        yield Task(
            _("Give the case back"),
            url_for("case.release", filing_id=filing.id),
            _("What you noted and found in it stays."),
            _("At any time"),
            "open",
        )
