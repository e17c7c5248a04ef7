"""What is asked about activities, positions, relatives, agreements and influence."""

from disclosure.domain.interests.choices import Relation
from disclosure.domain.interests.choices_roles import (
    ActivityKind,
    AgreementKind,
    PayKind,
    Position,
    TieRole,
)
from disclosure.domain.interests.fields import (
    PAYER_PARTS,
    VENDOR_PARTS,
    Condition,
    Field,
    FieldGroup,
    FieldKind,
    options,
    party,
)
from disclosure.domain.messages import message

_STARTED = Field("started_on", message("From"), FieldKind.DATE, group=FieldGroup.MORE)
_ENDED = Field(
    "ended_on",
    message("Until"),
    FieldKind.DATE,
    hint=message("Leave this empty if it goes on."),
    group=FieldGroup.MORE,
)
PAID = Condition("paid", ("yes",))
CONTINUING = Condition("continuing_pay", ("yes",))
_AUTHORISED = Condition("authorised", ("yes",))

OUTSIDE_ACTIVITY = (
    party(message("For which organisation or person?"), PAYER_PARTS),
    Field(
        "kind", message("Kind of activity"), FieldKind.CHOICE, required=True, choices=options(ActivityKind)
    ),
    Field("role", message("Your role"), FieldKind.TEXT, required=True),
    Field("tasks", message("What do you do there?"), FieldKind.TEXT, long=True, group=FieldGroup.MORE),
    _STARTED,
    _ENDED,
    Field("paid", message("Are you paid?"), FieldKind.YES_NO, required=True, group=FieldGroup.VALUE),
    Field(
        "pay_kind",
        message("How are you paid?"),
        FieldKind.CHOICE,
        choices=options(PayKind),
        group=FieldGroup.VALUE,
        only_if=PAID,
    ),
    Field("hours_per_week", message("Hours a week"), FieldKind.NUMBER, group=FieldGroup.MORE),
    Field("place", message("Where?"), FieldKind.TEXT, group=FieldGroup.MORE),
    Field(
        "overlaps_duties",
        message("Is it close to what you do for the organisation?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    Field(
        "uses_title_or_means",
        message("Do you use your title, or time or equipment of the organisation, for it?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    Field(
        "authorised",
        message("Has it been authorised?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    Field(
        "authorised_by",
        message("By whom?"),
        FieldKind.PERSON_NAME,
        group=FieldGroup.DUTIES,
        only_if=_AUTHORISED,
    ),
    Field("authorised_on", message("When?"), FieldKind.DATE, group=FieldGroup.DUTIES, only_if=_AUTHORISED),
)

LEADERSHIP = (
    party(message("In which organisation?"), VENDOR_PARTS),
    Field(
        "position", message("Kind of position"), FieldKind.CHOICE, required=True, choices=options(Position)
    ),
    Field("title", message("Title of the position"), FieldKind.TEXT),
    _STARTED,
    _ENDED,
    Field("paid", message("Is it paid?"), FieldKind.YES_NO, required=True, group=FieldGroup.VALUE),
    Field(
        "decides",
        message("Does it decide on money or policy?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    Field(
        "deals_with_organisation",
        message("Does it do business with the United Nations or its partners?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
)

RELATIVE_IN_SYSTEM = (
    Field("person", message("Name of your relative"), FieldKind.PERSON_NAME, required=True),
    Field(
        "relation",
        message("How are they related to you?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(relation for relation in Relation if relation is not Relation.SELF),
    ),
    party(message("In which organisation of the system?"), ("name",)),
    Field("unit", message("Department or unit"), FieldKind.TEXT),
    Field("post", message("Post"), FieldKind.TEXT),
    Field("duty_station", message("Duty station"), FieldKind.TEXT),
    Field(
        "reporting_line",
        message("Does one of you report to the other, directly or through others?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
)

RELATIVE_WITH_COUNTERPARTY = (
    Field(
        "relation",
        message("Who has the tie?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(Relation),
    ),
    Field(
        "person",
        message("Name of your relative"),
        FieldKind.PERSON_NAME,
        required=True,
        only_if=Condition("relation", tuple(r.value for r in Relation if r is not Relation.SELF)),
    ),
    party(message("To which organisation?"), VENDOR_PARTS),
    Field("role", message("In which role?"), FieldKind.CHOICE, required=True, choices=options(TieRole)),
    Field("owner", message("Does this person own part of it?"), FieldKind.YES_NO),
    Field(
        "has_influence",
        message("Do you have influence on the organisation's dealings with it?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
)

EMPLOYMENT_AGREEMENT = (
    party(message("With whom?"), PAYER_PARTS),
    Field(
        "kind", message("Kind of agreement"), FieldKind.CHOICE, required=True, choices=options(AgreementKind)
    ),
    Field("terms", message("What is agreed?"), FieldKind.TEXT, required=True, long=True),
    Field("agreed_on", message("Agreed on"), FieldKind.DATE),
    Field(
        "continuing_pay",
        message("Does it bring continuing pay or benefits?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.VALUE,
    ),
    Field("talks_on_future_job", message("Are you in talks about a future job?"), FieldKind.YES_NO),
)

EXTERNAL_INFLUENCE = (
    party(message("From which government, organisation or company?"), PAYER_PARTS),
    Field("person", message("Who approached you?"), FieldKind.PERSON_NAME),
    Field("occurred_on", message("When?"), FieldKind.DATE, required=True),
    Field("asked", message("What were you asked to do?"), FieldKind.TEXT, required=True, long=True),
    Field("reported", message("Have you reported it?"), FieldKind.YES_NO, required=True),
    Field(
        "reported_to",
        message("To whom?"),
        FieldKind.TEXT,
        only_if=Condition("reported", ("yes",)),
    ),
)
