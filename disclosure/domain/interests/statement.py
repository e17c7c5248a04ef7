"""The statement: what one person declares for one year."""

from datetime import date, datetime

import msgspec

from disclosure.domain.interests.choices import AnswerChoice, HouseholdRelation
from disclosure.domain.interests.holdings import (
    Fund,
    ListedSecurity,
    OtherAsset,
    PrivateCompany,
    RealEstate,
    StockOption,
)
from disclosure.domain.interests.receipts import Gift, Income, Liability, SaleProfit
from disclosure.domain.interests.records import Reply
from disclosure.domain.interests.relatives import RelativeInSystem, RelativeWithCounterparty
from disclosure.domain.interests.roles import (
    EmploymentAgreement,
    ExternalInfluence,
    Leadership,
    OutsideActivity,
)

SCHEMA = 1
"""Version of this shape; raised with an upgrade function when an old statement would be misread."""

Item = (
    ListedSecurity
    | Fund
    | PrivateCompany
    | RealEstate
    | OtherAsset
    | StockOption
    | SaleProfit
    | Income
    | Gift
    | Liability
    | OutsideActivity
    | Leadership
    | RelativeInSystem
    | RelativeWithCounterparty
    | EmploymentAgreement
    | ExternalInfluence
)


class Member(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """One member of the household; `since` and `until` bound the time within the year."""

    id: str
    name: str = ""
    relation: HouseholdRelation | None = None
    birth_year: int | None = None
    dependent: bool | None = None
    lives_in: bool | None = None
    employer: str = ""
    job: str = ""
    since: date | None = None
    until: date | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to one question."""

    choice: AnswerChoice
    remark: str = ""


class Certification(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """The filer's word that the statement is true and complete.

    Attributes:
        text_version: version of the text that was certified.
        language: BCP 47 code the text was read in.
        name: name of the filer as they signed.
        at: instant of certifying, with its offset.
        method: how the filer had proved who they are, as "password+totp".
        prepared_by: name of the delegate who prepared it, if any; only the filer certifies.

    """

    text_version: str
    language: str
    name: str
    at: datetime
    method: str
    prepared_by: str | None = None


class Statement(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """What one person declares for one year.

    Attributes:
        schema: version of this shape.
        covers_from: first day covered.
        covers_to: last day covered.
        household_confirmed: the household as listed is right; nothing until answered.
        duties_unchanged: the filer's duties are as shown; nothing until answered.
        answers: by question code; a question without an answer has no entry.
        replies: what the filer says about records that the office holds.
        carried_from: the year whose items this statement began with.
        difference: the sentence about last year, as it was shown and certified.

    """

    schema: int
    cycle_year: int
    covers_from: date
    covers_to: date
    household: tuple[Member, ...] = ()
    household_confirmed: bool | None = None
    duties_unchanged: bool | None = None
    duties_note: str = ""
    answers: dict[str, Answer] = {}
    items: tuple[Item, ...] = ()
    replies: tuple[Reply, ...] = ()
    carried_from: int | None = None
    difference: str = ""
    certification: Certification | None = None

    def __post_init__(self) -> None:
        """Refuse two items, members or replies of one id: an id stands for one thing across years.

        Raises:
            ValueError: an id occurs twice.

        """
        for named in (self.items, self.household, self.replies):
            if len({one.id for one in named}) < len(named):
                raise ValueError("Two entries of a statement have the same id.")
