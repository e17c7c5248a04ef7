"""Items about property, money and valuables."""

from decimal import Decimal
from typing import Any

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    AcquiredHow,
    AssetKind,
    OtherAsset,
    Party,
    PartyKind,
    PropertyKind,
    PropertyUse,
    RealEstate,
    TenantKind,
)
from disclosure.replay.declaring.parties import Pool
from disclosure.replay.declaring.pen import Pen


def real_estate(pen: Pen) -> RealEstate:
    """A flat, a house or land, let to somebody or kept."""
    category, rng = Category.REAL_ESTATE, pen.rng
    dollars = pen.dollars(category) * 6
    how = AcquiredHow.BOUGHT if pen.chance(0.7) else rng.choice(tuple(AcquiredHow)[1:])
    priced = how is AcquiredHow.BOUGHT and pen.chance(0.6)
    return RealEstate(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, dollars),
        **_use(pen, dollars),
        kind=rng.choices(tuple(PropertyKind), (6, 8, 1, 1, 4, 1))[0],
        country=pen.place.country,
        city=pen.place.city,
        percent=Decimal(rng.choice((100, 100, 100, 50, 25))),
        acquired_how=how,
        acquired_on=pen.before(years=25),
        price=pen.money(dollars * rng.uniform(0.65, 1)) if priced else None,
    )


def _use(pen: Pen, dollars: float) -> dict[str, Any]:
    """Most property that must be declared is let: to a person or a firm, rarely to a colleague."""
    if pen.chance(0.35):
        return {"use": pen.rng.choice((PropertyUse.OWN_USE, PropertyUse.EMPTY))}
    kinds = (TenantKind.PRIVATE, TenantKind.STAFF, TenantKind.UNITED_NATIONS, TenantKind.GOVERNMENT)
    tenant = Party(name=pen.stranger(), kind=PartyKind.PERSON) if pen.chance(0.7) else pen.party(Pool.FIRMS)
    return {
        "use": PropertyUse.RENTED,
        "tenant_kind": pen.rng.choices(kinds, (30, 2, 1, 1))[0],
        "counterparty": tenant,
        "rent": pen.money(dollars * 0.05) if pen.chance(0.9) else None,
    }


_AT_A_BANK = frozenset({AssetKind.ACCOUNT, AssetKind.DEPOSIT, AssetKind.INSURANCE})


def other_asset(pen: Pen) -> OtherAsset:
    """Money at a bank, metal, a crypto asset or something precious."""
    category, rng = Category.OTHER_ASSET, pen.rng
    kind = rng.choices(tuple(AssetKind), (14, 8, 5, 1, 2, 3, 2, 2, 2))[0]
    return OtherAsset(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, pen.dollars(category)),
        kind=kind,
        name=pen.words["assets"][tuple(AssetKind).index(kind)],
        counterparty=pen.party(Pool.BANKS) if kind in _AT_A_BANK else Party(),
        country=pen.place.country,
        acquired_how=rng.choices(tuple(AcquiredHow), (6, 1, 2, 1, 1, 1))[0],
        acquired_on=pen.before(),
    )


def cash_without_origin(pen: Pen) -> OtherAsset:
    """Much money in bank notes that does not say where it comes from."""
    category = Category.OTHER_ASSET
    return OtherAsset(
        **pen.begin(category, conflicting=False),
        **pen.worth(category, 60_000 * pen.rng.uniform(1, 3)),
        kind=AssetKind.CURRENCY,
        name=pen.words["assets"][tuple(AssetKind).index(AssetKind.CURRENCY)],
        country=pen.place.country,
    )
