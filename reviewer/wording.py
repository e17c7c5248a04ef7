"""The words of the review site for codes: states, holders, categories, kinds of writing."""

from collections.abc import Mapping
from enum import StrEnum

from disclosure.casework.docket import Band, View
from disclosure.casework.reviewing import Reason
from disclosure.domain.categories import AdviceOwner, AdviceProof, AdviceType, ConflictCategory
from disclosure.domain.lifecycle import (
    AdviceState,
    CaseHolder,
    ConflictState,
    DocumentState,
    FilingState,
    QuestionState,
    SnippetState,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.snippets import SnippetKind
from disclosure.models import Likelihood, PauseReason, Writing

Words = Mapping[StrEnum, Message]

_F = FilingState
STATES: Words = {
    _F.DUE: message("Not filed yet"),
    _F.DRAFT: message("Being prepared"),
    _F.FILED: message("Unclaimed"),
    _F.IN_REVIEW: message("In review"),
    _F.QUESTION_ASKED: message("Question asked"),
    _F.ESCALATED: message("With the ethics office"),
    _F.ADVICE_PROPOSED: message("Advice proposed"),
    _F.ADVICE_SENT: message("Advice sent"),
    _F.TO_DISCUSS: message("The filer wants to talk"),
    _F.DISAGREED: message("The filer disagrees"),
    _F.ACTION_DUE: message("Action due"),
    _F.PROOF: message("Proof to check"),
    _F.CLOSED: message("Closed"),
    _F.EXEMPTED: message("Exempted"),
    _F.WITHDRAWN: message("Designation withdrawn"),
    _F.NOT_FILED: message("Not filed"),
}
SHAPES: Mapping[FilingState, str] = {
    _F.FILED: "open",
    _F.IN_REVIEW: "active",
    _F.PROOF: "active",
    _F.TO_DISCUSS: "active",
    _F.ESCALATED: "active",
    _F.ADVICE_PROPOSED: "active",
    _F.DISAGREED: "stop",
    _F.CLOSED: "done",
}
"""The shape beside a state's words; the others wait for the filer."""

HOLDERS: Words = {
    CaseHolder.FILER: message("The filer"),
    CaseHolder.REVIEW_TEAM: message("The review team"),
    CaseHolder.REVIEWER: message("The reviewer"),
    CaseHolder.APPROVER: message("An approver"),
    CaseHolder.ETHICS_OFFICE: message("The ethics office"),
    CaseHolder.NOBODY: message("Nobody"),
}
CATEGORIES: Words = {
    ConflictCategory.FINANCIAL_ACTIVITY: message("Financial activity"),
    ConflictCategory.OUTSIDE_ACTIVITY: message("Outside activity"),
    ConflictCategory.FAMILY_OR_PERSONAL: message("Family or personal relationship"),
    ConflictCategory.OTHER: message("Other"),
}
LIKELIHOODS: Words = {
    Likelihood.ACTUAL: message("Actual: it is there now"),
    Likelihood.POTENTIAL: message("Potential: it could arise"),
}
ADVICE_TYPES: Words = {
    AdviceType.STEP_ASIDE: message("Step aside from certain decisions"),
    AdviceType.DIVEST: message("Sell or give up the holding"),
    AdviceType.RESIGN_ROLE: message("Give up the outside role"),
    AdviceType.STOP_ACTIVITY: message("Stop the outside activity"),
    AdviceType.RESTRICT_INFORMATION: message("Keep away from certain information"),
    AdviceType.BLIND_TRUST: message("Place the holding in a blind trust"),
    AdviceType.ASK_AUTHORISATION: message("Ask for authorisation"),
    AdviceType.WAIVER: message("Ask for a waiver"),
    AdviceType.RETURN_GIFT: message("Return the gift or hand it over"),
    AdviceType.OTHER: message("Something else, as the text says"),
}
ADVICE_OWNERS: Words = {
    AdviceOwner.FILER: message("The filer"),
    AdviceOwner.SUPERVISOR: message("The filer's supervisor, whom the filer asks"),
    AdviceOwner.ETHICS_OFFICE: message("The ethics office, with the filer"),
}
ADVICE_PROOFS: Words = {
    AdviceProof.OWN_STATEMENT: message("A statement of the filer's own"),
    AdviceProof.SUPERVISOR_NOTE: message("A note of the supervisor"),
    AdviceProof.THIRD_PARTY_DOCUMENT: message("A document from outside, such as a letter or a receipt"),
    AdviceProof.AUTHORISATION: message("The answer to the request"),
}
SNIPPET_KINDS: Words = {
    SnippetKind.QUESTION: message("Question"),
    SnippetKind.ADVICE: message("Advice"),
}
SNIPPET_STATES: Words = {
    SnippetState.PROPOSED: message("Waiting for approval"),
    SnippetState.RETURNED: message("Returned with a reason"),
    SnippetState.APPROVED: message("In force"),
    SnippetState.RETIRED: message("Retired"),
}
_C = ConflictState
CONFLICT_STATES: Words = {
    _C.FOUND: message("Found, without advice yet"),
    _C.ADVISED: message("Advice given"),
    _C.MITIGATED: message("Mitigated"),
    _C.DISMISSED: message("Dismissed"),
}
_A = AdviceState
ADVICE_STATES: Words = {
    _A.PROPOSED: message("Waiting for approval"),
    _A.RETURNED: message("Returned to the reviewer"),
    _A.SENT: message("Sent to the filer"),
    _A.AGREED: message("The filer agreed"),
    _A.TO_DISCUSS: message("The filer wants to talk about it"),
    _A.DISAGREED: message("The filer disagrees"),
    _A.PROVED: message("Proof given"),
    _A.DONE: message("Proof accepted"),
    _A.WITHDRAWN: message("Withdrawn"),
}
QUESTION_STATES: Words = {
    QuestionState.ASKED: message("Not answered yet"),
    QuestionState.ANSWERED: message("Answered"),
    QuestionState.WITHDRAWN: message("Withdrawn"),
}
_D = DocumentState
DOCUMENT_STATES: Words = {
    _D.REQUESTED: message("Asked for"),
    _D.SUBMITTED: message("Handed in"),
    _D.UNOBTAINABLE: message("Cannot be obtained, says the filer"),
    _D.REFUSED: message("Refused"),
    _D.DISCREPANCY: message("Differs from the statement"),
    _D.EXPLAINED: message("The difference is explained"),
    _D.CORRECTED: message("The statement is corrected"),
    _D.ACCEPTED: message("Accepted"),
    _D.EXCUSED: message("No document needed"),
}
WRITINGS: Words = {
    Writing.QUESTION: message("Question to the filer"),
    Writing.REPLY: message("Answer"),
    Writing.NOTE: message("Private note"),
    Writing.FINDING: message("Reasons for a conflict"),
    Writing.ADVICE: message("Advice"),
    Writing.RETURN: message("Returned by the approver"),
    Writing.RESPONSE: message("What the filer says to the advice"),
    Writing.DECISION: message("Decision of the ethics office"),
    Writing.PROOF: message("Proof given by the filer"),
    Writing.CHECK: message("What was refused, and why"),
    Writing.DOCUMENT: message("Document handed in"),
    Writing.AMENDMENT: message("Why the statement was amended"),
    Writing.ESCALATION: message("Put before the ethics office"),
    Writing.DIRECTION: message("What the ethics office says"),
}
REASONS: Words = {
    Reason.TIE: message("A tie to the person or to what they declare"),
    Reason.LANGUAGE: message("The language of the statement"),
    Reason.WORKLOAD: message("Workload"),
    Reason.ABSENCE: message("Absence"),
}
PAUSE_REASONS: Words = {
    PauseReason.ABSENCE: message("The reviewer or the filer is away"),
    PauseReason.INFORMATION: message("Information is awaited"),
    PauseReason.ANOTHER_OFFICE: message("Another office is asked"),
    PauseReason.WORKLOAD: message("Other cases come first"),
}
BANDS: Words = {
    Band.WEEK: message("Up to 7 days"),
    Band.FORTNIGHT: message("8 to 14 days"),
    Band.MONTH: message("15 to 30 days"),
    Band.LONGER: message("31 days or more"),
}
VIEWS: Words = {
    View.MY_TURN: message("My turn"),
    View.UNCLAIMED: message("Unclaimed"),
    View.LATE: message("Late"),
    View.WAITING_ON_FILER: message("Waiting on filers"),
    View.NOT_SURE: message("Not sure answers"),
    View.DROPPED_TO_NIL: message("Dropped to nil"),
    View.SENIOR: message("Senior officials"),
    View.SAMPLED: message("Sampled"),
    View.APPROVALS: message("Approvals"),
    View.DISAGREED: message("Disagreed"),
    View.OPEN: message("All open cases"),
    View.CLOSED_LATELY: message("Closed in the last 7 days"),
    View.MATCHED_LATER: message("Closed, matched later"),
    View.FOUND: message("All cases"),
}
