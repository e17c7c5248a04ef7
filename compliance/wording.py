"""The words of the compliance site for codes. States of a review are not among them: a filing is filed."""

from collections.abc import Mapping
from enum import StrEnum

from disclosure.casework.referring import Dropped
from disclosure.domain.actors import Role
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.lifecycle import (
    UNDER_REVIEW,
    CycleState,
    DesignationState,
    ExtensionState,
    FilingState,
    ReferralState,
)
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import LetterKind, Recipient
from disclosure.models import ContactKind, FilingKind, OpenReason, Outcome

Words = Mapping[StrEnum, Message]

_F = FilingState
FILED = message("Filed")
STATES: Words = {
    **dict.fromkeys(UNDER_REVIEW, FILED),
    _F.DUE: message("Not started"),
    _F.DRAFT: message("Draft begun"),
    _F.CLOSED: message("Filed, review finished"),
    _F.EXEMPTED: message("Exempted"),
    _F.WITHDRAWN: message("Designation withdrawn"),
    _F.NOT_FILED: message("Not filed"),
}
"""What compliance may know: whether somebody filed, never what the review of it has come to."""
SHAPES: Mapping[FilingState, str] = {
    **dict.fromkeys(UNDER_REVIEW | {_F.CLOSED, _F.EXEMPTED, _F.WITHDRAWN}, "done"),
    _F.DUE: "open",
    _F.DRAFT: "active",
    _F.NOT_FILED: "stop",
}
CYCLES: Words = {
    CycleState.PLANNED: message("Planned"),
    CycleState.OPEN: message("Open"),
    CycleState.CLOSED: message("Closed"),
}
KINDS: Words = {
    FilingKind.ANNUAL: message("Yearly statement"),
    FilingKind.ENTRY: message("Statement on taking office"),
    FilingKind.EXIT: message("Statement on leaving office"),
}
EXTENSIONS: Words = {
    ExtensionState.REQUESTED: message("Asked for, not decided"),
    ExtensionState.GRANTED: message("Given"),
    ExtensionState.REFUSED: message("Refused"),
}
DESIGNATIONS: Words = {
    DesignationState.NOMINATED: message("Nominated, not confirmed"),
    DesignationState.CONFIRMED: message("Confirmed"),
    DesignationState.CONTESTED: message("Contested, not decided"),
    DesignationState.WITHDRAWN: message("Withdrawn"),
}
REFERRALS: Words = {
    ReferralState.PREPARED: message("Prepared, not sent"),
    ReferralState.SENT: message("With the head"),
    ReferralState.ACTED: message("Action recorded"),
    ReferralState.WITHDRAWN: message("Withdrawn"),
}
DROPPED: Words = {
    Dropped.FILED: message("Has filed"),
    Dropped.EXEMPTED: message("Need not file any more"),
    Dropped.MORE_TIME: message("Has more time"),
    Dropped.WITHDRAWN: message("The referral was withdrawn"),
}
RECIPIENTS: Words = {
    Recipient.FILER: message("The person"),
    Recipient.SECOND_LEVEL: message("Their supervisor"),
    Recipient.HEAD: message("The head of their entity"),
}
LETTERS: Mapping[str, Message] = {
    LetterKind.DESIGNATION: message("You are designated"),
    LetterKind.CYCLE_OPENS: message("The cycle is open"),
    LetterKind.REMINDER: message("Reminder"),
    LetterKind.OVERDUE: message("Overdue"),
    LetterKind.SECOND_LEVEL: message("Notice to the supervisor"),
    LetterKind.REFERRAL_NOTICE: message("Notice of referral"),
    LetterKind.REFERRAL: message("Referral to the head"),
    LetterKind.EXTENSION: message("More time given"),
    "extension-refused": message("More time refused"),
    "exempted": message("No statement needed"),
    LetterKind.RECEIPT: message("Receipt"),
}
"""The letters of the season. Letters of a review are not shown here: that one was written tells something."""
CONFLICTS: Words = {
    ConflictCategory.FINANCIAL_ACTIVITY: message("Financial activity"),
    ConflictCategory.OUTSIDE_ACTIVITY: message("Outside activity"),
    ConflictCategory.FAMILY_OR_PERSONAL: message("Family or personal relationship"),
    ConflictCategory.OTHER: message("Other"),
}
OPEN_REASONS: Words = {
    OpenReason.CLARIFICATION: message("A clarification is not answered"),
    OpenReason.DOCUMENTS: message("Documents are missing"),
    OpenReason.ADVICE: message("Advice is not carried out"),
    OpenReason.REVIEW: message("The review is not finished"),
}
OUTCOMES: Words = {
    Outcome.NOTHING_TO_DISCLOSE: message("Nothing to disclose"),
    Outcome.NO_ACTION: message("Disclosed, no further action"),
    Outcome.CONTEXT_GIVEN: message("Closed after more context was given"),
    Outcome.ADVICE_GIVEN: message("Advice was given"),
}
CONTACTS: Words = {
    ContactKind.CALL: message("Call"),
    ContactKind.NOTE: message("Note"),
}
ROLES: Words = {
    Role.PROGRAMME_OFFICER: message("Programme officer"),
    Role.FOCAL_POINT: message("Focal point"),
    Role.ENTITY_HEAD: message("Head of entity"),
    Role.REVIEWER: message("Reviewer"),
    Role.APPROVER: message("Approver"),
    Role.ETHICS_OFFICER: message("Ethics officer"),
    Role.AUDITOR: message("Auditor"),
    Role.ADMINISTRATOR: message("Administrator"),
}
ALL: tuple[Words, ...] = (
    STATES,
    CYCLES,
    KINDS,
    EXTENSIONS,
    DESIGNATIONS,
    REFERRALS,
    DROPPED,
    RECIPIENTS,
    CONFLICTS,
    OPEN_REASONS,
    OUTCOMES,
    CONTACTS,
    ROLES,
)
