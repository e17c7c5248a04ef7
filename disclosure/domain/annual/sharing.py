"""The shares that a report prints, each of two of its numbers."""

from collections.abc import Iterator, Mapping

from disclosure.domain.annual.numbers import Annual, share_key
from disclosure.domain.statistics import per_cent

_OF_ALL = (
    ("first-time", "required"),
    ("late", "filed"),
    ("open", "required"),
    ("conflict-filers", "required"),
    ("drawn", "required"),
    ("sampled", "drawn"),
    ("carried-over", "drawn"),
    ("verified", "drawn"),
)
_PARTED = ("open", "outcome", "conflicts", "public")


def ratios(annual: Annual) -> Iterator[tuple[str, str]]:
    """Yield part and whole of every share whose numbers are known."""
    for part, whole in _every(annual):
        if {part, whole} <= annual.numbers.keys():
            yield part, whole


def shares(annual: Annual) -> Mapping[str, str | None]:
    """Return every share, by its key, as it is printed: 27.5. None where there is none."""
    return {
        share_key(part, whole): _share(annual.numbers[part], annual.numbers[whole])
        for part, whole in ratios(annual)
    }


def _share(part: int, whole: int) -> str | None:
    share = per_cent(part, whole) if part <= whole else None
    return None if share is None else str(share)


def _every(annual: Annual) -> Iterator[tuple[str, str]]:
    yield from _OF_ALL
    yield "filed", "required"
    for place in _places(annual):
        yield f"filed{place}", f"required{place}"
        yield f"required{place}", "required"
    for whole in _PARTED:
        yield from ((key, whole) for key in annual.numbers if key.rpartition("/")[0] == whole)
    for told in annual.years:
        year = f"/year/{told.year}"
        yield f"filed{year}", f"required{year}"
        yield f"conflict-filers{year}", f"required{year}"


def _places(annual: Annual) -> Iterator[str]:
    yield from (f"/group/{group.code}" for group in annual.groups)
    yield from (f"/sum/{one.code}" for one in annual.subtotals)
    yield from (f"/entity/{entity.code}" for entity in annual.entities)
