"""The four decisions of a review, by the keys that open their pages."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing


class Choice(NamedTuple):
    """One of the four decisions, as the head of every decision page offers it."""

    key: str
    title: str
    endpoint: str
    url: str


def choices(filing: Filing) -> list[Choice]:
    """Return the decisions that the case allows now, by the keys that open their pages."""
    return [
        Choice(key, title, endpoint, url_for(endpoint, filing_id=filing.id))
        for key, title, endpoint, states in (
            ("1", _("No conflict"), "deciding.close", {FilingState.IN_REVIEW, FilingState.PROOF}),
            ("2", _("Ask"), "deciding.ask", {FilingState.IN_REVIEW, FilingState.QUESTION_ASKED}),
            ("3", _("Advise"), "deciding.advise", {FilingState.IN_REVIEW, FilingState.ADVICE_PROPOSED}),
            ("4", _("Escalate"), "deciding.escalate", {FilingState.IN_REVIEW}),
        )
        if filing.state in states
    ]
