"""Questions, conflicts and advice: the review of a filing."""

from collections.abc import Collection
from enum import StrEnum

from disclosure.domain.lifecycle.filing import FilingState
from disclosure.domain.lifecycle.table import Lifecycle


class QuestionState(StrEnum):
    """A clarification asked of the filer."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class QuestionMove(StrEnum):
    """The filer answers, or an amendment or the reviewer makes it moot."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"


QUESTION = Lifecycle(
    "question",
    {
        QuestionMove.ANSWER: (frozenset({QuestionState.ASKED}), QuestionState.ANSWERED),
        QuestionMove.WITHDRAW: (frozenset({QuestionState.ASKED}), QuestionState.WITHDRAWN),
    },
)


class ConflictState(StrEnum):
    """A conflict of interest that a reviewer found."""

    FOUND = "found"
    ADVISED = "advised"
    MITIGATED = "mitigated"
    DISMISSED = "dismissed"


class ConflictMove(StrEnum):
    """From found to mitigated, or dismissed with a reason."""

    ADVISE = "advise-on"
    MITIGATE = "mitigate"
    DISMISS = "dismiss"


_C = ConflictState
CONFLICT = Lifecycle(
    "conflict",
    {
        ConflictMove.ADVISE: (frozenset({_C.FOUND}), _C.ADVISED),
        ConflictMove.MITIGATE: (frozenset({_C.ADVISED}), _C.MITIGATED),
        ConflictMove.DISMISS: (frozenset({_C.FOUND, _C.ADVISED}), _C.DISMISSED),
    },
)


class AdviceState(StrEnum):
    """What the filer is asked to do, from proposal to proof."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    SENT = "sent"
    TO_DISCUSS = "to-discuss"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    PROVED = "proved"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class AdviceMove(StrEnum):
    """Proposer, approver, filer and ethics office each have their moves."""

    RETURN = "return"
    PROPOSE = "propose"
    SEND = "send"
    TALK = "ask-to-talk-about"
    REPLY = "answer-about"
    AGREE = "agree-to"
    DISAGREE = "disagree-with"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    PROVE = "prove"
    REFUSE = "refuse-the-proof-of"
    ACCEPT = "accept-the-proof-of"
    WITHDRAW = "withdraw"


_A = AdviceState
ADVICE_OPEN = frozenset(_A) - {_A.DONE, _A.WITHDRAWN}
"""Somebody still has something to do about it; an amendment withdraws whatever is open."""
ADVICE = Lifecycle(
    "advice",
    {
        AdviceMove.RETURN: (frozenset({_A.PROPOSED}), _A.RETURNED),
        AdviceMove.PROPOSE: (frozenset({_A.RETURNED}), _A.PROPOSED),
        AdviceMove.SEND: (frozenset({_A.PROPOSED}), _A.SENT),
        AdviceMove.TALK: (frozenset({_A.SENT}), _A.TO_DISCUSS),
        AdviceMove.REPLY: (frozenset({_A.TO_DISCUSS}), _A.SENT),
        AdviceMove.AGREE: (frozenset({_A.SENT, _A.TO_DISCUSS}), _A.AGREED),
        AdviceMove.DISAGREE: (frozenset({_A.SENT, _A.TO_DISCUSS}), _A.DISAGREED),
        AdviceMove.UPHOLD: (frozenset({_A.DISAGREED}), _A.AGREED),
        AdviceMove.OVERTURN: (frozenset({_A.DISAGREED}), _A.WITHDRAWN),
        AdviceMove.PROVE: (frozenset({_A.AGREED}), _A.PROVED),
        AdviceMove.REFUSE: (frozenset({_A.PROVED}), _A.AGREED),
        AdviceMove.ACCEPT: (frozenset({_A.PROVED}), _A.DONE),
        AdviceMove.WITHDRAW: (ADVICE_OPEN, _A.WITHDRAWN),
    },
)
APPROVED_ADVICE = frozenset({_A.SENT, _A.TO_DISCUSS, _A.AGREED, _A.DISAGREED, _A.PROVED, _A.DONE})
"""A second person has approved it and the filer has seen it."""


def filing_state_after_advice(states: Collection[AdviceState]) -> FilingState | None:
    """Say where a filing stands, given where each piece of its advice stands.

    What the filer wants to talk about is answered first; then the filer answers
    everything; then the ethics office decides what is contested; then actions
    are due; then proofs are checked. None means that nothing of the advice is
    open any more and the filing can be closed.
    """
    order = (
        (_A.TO_DISCUSS, FilingState.TO_DISCUSS),
        (_A.SENT, FilingState.ADVICE_SENT),
        (_A.DISAGREED, FilingState.DISAGREED),
        (_A.AGREED, FilingState.ACTION_DUE),
        (_A.PROVED, FilingState.PROOF),
    )
    return next((filing for advice, filing in order if advice in states), None)
