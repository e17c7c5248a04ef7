"""What is done beside the organisation's work: activities, positions, agreements, influence.

The counterparty is the organisation or person dealt with.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from disclosure.domain.categories import Category
from disclosure.domain.interests.choices_roles import ActivityKind, AgreementKind, PayKind, Position
from disclosure.domain.interests.envelope import Interest


class OutsideActivity(Interest, tag="outside-activity", kw_only=True, frozen=True):
    """Work beside the job, paid or not; `amount` is the pay of the year."""

    category: ClassVar[Category] = Category.OUTSIDE_ACTIVITY

    kind: ActivityKind | None = None
    role: str = ""
    tasks: str = ""
    paid: bool | None = None
    pay_kind: PayKind | None = None
    hours_per_week: Decimal | None = None
    place: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    overlaps_duties: bool | None = None
    uses_title_or_means: bool | None = None
    authorised: bool | None = None
    authorised_by: str = ""
    authorised_on: date | None = None


class Leadership(Interest, tag="leadership", kw_only=True, frozen=True):
    """A leading or policy-making position outside the organisation; `amount` is the pay of the year."""

    category: ClassVar[Category] = Category.LEADERSHIP

    position: Position | None = None
    title: str = ""
    paid: bool | None = None
    decides: bool | None = None
    started_on: date | None = None
    ended_on: date | None = None
    deals_with_organisation: bool | None = None


class EmploymentAgreement(Interest, tag="employment-agreement", kw_only=True, frozen=True):
    """An agreement or talks with a past or future employer; `amount` is the continuing pay of a year."""

    category: ClassVar[Category] = Category.EMPLOYMENT_AGREEMENT

    kind: AgreementKind | None = None
    terms: str = ""
    agreed_on: date | None = None
    continuing_pay: bool | None = None
    talks_on_future_job: bool | None = None


class ExternalInfluence(Interest, tag="external-influence", kw_only=True, frozen=True):
    """An attempt from outside to steer official work."""

    category: ClassVar[Category] = Category.EXTERNAL_INFLUENCE

    person: str = ""
    occurred_on: date | None = None
    asked: str = ""
    reported: bool | None = None
    reported_to: str = ""
