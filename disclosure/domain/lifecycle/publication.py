"""The public summary of a statement: whether its filer lets it be published, by their own choice."""

from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class SummaryState(StrEnum):
    """What somebody who may publish a summary has chosen."""

    UNDECIDED = "undecided"
    CONFIDENTIAL = "confidential"
    DETAILED = "published-in-detail"
    NIL = "published-as-nil"
    WITHDRAWN = "withdrawn"


class SummaryMove(StrEnum):
    """The filer chooses, and may choose anew."""

    DEFER = "leave-undecided"
    KEEP = "keep-confidential"
    PUBLISH_DETAILED = "publish"
    PUBLISH_NIL = "publish-as-nil"
    WITHDRAW = "withdraw"


_S = SummaryState
PUBLISHED = frozenset({_S.DETAILED, _S.NIL})
"""Everybody can read it."""

SUMMARY = Lifecycle(
    "public summary",
    {
        SummaryMove.DEFER: (frozenset({_S.UNDECIDED, _S.CONFIDENTIAL}), _S.UNDECIDED),
        SummaryMove.KEEP: (frozenset({_S.UNDECIDED, _S.CONFIDENTIAL}), _S.CONFIDENTIAL),
        SummaryMove.PUBLISH_DETAILED: (frozenset(_S), _S.DETAILED),
        SummaryMove.PUBLISH_NIL: (frozenset(_S), _S.NIL),
        SummaryMove.WITHDRAW: (PUBLISHED, _S.WITHDRAWN),
    },
)
