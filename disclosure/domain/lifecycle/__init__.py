"""States and moves: one enum and one table each.

The database repeats each promise with CHECK constraints (disclosure/models).
"""

from disclosure.domain.lifecycle.filing import (
    FILING,
    HAS_STATEMENT,
    HOLDER,
    NOT_REQUIRED,
    UNDER_REVIEW,
    UNFILED,
    CaseHolder,
    FilingMove,
    FilingState,
)
from disclosure.domain.lifecycle.publication import (
    PUBLISHED,
    SUMMARY,
    SummaryMove,
    SummaryState,
)
from disclosure.domain.lifecycle.referral import (
    REFERRAL,
    ReferralMove,
    ReferralState,
)
from disclosure.domain.lifecycle.review import (
    ADVICE,
    ADVICE_OPEN,
    APPROVED_ADVICE,
    CONFLICT,
    QUESTION,
    AdviceMove,
    AdviceState,
    ConflictMove,
    ConflictState,
    QuestionMove,
    QuestionState,
    filing_state_after_advice,
)
from disclosure.domain.lifecycle.season import (
    CYCLE,
    DESIGNATION,
    EXTENSION,
    CycleMove,
    CycleState,
    DesignationMove,
    DesignationState,
    ExtensionMove,
    ExtensionState,
)
from disclosure.domain.lifecycle.table import (
    Lifecycle,
)
from disclosure.domain.lifecycle.verification import (
    DOCUMENT,
    DOCUMENT_OPEN,
    DRAW,
    DocumentMove,
    DocumentState,
    DrawMove,
    DrawState,
)
from disclosure.domain.lifecycle.wording import SNIPPET, SnippetMove, SnippetState

__all__ = [
    "ADVICE",
    "ADVICE_OPEN",
    "APPROVED_ADVICE",
    "CONFLICT",
    "CYCLE",
    "DESIGNATION",
    "DOCUMENT",
    "DOCUMENT_OPEN",
    "DRAW",
    "EXTENSION",
    "FILING",
    "HAS_STATEMENT",
    "HOLDER",
    "NOT_REQUIRED",
    "PUBLISHED",
    "QUESTION",
    "REFERRAL",
    "SNIPPET",
    "SUMMARY",
    "UNDER_REVIEW",
    "UNFILED",
    "AdviceMove",
    "AdviceState",
    "CaseHolder",
    "ConflictMove",
    "ConflictState",
    "CycleMove",
    "CycleState",
    "DesignationMove",
    "DesignationState",
    "DocumentMove",
    "DocumentState",
    "DrawMove",
    "DrawState",
    "ExtensionMove",
    "ExtensionState",
    "FilingMove",
    "FilingState",
    "Lifecycle",
    "QuestionMove",
    "QuestionState",
    "ReferralMove",
    "ReferralState",
    "SnippetMove",
    "SnippetState",
    "SummaryMove",
    "SummaryState",
    "filing_state_after_advice",
]
