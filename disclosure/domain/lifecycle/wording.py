"""Approved wording: proposed by one person, approved by another, in force until a newer version."""

from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class SnippetState(StrEnum):
    """Where one version of a piece of wording stands."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    RETIRED = "retired"


class SnippetMove(StrEnum):
    """Proposer and approver each have their moves."""

    APPROVE = "approve"
    RETURN = "return"
    PROPOSE = "propose"
    RETIRE = "retire"


_S = SnippetState
SNIPPET = Lifecycle(
    "wording",
    {
        SnippetMove.APPROVE: (frozenset({_S.PROPOSED}), _S.APPROVED),
        SnippetMove.RETURN: (frozenset({_S.PROPOSED}), _S.RETURNED),
        SnippetMove.PROPOSE: (frozenset({_S.RETURNED}), _S.PROPOSED),
        SnippetMove.RETIRE: (frozenset({_S.PROPOSED, _S.RETURNED, _S.APPROVED}), _S.RETIRED),
    },
)
