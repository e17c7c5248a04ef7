"""The fixed code lists that every programme shares.

A programme file chooses among these codes and sets their limits; it adds none,
because statistics, checks and forms are written against them.
"""

from collections.abc import Mapping
from enum import StrEnum


class Category(StrEnum):
    """What kind of interest an item declares."""

    LISTED_SECURITY = "listed-security"
    FUND = "fund"
    PRIVATE_COMPANY = "private-company"
    REAL_ESTATE = "real-estate"
    OTHER_ASSET = "other-asset"
    STOCK_OPTION = "stock-option"
    SALE_PROFIT = "sale-profit"
    INCOME = "income"
    GIFT = "gift"
    LIABILITY = "liability"
    OUTSIDE_ACTIVITY = "outside-activity"
    LEADERSHIP = "leadership"
    RELATIVE_IN_SYSTEM = "relative-in-system"
    RELATIVE_WITH_COUNTERPARTY = "relative-with-counterparty"
    EMPLOYMENT_AGREEMENT = "employment-agreement"
    EXTERNAL_INFLUENCE = "external-influence"


class Holder(StrEnum):
    """Whose interest an item is. A joint holding states its shares on the item."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    JOINT = "joint"


class ConflictCategory(StrEnum):
    """What a conflict arises from, in the order of the annual report (A/76/76)."""

    FINANCIAL_ACTIVITY = "financial-activity"
    OUTSIDE_ACTIVITY = "outside-activity"
    FAMILY_OR_PERSONAL = "family-or-personal"
    OTHER = "other"


CONFLICT_REPORTING_ORDER: tuple[ConflictCategory, ...] = tuple(ConflictCategory)
"""The rows of the published table of conflicts, top to bottom."""


class AdviceType(StrEnum):
    """What a piece of advice asks the filer to do."""

    STEP_ASIDE = "step-aside"
    DIVEST = "divest"
    RESIGN_ROLE = "resign-role"
    STOP_ACTIVITY = "stop-activity"
    RESTRICT_INFORMATION = "restrict-information"
    BLIND_TRUST = "blind-trust"
    ASK_AUTHORISATION = "ask-authorisation"
    WAIVER = "waiver"
    RETURN_GIFT = "return-gift"
    OTHER = "other"


class AdviceOwner(StrEnum):
    """Who carries advice out. The filer always answers it."""

    FILER = "filer"
    SUPERVISOR = "supervisor"
    ETHICS_OFFICE = "ethics-office"


class AdviceProof(StrEnum):
    """What is expected to show that advice was followed."""

    OWN_STATEMENT = "own-statement"
    SUPERVISOR_NOTE = "supervisor-note"
    THIRD_PARTY_DOCUMENT = "third-party-document"
    AUTHORISATION = "authorisation"


EXPECTED_PROOF: Mapping[AdviceType, AdviceProof] = {
    AdviceType.STEP_ASIDE: AdviceProof.SUPERVISOR_NOTE,
    AdviceType.DIVEST: AdviceProof.THIRD_PARTY_DOCUMENT,
    AdviceType.RESIGN_ROLE: AdviceProof.THIRD_PARTY_DOCUMENT,
    AdviceType.STOP_ACTIVITY: AdviceProof.OWN_STATEMENT,
    AdviceType.RESTRICT_INFORMATION: AdviceProof.SUPERVISOR_NOTE,
    AdviceType.BLIND_TRUST: AdviceProof.THIRD_PARTY_DOCUMENT,
    AdviceType.ASK_AUTHORISATION: AdviceProof.AUTHORISATION,
    AdviceType.WAIVER: AdviceProof.AUTHORISATION,
    AdviceType.RETURN_GIFT: AdviceProof.THIRD_PARTY_DOCUMENT,
    AdviceType.OTHER: AdviceProof.OWN_STATEMENT,
}
"""What a reviewer expects unless they say otherwise."""
