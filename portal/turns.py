"""What a filer has to do, in words: the cards of the home page."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from disclosure.domain.lifecycle import (
    UNFILED,
    CaseHolder,
    CycleState,
    FilingState,
)
from disclosure.models import Filing
from portal import loading, statements, times

MINUTES = 4
"""How long most people with nothing to disclose need; the design's target until it is measured."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to do, and where."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """One year's filing as the home page shows it. `kind` is the shape of the state."""

    filing: Filing
    state: str
    kind: str
    owed: bool
    late: bool
    turns: list[Turn]


def is_current(filing: Filing) -> bool:
    """Tell whether a year still goes on: its cycle is open, or the filer has something to do."""
    return filing.cycle.state is CycleState.OPEN or filing.holder is CaseHolder.FILER


def card(filing: Filing) -> Card:
    """Return how a filing stands."""
    owed = filing.state in UNFILED
    late = owed and times.is_past(filing)
    kinds = {CaseHolder.FILER: "active", CaseHolder.NOBODY: "done"}
    kind = "late" if late else kinds.get(filing.holder, "waiting")
    return Card(filing, in_words(filing.state), kind, owed, late, list(_turns(filing)))


def in_words(state: FilingState) -> str:
    """Return a state as the filer reads it."""
    words: dict[str, str] = {
        FilingState.DUE: _("Not started"),
        FilingState.DRAFT: _("Started"),
        FilingState.FILED: _("Filed"),
        FilingState.IN_REVIEW: _("With a reviewer"),
        FilingState.QUESTION_ASKED: _("We have a question for you"),
        FilingState.ESCALATED: _("With a reviewer"),
        FilingState.ADVICE_PROPOSED: _("With a reviewer"),
        FilingState.ADVICE_SENT: _("We have advice for you"),
        FilingState.TO_DISCUSS: _("With a reviewer"),
        FilingState.DISAGREED: _("With the ethics office"),
        FilingState.ACTION_DUE: _("You have something to do"),
        FilingState.PROOF: _("With a reviewer"),
        FilingState.CLOSED: _("Review finished"),
        FilingState.EXEMPTED: _("You do not have to file"),
        FilingState.WITHDRAWN: _("You do not have to file"),
        FilingState.NOT_FILED: _("Not filed"),
    }
    return words[state]


def _turns(filing: Filing) -> list[Turn]:
    year, found, at = filing.cycle.year, [], statements.address(filing)
    messages = url_for("corresponding.index", **at)
    sentences = {
        FilingState.QUESTION_ASKED: _("Answer our question about your %(year)s statement", year=year),
        FilingState.ADVICE_SENT: _("Read our advice on your %(year)s statement and answer it", year=year),
        FilingState.ACTION_DUE: _(
            "Tell us how you followed our advice on your %(year)s statement", year=year
        ),
    }
    if filing.state in sentences:
        found.append(Turn(sentences[filing.state], messages))
    if filing.filed_at and loading.has_draft(filing):
        check = url_for("certifying.check", **at)
        found.append(Turn(_("Finish amending your %(year)s statement", year=year), check))
    if loading.waits_for_documents(filing):
        documents = url_for("verifying.index", **at)
        found.append(Turn(_("Send the documents for your %(year)s statement", year=year), documents))
    return found
