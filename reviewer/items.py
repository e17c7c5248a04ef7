"""Every item of a case once, by what became of it since last year, and whether it was looked at."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from disclosure.casework.reading import Passage
from disclosure.domain.comparison import Changed, Comparison
from disclosure.domain.interests import Item
from disclosure.domain.messages import message
from disclosure.models import Tick, Writing
from reviewer.record import Difference, ItemShown


class Standing(StrEnum):
    """Where a reviewer is with an item."""

    UNSEEN = "unseen"
    SEEN = "seen"
    NO_CONCERN = "no-concern"
    ASKED = "asked"
    CONFLICT = "conflict"


STANDINGS = {
    Standing.UNSEEN: message("Not looked at"),
    Standing.SEEN: message("Seen"),
    Standing.NO_CONCERN: message("No concern"),
    Standing.ASKED: message("Asked about"),
    Standing.CONFLICT: message("Conflict recorded"),
}
ENOUGH = {
    True: frozenset({Standing.NO_CONCERN, Standing.ASKED, Standing.CONFLICT}),
    False: frozenset(Standing) - {Standing.UNSEEN},
}
"""What settles an item: one with a flag needs a decision, any other a look."""
_SAYS = {Writing.QUESTION: Standing.ASKED, Writing.FINDING: Standing.CONFLICT}


class Group(StrEnum):
    """What became of items since last year, in the order of the page."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    VANISHED = "vanished"
    UNSURE = "unsure"
    SAME = "same"


GROUPS = {
    Group.NEW: message("New"),
    Group.CHANGED: message("Changed"),
    Group.ENDED: message("Ended"),
    Group.VANISHED: message("Left out without a word"),
    Group.UNSURE: message("The filer is not sure"),
    Group.SAME: message("The same"),
}
MARKS = {
    Group.NEW: (message("New"), "open"),
    Group.CHANGED: (message("Changed"), "active"),
    Group.ENDED: (message("Ended"), "done"),
    Group.VANISHED: (message("Left out"), "stop"),
    Group.UNSURE: (message("Not sure"), "late"),
    Group.SAME: (message("The same"), "waiting"),
}
"""The words beside each item, and the shape and colour that go with them."""


class Line(NamedTuple):
    """One item on the page."""

    item: Item
    shown: ItemShown
    differences: list[Difference]
    group: Group
    flagged: bool
    standing: Standing
    duties: Sequence[str]

    @property
    def anchor(self) -> str:
        """The id of the item on the page."""
        return anchor(self.item.id)

    @property
    def needed(self) -> bool:
        """Whether it has to be looked at: what is the same as last year and raises nothing has not."""
        return self.flagged or self.group is not Group.SAME

    @property
    def undecided(self) -> bool:
        """Whether something is left to do about it."""
        return self.needed and self.standing not in ENOUGH[self.flagged]


def anchor(item_id: str) -> str:
    """Return where on the page of its case an item stands."""
    return f"item-{item_id}"


def grouped(
    comparison: Comparison | None, items: Sequence[Item]
) -> Iterator[tuple[Group, list[Item | Changed]]]:
    """Yield the items by what became of them, without groups that are empty; all are new at first."""
    if comparison is None:
        found: dict[Group, Sequence[Item | Changed]] = {Group.NEW: items}
    else:
        found = {
            Group.NEW: comparison.new,
            Group.CHANGED: comparison.changed,
            Group.ENDED: comparison.ended,
            Group.VANISHED: comparison.vanished,
            Group.UNSURE: comparison.undecided,
            Group.SAME: comparison.unchanged,
        }
    yield from ((group, list(found[group])) for group in Group if found.get(group))


def standings(ticks: Mapping[str, Tick], passages: Sequence[Passage]) -> dict[str, Standing]:
    """Return where the reviewer is with each item: what was written of it weighs more than a tick."""
    found = {item_id: Standing(tick.value) for item_id, tick in ticks.items()}
    for kind, standing in _SAYS.items():
        for one in passages:
            if one.row.kind is kind:
                found |= dict.fromkeys(one.written.items, standing)
    return found
