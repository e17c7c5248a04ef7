"""Voluntary public disclosure: what of a statement may be published, in which words, by whose choice."""

from disclosure.domain.publishing.choosing import PublicChoice, WithdrawalReason, is_eligible, obstacle
from disclosure.domain.publishing.summary import (
    Entry,
    Offered,
    Summary,
    decoded,
    digest,
    encoded,
    offered,
    public_summary,
)
from disclosure.domain.publishing.wording import (
    CONSENT,
    CONSENT_VERSION,
    NO_VALUES,
    RULES,
    VALUES,
    Shown,
    shown,
)

__all__ = [
    "CONSENT",
    "CONSENT_VERSION",
    "NO_VALUES",
    "RULES",
    "VALUES",
    "Entry",
    "Offered",
    "PublicChoice",
    "Shown",
    "Summary",
    "WithdrawalReason",
    "decoded",
    "digest",
    "encoded",
    "is_eligible",
    "obstacle",
    "offered",
    "public_summary",
    "shown",
]
