"""What must add up in an annual report before it is frozen, and in every table that is printed of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from disclosure.domain.annual.numbers import STANDING, Annual
from disclosure.domain.messages import Message, message

_ACROSS = (
    ("designated", ("exempted", "required")),
    ("required", ("filed", "not-filed")),
    ("filed", ("in-time", "late")),
)
"""What adds up within each line."""
_BREAKDOWNS = ("open", "outcome", "conflicts", "public", "public/took-part")
"""What is counted as a whole, and once more in parts."""
_WITHIN = (
    ("first-time", "required"),
    ("referred", "required"),
    ("open", "filed"),
    ("outcome", "filed"),
    ("conflict-filers", "filed"),
    ("conflict-filers", "conflicts"),
    ("sampled", "drawn"),
    ("carried-over", "drawn"),
    ("verified", "drawn"),
)
"""The first is never more than the second."""


COMPLEMENTS = (
    ("returning", "required", "first-time"),
    ("without-conflict", "required", "conflict-filers"),
    ("unclosed", "filed", "outcome"),
    ("beside", "drawn", "sampled"),
    ("unverified", "drawn", "verified"),
)
"""What a reader finds out by taking the third from the second, though no table prints it."""


class Sum(NamedTuple):
    """A number and those that it is the sum of, by key."""

    total: str
    parts: tuple[str, ...]


def complements(numbers: Mapping[str, int], years: Iterable[int]) -> dict[str, int]:
    """Return what is left of a whole beside one of its parts, for all of them that are known."""
    rests = [
        *COMPLEMENTS,
        *((f"not-filed/year/{year}", f"required/year/{year}", f"filed/year/{year}") for year in years),
    ]
    return {
        rest: numbers[whole] - numbers[part] for rest, whole, part in rests if {whole, part} <= numbers.keys()
    }


def sums(annual: Annual) -> list[Sum]:
    """Return every sum of a report whose numbers are all known."""
    return [one for one in _every(annual) if {one.total, *one.parts} <= annual.numbers.keys()]


def faults(annual: Annual) -> list[Message]:
    """Say, a sentence for each row, what does not add up; an empty list when all does."""
    numbers = annual.numbers
    told = [
        message(
            "%(row)s is %(number)d, but its parts make %(made)d: %(parts)s.",
            row=total,
            number=numbers[total],
            made=sum(numbers[part] for part in parts),
            parts=" + ".join(f"{part} {numbers[part]}" for part in parts),
        )
        for total, parts in sums(annual)
        if numbers[total] != sum(numbers[part] for part in parts)
    ]
    told += [
        message(
            "%(row)s is %(number)d, more than %(whole)s, which is %(most)d.",
            row=part,
            number=numbers[part],
            whole=whole,
            most=numbers[whole],
        )
        for part, whole in _WITHIN
        if numbers[part] > numbers[whole]
    ]
    return [*told, *_misplaced(annual)]


def _misplaced(annual: Annual) -> Iterator[Message]:
    known = {group.code for group in annual.groups}
    for entity in annual.entities:
        if entity.group not in known:
            yield message(
                "%(row)s stands in the group %(group)s, which the programme does not have.",
                row=f"entity/{entity.code}",
                group=entity.group,
            )


def _every(annual: Annual) -> Iterator[Sum]:
    for place in ["", *_places(annual)]:
        yield from (Sum(total + place, tuple(part + place for part in parts)) for total, parts in _ACROSS)
    for name in (*STANDING, "cost"):
        yield from _down(annual, name)
    for whole in _BREAKDOWNS:
        parts = [key for key in annual.numbers if key.rpartition("/")[0] == whole]
        if parts:
            yield Sum(whole, tuple(parts))
    for rest, whole, part in COMPLEMENTS:
        yield Sum(whole, (part, rest))
    for told in annual.years:
        year = f"/year/{told.year}"
        yield Sum(f"required{year}", (f"filed{year}", f"not-filed{year}"))
        yield Sum(f"required{year}", tuple(f"required{year}/group/{one.code}" for one in annual.groups))
    this = f"/year/{annual.year}"
    for name in ("required", "filed", "conflict-filers", "conflicts"):
        yield Sum(name + this, (name,))
    for group in annual.groups:
        yield Sum(f"required{this}/group/{group.code}", (f"required/group/{group.code}",))


def _places(annual: Annual) -> Iterator[str]:
    yield from (f"/group/{group.code}" for group in annual.groups)
    yield from (f"/sum/{one.code}" for one in annual.subtotals)
    yield from (f"/entity/{entity.code}" for entity in annual.entities)


def _down(annual: Annual, name: str) -> Iterator[Sum]:
    yield Sum(name, tuple(f"{name}/group/{group.code}" for group in annual.groups))
    for one in annual.subtotals:
        yield Sum(f"{name}/sum/{one.code}", tuple(f"{name}/group/{code}" for code in one.groups))
    for group in annual.groups:
        inside = tuple(
            f"{name}/entity/{entity.code}" for entity in annual.entities if entity.group == group.code
        )
        if inside:
            yield Sum(f"{name}/group/{group.code}", inside)
