"""A report of 2020 in numbers, as small as a whole one can be, for tests of how it is printed."""

from datetime import UTC, datetime

import msgspec

from disclosure.annual import Stamp
from disclosure.domain.annual import (
    FORM,
    STANDING,
    Annual,
    EntityNamed,
    Named,
    Price,
    Summed,
    YearTold,
    complements,
    shares,
)
from disclosure.domain.programme import Programme, load

PLACES = {
    ("DESA", "secretariat"): (1602, 62, 0, 9),
    ("HTI", "secretariat"): (0, 0, 1, 0),
    ("=PKO+1", "peacekeeping"): (1112, 0, 0, 0),
    ("BODIES", "bodies"): (3099, 23, 5, 0),
}
"""Filed in time, filed late, not filed, exempted."""
NAMES = {
    "DESA": {"en": "Department of Economic and Social Affairs", "zh": "经济和社会事务部"},
    "HTI": {"en": "Office for Haiti", "ar": "مكتب هايتي"},
    "=PKO+1": {"en": "=HYPERLINK(1)"},
    "BODIES": {"en": "United Nations bodies/agencies and others"},
}
ONCE = {
    "first-time": 1624,
    "referred": 6,
    "open": 63,
    "open/clarification": 36,
    "open/documents": 0,
    "open/advice": 27,
    "open/review": 0,
    "outcome": 5835,
    "outcome/nothing-to-disclose": 4954,
    "outcome/no-action": 500,
    "outcome/context-given": 184,
    "outcome/advice-given": 197,
    "conflict-filers": 224,
    "conflicts": 264,
    "conflicts/financial-activity": 43,
    "conflicts/outside-activity": 179,
    "conflicts/family-or-personal": 40,
    "conflicts/other": 2,
    "drawn": 296,
    "sampled": 296,
    "carried-over": 0,
    "verified": 280,
    "public": 158,
    "public/took-part": 126,
    "public/took-part/detailed": 20,
    "public/took-part/nil": 106,
    "public/declined": 24,
    "public/no-answer": 4,
    "public/unfinished": 4,
}
BEFORE = {"required/year/2019": 6157, "conflict-filers/year/2019": 211}
STAMP = Stamp(number=1, digest="ab" * 32, frozen_at=datetime(2021, 1, 11, 9, 30, tzinfo=UTC))


def annual(price: Price | None = None) -> Annual:
    """The year of A/76/76, with one entity whose name a spreadsheet might carry out."""
    programme = load("un-secretariat")
    numbers = _counted(programme, price)
    told = Annual(
        form=FORM,
        organisation=Named(code="UN", names={"en": "United Nations", "ar": "الأمم المتحدة"}),
        programme=Named(code=programme.code, names=msgspec.structs.asdict(programme.names)),
        programme_version="2020.1",
        year=2020,
        closed_at="2020-12-31T20:00:00+00:00",
        total=msgspec.structs.asdict(programme.total),
        groups=tuple(
            Named(code=group.code, names=msgspec.structs.asdict(group.names)) for group in programme.groups
        ),
        entities=tuple(EntityNamed(code=code, names=NAMES[code], group=group) for code, group in PLACES),
        subtotals=tuple(
            Summed(
                code=one.code,
                names=msgspec.structs.asdict(one.names),
                groups=one.groups,
                printed=one.printed,
            )
            for one in programme.subtotals
        ),
        years=(YearTold(year=2019, source="A/76/76"), YearTold(year=2020, source=None)),
        draw_rate="0.05",
        price=price,
        numbers=numbers,
        shares={},
    )
    return msgspec.structs.replace(told, shares=dict(shares(told)))


def _counted(programme: Programme, price: Price | None) -> dict[str, int]:
    codes = [group.code for group in programme.groups]
    numbers = _standing()
    for one in programme.subtotals:
        for name in STANDING:
            numbers[f"{name}/sum/{one.code}"] = sum(numbers[f"{name}/group/{code}"] for code in one.groups)
    numbers |= ONCE | BEFORE | {"change": numbers["required"] - 6157}
    for name in ("required", "filed", "conflict-filers", "conflicts"):
        numbers[f"{name}/year/2020"] = numbers[name]
    for code in codes:
        numbers[f"required/year/2020/group/{code}"] = numbers[f"required/group/{code}"]
    if price and price.per_filer:
        places = ["", *(f"/group/{code}" for code in codes)]
        numbers |= {f"cost{place}": numbers[f"required{place}"] * price.per_filer for place in places}
    return numbers | complements(numbers, [2019, 2020])


def _standing() -> dict[str, int]:
    """Count each entity, then each group, then all."""
    numbers: dict[str, int] = {}
    for (code, group), (time, late, missing, exempted) in PLACES.items():
        counted = {
            "designated": time + late + missing + exempted,
            "exempted": exempted,
            "required": time + late + missing,
            "in-time": time,
            "late": late,
            "filed": time + late,
            "not-filed": missing,
        }
        for name, number in counted.items():
            for place in (f"/entity/{code}", f"/group/{group}", ""):
                numbers[name + place] = numbers.get(name + place, 0) + number
    return numbers
