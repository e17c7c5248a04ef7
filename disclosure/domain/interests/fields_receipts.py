"""What is asked about profits, income, gifts and debts."""

from disclosure.domain.interests.choices import Frequency
from disclosure.domain.interests.choices_financial import (
    DebtKind,
    GiftKind,
    GiftOutcome,
    IncomeKind,
    SoldKind,
)
from disclosure.domain.interests.fields import (
    PAYER_PARTS,
    Field,
    FieldGroup,
    FieldKind,
    options,
    party,
)
from disclosure.domain.messages import message

SALE_PROFIT = (
    Field("name", message("What was sold?"), FieldKind.TEXT, required=True),
    Field("kind", message("Kind of asset"), FieldKind.CHOICE, required=True, choices=options(SoldKind)),
    party(message("Who bought it?"), PAYER_PARTS, required=False),
    Field("sold_on", message("Sold on"), FieldKind.DATE, required=True),
    Field("proceeds", message("Price received"), FieldKind.MONEY, group=FieldGroup.VALUE),
    Field("cost", message("Price paid for it"), FieldKind.MONEY, group=FieldGroup.VALUE),
)

INCOME = (
    party(message("Who paid it?"), PAYER_PARTS),
    Field("kind", message("Kind of income"), FieldKind.CHOICE, required=True, choices=options(IncomeKind)),
    Field("service", message("What was it paid for?"), FieldKind.TEXT),
    Field(
        "frequency",
        message("How often?"),
        FieldKind.CHOICE,
        choices=options(Frequency),
        group=FieldGroup.MORE,
    ),
    Field("started_on", message("From"), FieldKind.DATE, group=FieldGroup.MORE),
    Field("ended_on", message("Until"), FieldKind.DATE, group=FieldGroup.MORE),
)

GIFT = (
    party(message("Who gave it?"), PAYER_PARTS),
    Field("kind", message("Kind of gift"), FieldKind.CHOICE, required=True, choices=options(GiftKind)),
    Field("name", message("What was it?"), FieldKind.TEXT, required=True),
    Field("received_on", message("Received on"), FieldKind.DATE, required=True),
    Field("occasion", message("On what occasion?"), FieldKind.TEXT, group=FieldGroup.MORE),
    Field(
        "giver_deals_with_organisation",
        message("Does the giver do business with the organisation?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    Field(
        "outcome",
        message("What became of it?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(GiftOutcome),
    ),
)

LIABILITY = (
    party(message("To whom is it owed?"), PAYER_PARTS),
    Field("kind", message("Kind of debt"), FieldKind.CHOICE, required=True, choices=options(DebtKind)),
    Field("original", message("Amount borrowed at first"), FieldKind.MONEY, group=FieldGroup.VALUE),
    Field("highest", message("Highest balance in the period"), FieldKind.MONEY, group=FieldGroup.MORE),
    Field("rate", message("Interest rate in per cent a year"), FieldKind.NUMBER, group=FieldGroup.MORE),
    Field("term", message("Term in years"), FieldKind.NUMBER, group=FieldGroup.MORE),
    Field(
        "since_year",
        message("Year it was taken up"),
        FieldKind.NUMBER,
        whole=True,
        hint=message("Four digits, like 2019."),
        group=FieldGroup.MORE,
    ),
    Field(
        "new_draw",
        message("Did you borrow more on it in the period?"),
        FieldKind.YES_NO,
        group=FieldGroup.MORE,
    ),
    Field("security", message("What is pledged for it?"), FieldKind.TEXT, group=FieldGroup.MORE),
    Field(
        "open_terms",
        message("Could anybody have had the same terms?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
)
