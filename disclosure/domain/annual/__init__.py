"""The annual report in numbers: what a snapshot holds, which of them add up, which are too small to show.

Every number has a key, its name and its place with slashes between: `filed`,
`filed/group/secretariat`, `filed/entity/DESA`, `required/year/2019`. So the same number is
checked, hidden and printed under one name, in whatever table it stands.
"""

from disclosure.domain.annual.adding import Sum, complements, faults, sums
from disclosure.domain.annual.hiding import hidden
from disclosure.domain.annual.numbers import (
    FORM,
    STANDING,
    Annual,
    EntityNamed,
    Named,
    Price,
    Summed,
    YearTold,
    decoded,
    digest,
    encoded,
    share_key,
)
from disclosure.domain.annual.sharing import ratios, shares

__all__ = [
    "FORM",
    "STANDING",
    "Annual",
    "EntityNamed",
    "Named",
    "Price",
    "Sum",
    "Summed",
    "YearTold",
    "complements",
    "decoded",
    "digest",
    "encoded",
    "faults",
    "hidden",
    "ratios",
    "share_key",
    "shares",
    "sums",
]
