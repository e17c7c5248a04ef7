"""Items about what is owned."""

from datetime import timedelta
from decimal import Decimal
from random import Random
from string import ascii_uppercase, digits

from disclosure.domain.categories import Category
from disclosure.domain.identifiers import is_isin
from disclosure.domain.interests import (
    CompanyRole,
    Custody,
    Fund,
    FundKind,
    ListedSecurity,
    OptionState,
    Party,
    PartyKind,
    PrivateCompany,
    SecurityKind,
    StockOption,
)
from disclosure.replay.declaring.parties import Pool, private_firm
from disclosure.replay.declaring.pen import Pen

SLIPS = 0.03
"""The part of ISINs with a slip of the pen."""
NOT_AN_ISSUER = "ZZ"
"""A country prefix that no issuer has, so that no invented ISIN is a real one."""


def isin(rng: Random) -> str:
    """Return a well-formed ISIN of no issuer, now and then with a wrong last digit."""
    body = NOT_AN_ISSUER + "".join(rng.choices(digits + ascii_uppercase, k=9))
    right = next(body + check for check in digits if is_isin(body + check))
    return right if rng.random() >= SLIPS else f"{body}{(int(right[-1]) + 1) % 10}"


def listed_security(pen: Pen, *, conflicting: bool = False) -> ListedSecurity:
    """Shares or bonds; in conflict, of a company from which the filer's office buys."""
    category, rng = Category.LISTED_SECURITY, pen.rng
    issuer = pen.party(Pool.VENDORS if conflicting else Pool.LISTED)
    dollars = pen.dollars(category)
    each = rng.choice((12, 35, 80, 150))
    return ListedSecurity(
        **pen.begin(category, conflicting=conflicting),
        **pen.worth(category, dollars),
        counterparty=issuer,
        kind=rng.choices(
            (SecurityKind.SHARE, SecurityKind.BOND, SecurityKind.ETF, SecurityKind.ADR), (8, 3, 2, 1)
        )[0],
        name=issuer.name,
        isin=isin(rng) if pen.chance(0.6) else "",
        quantity=Decimal(int(dollars / each)),
        unit_price=pen.money(each),
        income_in_year=pen.money(dollars * 0.03) if pen.chance(0.5) else None,
        acquired_on=pen.before() if pen.chance(0.7) else pen.within(),
        custody=Custody.OWN if conflicting else rng.choice((Custody.OWN, Custody.OWN, Custody.DISCRETIONARY)),
    )


def fund(pen: Pen, *, conflicting: bool = False) -> Fund:
    """Units of a fund; in conflict, of one sector that has to do with the duties."""
    category = Category.FUND
    house = pen.party(Pool.FUNDS)
    diversified = not conflicting and pen.chance(0.8)
    return Fund(
        **pen.begin(category, conflicting=conflicting),
        **pen.worth(category, pen.dollars(category)),
        counterparty=Party() if pen.chance(0.3) else pen.party(Pool.BANKS),
        name=house.name,
        kind=pen.rng.choice(tuple(FundKind)) if diversified else FundKind.SECTOR,
        isin=isin(pen.rng) if pen.chance(0.4) else "",
        diversified=diversified,
        sector="" if diversified else pen.say("sectors"),
        focus_country="" if diversified else pen.place.country,
        can_direct=pen.chance(0.1),
    )


def private_company(pen: Pen, *, conflicting: bool = False, firm: Party | None = None) -> PrivateCompany:
    """A part of a company or trust; in conflict, one that deals with the organisation."""
    category, rng = Category.PRIVATE_COMPANY, pen.rng
    trust = firm is None and not conflicting and pen.chance(0.1)
    company = _trust(pen) if trust else firm or private_firm(rng, pen.person.family)
    roles = (CompanyRole.SHAREHOLDER, CompanyRole.PARTNER, CompanyRole.FOUNDER, CompanyRole.PROXY_HOLDER)
    trusted = (CompanyRole.BENEFICIARY, CompanyRole.TRUSTEE, CompanyRole.SETTLOR)
    return PrivateCompany(
        **pen.begin(category, conflicting=conflicting),
        **pen.worth(category, pen.dollars(category)),
        counterparty=company,
        role=rng.choice(trusted) if trust else rng.choices(roles, (6, 3, 2, 1))[0],
        activity=pen.say("activities"),
        percent=Decimal(rng.choice((5, 10, 20, 25, 33, 50, 100))),
        other_owners=pen.kin() if pen.chance(0.3) else "",
        deals_with_organisation=conflicting,
        acquired_on=pen.before() if pen.chance(0.85) else pen.within(),
    )


def _trust(pen: Pen) -> Party:
    """Return the trust of a family."""
    return Party(name=f"{pen.person.family} Family Trust", kind=PartyKind.TRUST, country=pen.place.country)


def stock_option(pen: Pen, *, conflicting: bool = False) -> StockOption:
    """Options from an earlier employer, or the spouse's; in conflict, on shares of a vendor."""
    category, rng = Category.STOCK_OPTION, pen.rng
    company = pen.party(Pool.VENDORS if conflicting else Pool.LISTED)
    granted, years = pen.before(years=5), rng.choice((3, 4, 5))
    return StockOption(
        **pen.begin(category, conflicting=conflicting),
        **(pen.worth(category, pen.dollars(category)) if pen.chance(0.6) else {}),
        counterparty=company,
        listed=not conflicting or pen.chance(0.5),
        quantity=Decimal(rng.choice((200, 500, 1200, 4000))),
        strike=pen.money(rng.choice((8, 20, 45))),
        state=rng.choices(tuple(OptionState), (5, 4, 1, 1))[0],
        employer=company.name,
        granted_on=granted,
        vests_on=granted + timedelta(days=365 * years),
        expires_on=granted + timedelta(days=365 * (years + 5)),
    )
