"""Short texts of a case in six languages, the same for the same index."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from disclosure.domain.categories import AdviceType, ConflictCategory


class Saying(StrEnum):
    """On which occasion something is written."""

    QUESTION = "question"
    REPLY = "reply"
    FINDING = "finding"
    RETURNED = "returned"
    """The approver to the proposer of advice."""
    DISAGREEMENT = "disagreement"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    PROOF = "proof"
    DOCUMENT = "document"
    EXPLANATION = "explanation"
    """Why a document cannot be had."""
    REFUSED = "refused"
    NOTE = "note"


_ADVICE: Mapping[ConflictCategory, tuple[AdviceType, ...]] = {
    ConflictCategory.FINANCIAL_ACTIVITY: (AdviceType.DIVEST, AdviceType.STEP_ASIDE),
    ConflictCategory.OUTSIDE_ACTIVITY: (
        AdviceType.STEP_ASIDE,
        AdviceType.RESIGN_ROLE,
        AdviceType.STOP_ACTIVITY,
        AdviceType.ASK_AUTHORISATION,
    ),
    ConflictCategory.FAMILY_OR_PERSONAL: (AdviceType.STEP_ASIDE, AdviceType.RESTRICT_INFORMATION),
    ConflictCategory.OTHER: (AdviceType.RETURN_GIFT, AdviceType.OTHER),
}
"""What is advised about a conflict, in turn."""


@cache
def _file() -> dict[str, Any]:
    written = resources.files(__package__).joinpath("replies.toml").read_text(encoding="utf-8")
    return tomllib.loads(written)


def say(saying: Saying, index: int, *, language: str = "en") -> str:
    """Return what is written on an occasion; the index goes round the ways to say it."""
    texts: list[str] = _file()[language][saying.value]
    return texts[index % len(texts)]


def advise(category: ConflictCategory, index: int, *, language: str = "en") -> tuple[AdviceType, str]:
    """Return what is advised about a conflict of `category`, and the words of the advice."""
    types = _ADVICE[category]
    advised = types[index % len(types)]
    return advised, str(_file()["advice"][language][advised.value])
