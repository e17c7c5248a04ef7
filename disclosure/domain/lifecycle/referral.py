"""A letter to the head of an entity about those who did not file."""

from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class ReferralState(StrEnum):
    """A letter to the head of an entity about those who did not file."""

    PREPARED = "prepared"
    SENT = "sent"
    ACTED = "acted"
    WITHDRAWN = "withdrawn"


class ReferralMove(StrEnum):
    """One person prepares, another sends, the head records what was done."""

    SEND = "send"
    ACT = "record-the-action-on"
    WITHDRAW = "withdraw"


REFERRAL = Lifecycle(
    "referral",
    {
        ReferralMove.SEND: (frozenset({ReferralState.PREPARED}), ReferralState.SENT),
        ReferralMove.ACT: (frozenset({ReferralState.SENT}), ReferralState.ACTED),
        ReferralMove.WITHDRAW: (frozenset({ReferralState.PREPARED}), ReferralState.WITHDRAWN),
    },
)
