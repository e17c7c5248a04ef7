"""What is owned: securities, funds, companies, property, other assets, stock options.

The counterparty is the issuer, the manager, the company itself, the tenant, the
institution and the company in turn; `amount` is the market value.
"""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from disclosure.domain.categories import Category
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
from disclosure.domain.interests.envelope import Interest
from disclosure.domain.interests.money import Money


class ListedSecurity(Interest, tag="listed-security", kw_only=True, frozen=True):
    """A share, bond or other security traded on an exchange."""

    category: ClassVar[Category] = Category.LISTED_SECURITY

    name: str = ""
    kind: SecurityKind | None = None
    isin: str = ""
    ticker: str = ""
    quantity: Decimal | None = None
    unit_price: Money | None = None
    income_in_year: Money | None = None
    acquired_on: date | None = None
    custody: Custody | None = None


class Fund(Interest, tag="fund", kw_only=True, frozen=True):
    """Units of a fund; `focus_country` is an ISO 3166-1 code."""

    category: ClassVar[Category] = Category.FUND

    name: str = ""
    kind: FundKind | None = None
    isin: str = ""
    diversified: bool | None = None
    sector: str = ""
    focus_country: str = ""
    can_direct: bool | None = None
    income_in_year: Money | None = None


class PrivateCompany(Interest, tag="private-company", kw_only=True, frozen=True):
    """A part of a private company, partnership or trust; `percent` is the part held."""

    category: ClassVar[Category] = Category.PRIVATE_COMPANY

    role: CompanyRole | None = None
    activity: str = ""
    percent: Decimal | None = None
    other_owners: str = ""
    deals_with_organisation: bool | None = None
    acquired_on: date | None = None
    income_in_year: Money | None = None


class RealEstate(Interest, tag="real-estate", kw_only=True, frozen=True):
    """Land or a building; `rent` is of the year, `percent` the part owned."""

    category: ClassVar[Category] = Category.REAL_ESTATE

    kind: PropertyKind | None = None
    country: str = ""
    city: str = ""
    percent: Decimal | None = None
    acquired_how: AcquiredHow | None = None
    acquired_on: date | None = None
    price: Money | None = None
    use: PropertyUse | None = None
    tenant_kind: TenantKind | None = None
    rent: Money | None = None


class OtherAsset(Interest, tag="other-asset", kw_only=True, frozen=True):
    """Money in accounts, metals, crypto assets, valuables, vehicles."""

    category: ClassVar[Category] = Category.OTHER_ASSET

    kind: AssetKind | None = None
    name: str = ""
    country: str = ""
    acquired_how: AcquiredHow | None = None
    acquired_on: date | None = None
    price: Money | None = None


class StockOption(Interest, tag="stock-option", kw_only=True, frozen=True):
    """The right to buy a set number of shares at a later date and price (ST/SGB/2006/6)."""

    category: ClassVar[Category] = Category.STOCK_OPTION

    listed: bool | None = None
    quantity: Decimal | None = None
    strike: Money | None = None
    state: OptionState | None = None
    employer: str = ""
    granted_on: date | None = None
    vests_on: date | None = None
    expires_on: date | None = None
