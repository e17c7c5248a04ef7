"""How the office checks itself and others: letters, draw, four eyes, retention."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from disclosure.domain.programme.calendar import Days

Share = Decimal
"""A share between 0 and 1, exact: a draw of 7% of 100 is 7, never 8 by rounding."""


class LetterKind(StrEnum):
    """The letters an office may send."""

    DESIGNATION = "designation"
    CYCLE_OPENS = "cycle-opens"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    SECOND_LEVEL = "second-level"
    REFERRAL_NOTICE = "referral-notice"
    REFERRAL = "referral"
    EXTENSION = "extension"
    RECEIPT = "receipt"
    QUESTION = "question"
    ADVICE = "advice"
    DOCUMENTS = "documents"
    CLOSED = "closed"


class Recipient(StrEnum):
    """Whom a letter of the reminder ladder goes to. The second level is the filer's supervisor."""

    FILER = "filer"
    SECOND_LEVEL = "second-level"
    HEAD = "head"


class Rung(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of the reminder ladder: `day` counts from the due date, before it negative."""

    day: int
    letter: LetterKind
    to: Recipient


class Letters(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which letters are sent, and within how many working days a head answers a referral."""

    kinds: Annotated[tuple[LetterKind, ...], Meta(min_length=1)]
    head_days: Days


class Strata(StrEnum):
    """Within what the draw is made, so that each part is drawn from."""

    NONE = "none"
    GROUP = "group"
    ENTITY = "entity"


class Draw(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The random selection whose items are proved by third-party documents."""

    rate: Share
    strata: Strata
    carry_unfinished: bool
    """Add whoever has not finished the verification of the last cycle."""


class Batch(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much of a batch of empty statements a reviewer must open in full before clearing it."""

    rate: Share
    at_least: Annotated[int, Meta(ge=1)]
    at_most: Annotated[int, Meta(ge=1, le=500)] = 50
    """How many statements one batch may hold."""


class FourEyes(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which acts need a second person. For advice and referrals a file that says otherwise is refused."""

    advice: bool
    referral: bool
    verification: bool


class CostSharing(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the costs of the programme are borne: by each group of entities for each of its filers."""

    currency: Annotated[str, Meta(pattern="^[A-Z]{3}$")]
    per_filer: Annotated[int, Meta(ge=1)] | None = None
    """The price agreed for one filer in a cycle, in whole units; without it only the shares are told."""


class Keeping(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long things last."""

    carry_over_years: Annotated[int, Meta(ge=0)]
    """Years in a row that a statement may be prepared from the last one; then it starts blank."""
    retention_years: Annotated[int, Meta(ge=1)]
    """Years after the close of a cycle until its keys are destroyed."""
