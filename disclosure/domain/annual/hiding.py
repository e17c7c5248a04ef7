"""Which numbers of a report are not shown outside the office."""

from disclosure.domain.annual.adding import sums
from disclosure.domain.annual.numbers import Annual
from disclosure.domain.statistics.suppression import suppressed

_NO_PEOPLE = ("cost", "change")
"""Names of what is worked out from people, and hidden with them."""


def hidden(annual: Annual) -> frozenset[str]:
    """Return the keys of the numbers to hide: those of fewer than five people, and what would tell them."""
    people = {key: number for key, number in annual.numbers.items() if key.split("/")[0] not in _NO_PEOPLE}
    found = suppressed(people, [one for one in sums(annual) if one.total in people], worth=_worth)
    worked_out = {f"cost{place}" for name, place in map(_split, found) if name == "required"}
    if found & {"required", f"required/year/{annual.year - 1}"}:
        worked_out.add("change")
    return found | (worked_out & annual.numbers.keys())


def _worth(key: str) -> int:
    """Rather hide a number of one entity than one of a group, and rather that than one of all."""
    _name, place = _split(key)
    if "/entity/" in place:
        return 0
    return 1 if place and "/year/" not in place else 2


def _split(key: str) -> tuple[str, str]:
    name, slash, place = key.partition("/")
    return name, slash + place
