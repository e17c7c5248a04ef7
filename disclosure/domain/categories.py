"""The fixed code lists that every programme shares.

A programme file chooses among these codes and sets their limits; it adds none,
because statistics, checks and forms are written against them.
"""

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
