"""What is asked about things owned."""

from disclosure.domain.interests.choices import AcquiredHow
from disclosure.domain.interests.choices_financial import (
    AssetKind,
    CompanyRole,
    Custody,
    FundKind,
    OptionState,
    PropertyKind,
    PropertyUse,
    SecurityKind,
    TenantKind,
)
from disclosure.domain.interests.fields import (
    COMPANY_PARTS,
    PAYER_PARTS,
    Condition,
    Field,
    FieldGroup,
    FieldKind,
    options,
    party,
)
from disclosure.domain.messages import message

_ISIN_HINT = message("12 letters and digits on your statement, like US0378331005.")
_ACQUIRED_ON = Field("acquired_on", message("Acquired on"), FieldKind.DATE, group=FieldGroup.MORE)
_INCOME = Field(
    "income_in_year", message("Income from it in the period"), FieldKind.MONEY, group=FieldGroup.MORE
)
_PRICE = Field("price", message("Price paid"), FieldKind.MONEY, group=FieldGroup.MORE)
_ACQUIRED_HOW = Field(
    "acquired_how",
    message("How was it acquired?"),
    FieldKind.CHOICE,
    choices=options(AcquiredHow),
    group=FieldGroup.MORE,
)

LISTED_SECURITY = (
    party(message("Who issued it?"), COMPANY_PARTS),
    Field(
        "kind",
        message("Kind of security"),
        FieldKind.CHOICE,
        required=True,
        choices=options(SecurityKind),
    ),
    Field("name", message("Name of the security"), FieldKind.TEXT),
    Field("isin", message("ISIN"), FieldKind.TEXT, hint=_ISIN_HINT),
    Field("ticker", message("Ticker symbol"), FieldKind.TEXT, group=FieldGroup.MORE),
    Field("quantity", message("How many?"), FieldKind.NUMBER, group=FieldGroup.MORE),
    Field("unit_price", message("Price of one"), FieldKind.MONEY, group=FieldGroup.MORE),
    _INCOME,
    _ACQUIRED_ON,
    Field(
        "custody",
        message("Who decides about it?"),
        FieldKind.CHOICE,
        choices=options(Custody),
        group=FieldGroup.MORE,
    ),
)

FUND = (
    Field("name", message("Name of the fund"), FieldKind.TEXT, required=True),
    party(message("Who manages it?"), COMPANY_PARTS, required=False),
    Field("kind", message("Kind of fund"), FieldKind.CHOICE, required=True, choices=options(FundKind)),
    Field("isin", message("ISIN"), FieldKind.TEXT, hint=_ISIN_HINT),
    Field("diversified", message("Is it spread over many sectors?"), FieldKind.YES_NO, required=True),
    Field(
        "sector",
        message("Which sector?"),
        FieldKind.TEXT,
        required=True,
        only_if=Condition("diversified", ("no",)),
    ),
    Field("focus_country", message("Country it concentrates on"), FieldKind.COUNTRY, group=FieldGroup.MORE),
    Field("can_direct", message("Can you decide what it buys?"), FieldKind.YES_NO, required=True),
    _INCOME,
)

PRIVATE_COMPANY = (
    party(message("Name of the company, partnership or trust"), COMPANY_PARTS),
    Field(
        "role",
        message("Your role, or your family member's"),
        FieldKind.CHOICE,
        required=True,
        choices=options(CompanyRole),
    ),
    Field("activity", message("What does it do?"), FieldKind.TEXT, required=True),
    Field("percent", message("Part held"), FieldKind.PERCENT, hint=message("In per cent, like 25.")),
    Field("other_owners", message("Other owners"), FieldKind.TEXT, group=FieldGroup.MORE, long=True),
    Field(
        "deals_with_organisation",
        message("Does it do business with the United Nations or its partners?"),
        FieldKind.YES_NO,
        required=True,
        group=FieldGroup.DUTIES,
    ),
    _ACQUIRED_ON,
    _INCOME,
)

_LET = Condition("use", (PropertyUse.RENTED.value,))

REAL_ESTATE = (
    Field(
        "kind", message("Kind of property"), FieldKind.CHOICE, required=True, choices=options(PropertyKind)
    ),
    Field("country", message("Country"), FieldKind.COUNTRY, required=True),
    Field("city", message("City or place"), FieldKind.TEXT, required=True),
    Field(
        "percent",
        message("Part owned"),
        FieldKind.PERCENT,
        hint=message("In per cent, like 50."),
        group=FieldGroup.MORE,
    ),
    Field("use", message("How is it used?"), FieldKind.CHOICE, required=True, choices=options(PropertyUse)),
    party(message("Who is the tenant?"), PAYER_PARTS, only_if=_LET),
    Field(
        "tenant_kind",
        message("Has the tenant to do with the organisation?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(TenantKind),
        only_if=_LET,
    ),
    Field("rent", message("Rent received in the period"), FieldKind.MONEY, only_if=_LET),
    _ACQUIRED_HOW,
    _ACQUIRED_ON,
    _PRICE,
)

OTHER_ASSET = (
    Field("kind", message("Kind of asset"), FieldKind.CHOICE, required=True, choices=options(AssetKind)),
    Field("name", message("What is it?"), FieldKind.TEXT, hint=message("For example: savings account.")),
    party(message("At which institution?"), COMPANY_PARTS, required=False),
    Field("country", message("In which country?"), FieldKind.COUNTRY, required=True),
    _ACQUIRED_HOW,
    _ACQUIRED_ON,
    _PRICE,
)

STOCK_OPTION = (
    party(message("Options on shares of which company?"), COMPANY_PARTS),
    Field("listed", message("Is the company listed on an exchange?"), FieldKind.YES_NO, required=True),
    Field("quantity", message("How many?"), FieldKind.NUMBER, required=True),
    Field("strike", message("Price at which shares can be bought"), FieldKind.MONEY),
    Field(
        "state",
        message("Where do they stand?"),
        FieldKind.CHOICE,
        required=True,
        choices=options(OptionState),
    ),
    Field("employer", message("From which employer?"), FieldKind.TEXT, group=FieldGroup.MORE),
    Field("granted_on", message("Granted on"), FieldKind.DATE, group=FieldGroup.MORE),
    Field("vests_on", message("Vest on"), FieldKind.DATE, group=FieldGroup.MORE),
    Field("expires_on", message("Expire on"), FieldKind.DATE, group=FieldGroup.MORE),
)
