"""Items about activities, positions, relatives, agreements and influence."""

from decimal import Decimal

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    ActivityKind,
    AgreementKind,
    EmploymentAgreement,
    ExternalInfluence,
    Leadership,
    OutsideActivity,
    Party,
    PartyKind,
    PayKind,
    Position,
    Relation,
    RelativeInSystem,
    RelativeWithCounterparty,
    TieRole,
)
from disclosure.replay.declaring.parties import Pool
from disclosure.replay.declaring.pen import Pen
from disclosure.replay.published import entities

_FOR_WHOM = (Pool.FIRMS, Pool.FIRMS, Pool.SCHOOLS, Pool.FIRMS, Pool.SCHOOLS, Pool.ASSOCIATIONS)
"""For whom people work outside, in the order of the kinds; the rest is for authorities or firms."""


def outside_activity(pen: Pen, *, conflicting: bool = False) -> OutsideActivity:
    """Work beside the job; in conflict, close to the duties or not authorised."""
    category, rng = Category.OUTSIDE_ACTIVITY, pen.rng
    place = rng.choices(range(len(ActivityKind)), (2, 4, 7, 5, 4, 6, 1, 3, 2))[0]
    pool = _FOR_WHOM[place] if place < len(_FOR_WHOM) else rng.choice((Pool.AUTHORITIES, Pool.FIRMS))
    paid, authorised = pen.chance(0.5), not conflicting or pen.chance(0.4)
    return OutsideActivity(
        **pen.begin(category, conflicting=conflicting),
        **(pen.worth(category, pen.dollars(category, 1_500)) if paid else {}),
        counterparty=pen.party(Pool.VENDORS if conflicting and pen.chance(0.3) else pool),
        kind=tuple(ActivityKind)[place],
        role=pen.words["roles"][place],
        tasks=pen.say("tasks"),
        paid=paid,
        pay_kind=rng.choice(tuple(PayKind)) if paid else None,
        hours_per_week=Decimal(rng.choice((1, 2, 2, 3, 4, 6))),
        place=pen.place.city,
        started_on=pen.before(years=6),
        ended_on=None,
        overlaps_duties=conflicting,
        uses_title_or_means=conflicting and pen.chance(0.3),
        authorised=authorised,
        authorised_by=pen.stranger() if authorised else "",
        authorised_on=pen.before(years=4) if authorised else None,
        prior_authorisation=f"OA/{rng.randrange(2012, 2020)}/{rng.randrange(1, 900)}" if authorised else "",
    )


def leadership(pen: Pen, *, conflicting: bool = False) -> Leadership:
    """A position outside; in conflict, one that decides in an organisation that deals with ours."""
    category, rng = Category.LEADERSHIP, pen.rng
    pools = (Pool.ASSOCIATIONS, Pool.ASSOCIATIONS, Pool.SCHOOLS, Pool.TRUSTS, Pool.FIRMS)
    paid = pen.chance(0.15)
    return Leadership(
        **pen.begin(category, conflicting=conflicting),
        **(pen.worth(category, pen.dollars(category, 1_500)) if paid else {}),
        counterparty=pen.party(rng.choice(pools)),
        position=rng.choices(tuple(Position), (4, 8, 5, 1, 1, 1, 4))[0],
        title=pen.say("titles"),
        paid=paid,
        decides=conflicting or pen.chance(0.4),
        started_on=pen.before(years=8),
        deals_with_organisation=conflicting,
    )


def relative_in_system(pen: Pen, *, conflicting: bool = False) -> RelativeInSystem:
    """A relative at an entity of the system; in conflict, one in the reporting line."""
    rng = pen.rng
    where = rng.choice(entities())
    return RelativeInSystem(
        **pen.begin(Category.RELATIVE_IN_SYSTEM, conflicting=conflicting),
        counterparty=Party(name=where.name_en, kind=PartyKind.INTERNATIONAL),
        person=pen.kin(),
        relation=rng.choice(
            (Relation.SPOUSE, Relation.SIBLING, Relation.CHILD, Relation.PARENT, Relation.IN_LAW)
        ),
        unit=where.code,
        post=pen.say("jobs"),
        duty_station=pen.person.duty_station,
        reporting_line=conflicting,
    )


def relative_with_counterparty(pen: Pen, *, conflicting: bool = False) -> RelativeWithCounterparty:
    """A relative at a vendor, a partner or a government; in conflict, where the filer has a say."""
    rng = pen.rng
    relation = rng.choice(tuple(Relation))
    return RelativeWithCounterparty(
        **pen.begin(Category.RELATIVE_WITH_COUNTERPARTY, conflicting=conflicting),
        counterparty=pen.party(Pool.VENDORS if conflicting or pen.chance(0.4) else Pool.AUTHORITIES),
        person="" if relation is Relation.SELF else pen.kin(),
        relation=relation,
        role=rng.choices(tuple(TieRole), (8, 2, 2, 1))[0],
        owner=pen.chance(0.1),
        has_influence=conflicting,
    )


def employment_agreement(pen: Pen) -> EmploymentAgreement:
    """Leave, severance or a pension of an earlier employer, or talks about a job to come."""
    category = Category.EMPLOYMENT_AGREEMENT
    place = pen.rng.choices(range(len(AgreementKind)), (3, 2, 4, 3, 1))[0]
    kind = tuple(AgreementKind)[place]
    continuing = kind in (AgreementKind.PENSION_PLAN, AgreementKind.SEVERANCE)
    return EmploymentAgreement(
        **pen.begin(category, conflicting=False),
        **(pen.worth(category, pen.dollars(category, 8_000)) if continuing else {}),
        counterparty=pen.party(pen.rng.choice((Pool.AUTHORITIES, Pool.SCHOOLS, Pool.FIRMS))),
        kind=kind,
        terms=pen.words["terms"][_TERMS[kind]],
        agreed_on=pen.before(years=10),
        continuing_pay=continuing,
        talks_on_future_job=kind is AgreementKind.JOB_OFFER,
    )


_TERMS = {
    AgreementKind.LEAVE_OF_ABSENCE: 0,
    AgreementKind.RETURN_RIGHT: 0,
    AgreementKind.PENSION_PLAN: 1,
    AgreementKind.SEVERANCE: 2,
    AgreementKind.JOB_OFFER: 3,
}
"""Which of the phrases tells the terms of an agreement."""


def external_influence(pen: Pen, *, conflicting: bool = False) -> ExternalInfluence:
    """Somebody asked for a favour in official work; in conflict, a vendor did."""
    reported = not conflicting or pen.chance(0.5)
    return ExternalInfluence(
        **pen.begin(Category.EXTERNAL_INFLUENCE, conflicting=conflicting),
        counterparty=pen.party(Pool.VENDORS if conflicting else Pool.AUTHORITIES),
        person=pen.stranger(),
        occurred_on=pen.within(),
        asked=pen.say("asked"),
        reported=reported,
        reported_to=pen.say("reported_to") if reported else "",
    )
