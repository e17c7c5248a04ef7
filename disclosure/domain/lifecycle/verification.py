"""The draw, the documents it asks for, and the second person who confirms what was verified."""

from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class DrawState(StrEnum):
    """The random selection for verification."""

    COMMITTED = "committed"
    RUN = "run"


class DrawMove(StrEnum):
    """The public value arrives and the draw is run, once."""

    RUN = "run"


DRAW = Lifecycle("draw", {DrawMove.RUN: (frozenset({DrawState.COMMITTED}), DrawState.RUN)})


class DocumentState(StrEnum):
    """A third-party document asked for one item of a drawn filing."""

    REQUESTED = "requested"
    SUBMITTED = "submitted"
    UNOBTAINABLE = "unobtainable"
    REFUSED = "refused"
    DISCREPANCY = "discrepancy"
    EXPLAINED = "explained"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    EXCUSED = "excused"


class DocumentMove(StrEnum):
    """The filer hands in, explains or corrects; the reviewer judges; a second person may send back."""

    SUBMIT = "submit"
    EXPLAIN = "explain"
    CLARIFY = "clarify"
    CORRECT = "correct"
    ACCEPT = "accept"
    REFUSE = "refuse"
    DIFFER = "find-a-discrepancy-in"
    EXCUSE = "do-without"
    DROP = "drop"
    REOPEN = "look-again-at"


_R = DocumentState
DOCUMENT_DONE = frozenset({_R.ACCEPTED, _R.EXCUSED})
"""Proved, or rightly without a document."""
DOCUMENT_OPEN = frozenset(_R) - DOCUMENT_DONE
WITH_FILER = frozenset({_R.REQUESTED, _R.REFUSED, _R.DISCREPANCY})
"""The filer's turn."""
TO_JUDGE = frozenset({_R.SUBMITTED, _R.UNOBTAINABLE, _R.EXPLAINED, _R.CORRECTED})
"""The reviewer's turn."""
JUDGED = frozenset(_R) - {_R.REQUESTED, _R.SUBMITTED, _R.UNOBTAINABLE}
"""Somebody has decided on it at least once."""
OVER_A_DISCREPANCY = frozenset({_R.DISCREPANCY, _R.EXPLAINED, _R.CORRECTED})
_HANDED_IN = TO_JUDGE - {_R.UNOBTAINABLE}
DOCUMENT = Lifecycle(
    "document request",
    {
        DocumentMove.SUBMIT: (WITH_FILER | {_R.UNOBTAINABLE}, _R.SUBMITTED),
        DocumentMove.EXPLAIN: (frozenset({_R.REQUESTED, _R.REFUSED}), _R.UNOBTAINABLE),
        DocumentMove.CLARIFY: (frozenset({_R.DISCREPANCY}), _R.EXPLAINED),
        DocumentMove.CORRECT: (frozenset({_R.DISCREPANCY}), _R.CORRECTED),
        DocumentMove.ACCEPT: (_HANDED_IN, _R.ACCEPTED),
        DocumentMove.REFUSE: (TO_JUDGE, _R.REFUSED),
        DocumentMove.DIFFER: (_HANDED_IN, _R.DISCREPANCY),
        DocumentMove.EXCUSE: (frozenset({_R.UNOBTAINABLE}), _R.EXCUSED),
        DocumentMove.DROP: (DOCUMENT_OPEN, _R.EXCUSED),
        DocumentMove.REOPEN: (DOCUMENT_DONE, _R.SUBMITTED),
    },
)


class VerificationState(StrEnum):
    """The verification of one drawn filing as a whole."""

    UNDERWAY = "underway"
    TO_CONFIRM = "to-confirm"
    CONFIRMED = "confirmed"


class VerificationMove(StrEnum):
    """Every document is decided, so a second person looks; more may be asked for later."""

    HAND_OVER = "hand-over"
    CONFIRM = "confirm"
    RETURN = "return"
    RESUME = "resume"


_V = VerificationState
VERIFICATION = Lifecycle(
    "verification",
    {
        VerificationMove.HAND_OVER: (frozenset({_V.UNDERWAY}), _V.TO_CONFIRM),
        VerificationMove.CONFIRM: (frozenset({_V.TO_CONFIRM}), _V.CONFIRMED),
        VerificationMove.RETURN: (frozenset({_V.TO_CONFIRM}), _V.UNDERWAY),
        VerificationMove.RESUME: (frozenset({_V.TO_CONFIRM, _V.CONFIRMED}), _V.UNDERWAY),
    },
)
