"""The draw and the documents it asks for."""

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
    ACCEPTED = "accepted"


class DocumentMove(StrEnum):
    """The filer submits or explains; the reviewer accepts or refuses."""

    SUBMIT = "submit"
    EXPLAIN = "explain"
    ACCEPT = "accept"
    REFUSE = "refuse"


_R = DocumentState
DOCUMENT_OPEN = frozenset(_R) - {_R.ACCEPTED}
DOCUMENT = Lifecycle(
    "document request",
    {
        DocumentMove.SUBMIT: (frozenset({_R.REQUESTED, _R.REFUSED, _R.UNOBTAINABLE}), _R.SUBMITTED),
        DocumentMove.EXPLAIN: (frozenset({_R.REQUESTED, _R.REFUSED}), _R.UNOBTAINABLE),
        DocumentMove.ACCEPT: (frozenset({_R.SUBMITTED, _R.UNOBTAINABLE}), _R.ACCEPTED),
        DocumentMove.REFUSE: (frozenset({_R.SUBMITTED, _R.UNOBTAINABLE}), _R.REFUSED),
    },
)
