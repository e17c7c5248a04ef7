"""A filing, from due to closed. Every state says whose turn it is: a case has exactly one holder."""

from collections.abc import Mapping
from enum import StrEnum

from disclosure.domain.lifecycle.table import Lifecycle


class FilingState(StrEnum):
    """One person's obligation in a cycle, from due to closed."""

    DUE = "due"
    DRAFT = "draft"
    FILED = "filed"
    IN_REVIEW = "in-review"
    QUESTION_ASKED = "question-asked"
    ESCALATED = "escalated"
    ADVICE_PROPOSED = "advice-proposed"
    ADVICE_SENT = "advice-sent"
    TO_DISCUSS = "to-discuss"
    DISAGREED = "disagreed"
    ACTION_DUE = "action-due"
    PROOF = "proof"
    CLOSED = "closed"
    EXEMPTED = "exempted"
    WITHDRAWN = "withdrawn"
    NOT_FILED = "not-filed"


class FilingMove(StrEnum):
    """Everything that can happen to a filing."""

    START = "start"
    FILE = "file"
    AMEND = "amend"
    CLAIM = "claim"
    RELEASE = "release"
    ASK = "ask-about"
    ANSWER = "answer-for"
    ESCALATE = "escalate"
    DIRECT = "direct"
    PROPOSE = "propose-advice-on"
    RETURN = "return-the-advice-on"
    SEND = "send-advice-on"
    AGREE = "agree-to-the-advice-on"
    TALK = "ask-to-talk-about-the-advice-on"
    REPLY = "answer-about-the-advice-on"
    DISAGREE = "disagree-with-the-advice-on"
    UPHOLD = "uphold-the-advice-on"
    OVERTURN = "overturn-the-advice-on"
    PROVE = "prove-the-action-on"
    REFUSE_PROOF = "refuse-the-proof-on"
    RESUME = "resume-the-review-of"
    CLOSE = "close"
    SAMPLE = "sample"
    REOPEN = "open-again"
    EXEMPT = "exempt"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


_F = FilingState
UNFILED = frozenset({_F.DUE, _F.DRAFT})
"""Still owed: no statement yet, and nothing that lifted the obligation."""
UNDER_REVIEW = frozenset(
    {
        _F.FILED,
        _F.IN_REVIEW,
        _F.QUESTION_ASKED,
        _F.ESCALATED,
        _F.ADVICE_PROPOSED,
        _F.ADVICE_SENT,
        _F.TO_DISCUSS,
        _F.DISAGREED,
        _F.ACTION_DUE,
        _F.PROOF,
    }
)
"""Filed and not yet closed: what counts as open at the end of the year."""
HAS_STATEMENT = UNDER_REVIEW | {_F.CLOSED}
"""The person has filed."""
NOT_REQUIRED = frozenset({_F.EXEMPTED, _F.WITHDRAWN})
"""The obligation was lifted; not counted among those required to file."""

FILING = Lifecycle(
    "filing",
    {
        FilingMove.START: (frozenset({_F.DUE}), _F.DRAFT),
        FilingMove.FILE: (UNFILED, _F.FILED),
        FilingMove.AMEND: (HAS_STATEMENT, _F.FILED),
        FilingMove.CLAIM: (frozenset({_F.FILED}), _F.IN_REVIEW),
        FilingMove.RELEASE: (frozenset({_F.IN_REVIEW}), _F.FILED),
        FilingMove.ASK: (frozenset({_F.IN_REVIEW}), _F.QUESTION_ASKED),
        FilingMove.ANSWER: (frozenset({_F.QUESTION_ASKED}), _F.IN_REVIEW),
        FilingMove.ESCALATE: (frozenset({_F.IN_REVIEW}), _F.ESCALATED),
        FilingMove.DIRECT: (frozenset({_F.ESCALATED}), _F.IN_REVIEW),
        FilingMove.PROPOSE: (frozenset({_F.IN_REVIEW}), _F.ADVICE_PROPOSED),
        FilingMove.RETURN: (frozenset({_F.ADVICE_PROPOSED}), _F.IN_REVIEW),
        FilingMove.SEND: (frozenset({_F.ADVICE_PROPOSED}), _F.ADVICE_SENT),
        FilingMove.TALK: (frozenset({_F.ADVICE_SENT}), _F.TO_DISCUSS),
        FilingMove.REPLY: (frozenset({_F.TO_DISCUSS}), _F.ADVICE_SENT),
        FilingMove.AGREE: (frozenset({_F.ADVICE_SENT, _F.TO_DISCUSS}), _F.ACTION_DUE),
        FilingMove.DISAGREE: (frozenset({_F.ADVICE_SENT, _F.TO_DISCUSS}), _F.DISAGREED),
        FilingMove.UPHOLD: (frozenset({_F.DISAGREED}), _F.ACTION_DUE),
        FilingMove.OVERTURN: (frozenset({_F.DISAGREED}), _F.CLOSED),
        FilingMove.PROVE: (frozenset({_F.ACTION_DUE}), _F.PROOF),
        FilingMove.REFUSE_PROOF: (frozenset({_F.PROOF}), _F.ACTION_DUE),
        FilingMove.RESUME: (
            frozenset({_F.ADVICE_SENT, _F.TO_DISCUSS, _F.DISAGREED, _F.ACTION_DUE, _F.PROOF}),
            _F.IN_REVIEW,
        ),
        FilingMove.CLOSE: (frozenset({_F.IN_REVIEW, _F.PROOF}), _F.CLOSED),
        FilingMove.SAMPLE: (frozenset({_F.CLOSED}), _F.IN_REVIEW),
        FilingMove.REOPEN: (frozenset({_F.CLOSED}), _F.FILED),
        FilingMove.EXEMPT: (UNFILED, _F.EXEMPTED),
        FilingMove.WITHDRAW: (UNFILED, _F.WITHDRAWN),
        FilingMove.LAPSE: (UNFILED, _F.NOT_FILED),
    },
)


class CaseHolder(StrEnum):
    """Whose turn it is."""

    FILER = "filer"
    REVIEW_TEAM = "review-team"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ETHICS_OFFICE = "ethics-office"
    NOBODY = "nobody"


HOLDER: Mapping[FilingState, CaseHolder] = {
    _F.DUE: CaseHolder.FILER,
    _F.DRAFT: CaseHolder.FILER,
    _F.FILED: CaseHolder.REVIEW_TEAM,
    _F.IN_REVIEW: CaseHolder.REVIEWER,
    _F.QUESTION_ASKED: CaseHolder.FILER,
    _F.ESCALATED: CaseHolder.ETHICS_OFFICE,
    _F.ADVICE_PROPOSED: CaseHolder.APPROVER,
    _F.ADVICE_SENT: CaseHolder.FILER,
    _F.TO_DISCUSS: CaseHolder.REVIEWER,
    _F.DISAGREED: CaseHolder.ETHICS_OFFICE,
    _F.ACTION_DUE: CaseHolder.FILER,
    _F.PROOF: CaseHolder.REVIEWER,
    _F.CLOSED: CaseHolder.NOBODY,
    _F.EXEMPTED: CaseHolder.NOBODY,
    _F.WITHDRAWN: CaseHolder.NOBODY,
    _F.NOT_FILED: CaseHolder.NOBODY,
}
