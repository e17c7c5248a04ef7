"""What was entered anew though it was declared last year: it takes last year's id, so that years compare."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from disclosure.domain.comparison import field_changes, is_live
from disclosure.domain.interests import Item, Member, Operation, Statement, person, thing


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)


def recognised(statement: Statement, previous: Statement) -> Statement:
    """Return `statement` with last year's ids where something entered anew is the same thing as last year's.

    Such an item is then the same or changed, by what it says. Items that came from last
    year by themselves, and what had ended, stay as they are. Of several things of one name
    those are paired that differ least.
    """
    known = _ids(statement.household, previous.household, about=person, differing=_member_differs)
    household = tuple(replace(one, id=known.get(one.id, one.id)) for one in statement.household)
    items = [replace(one, child=known.get(one.child, one.child)) for one in statement.items]
    entered = [item for item in items if item.operation is Operation.NEW]
    taken = {item.id for item in items}
    had = [item for item in previous.items if is_live(item) and item.id not in taken]
    before = {item.id: item for item in had}
    pairs = _ids(entered, had, about=thing, differing=_item_differs)
    return replace(
        statement,
        household=household,
        items=tuple(_as_known(one, before[pairs[one.id]]) if one.id in pairs else one for one in items),
    )


def _as_known(item: Item, before: Item) -> Item:
    operation = Operation.CHANGED if field_changes(before, item) else Operation.UNCHANGED
    return replace(item, id=before.id, operation=operation)


def _item_differs(before: Item, after: Item) -> int:
    return len(field_changes(before, after))


def _member_differs(before: Member, after: Member) -> int:
    return replace(before, id=after.id) != after


def _ids(
    entered: Sequence[Entry],
    had: Iterable[Entry],
    *,
    about: Callable[[Entry], Hashable],
    differing: Callable[[Entry, Entry], int],
) -> dict[str, str]:
    """Return last year's id of each entry that is of one of last year's things: the least different first."""
    ours = {one.id for one in entered}
    theirs = [one for one in had if one.id not in ours]
    known = {one.id for one in had}
    pairs = sorted(
        (differing(before, after), place, other, before.id, after.id)
        for place, before in enumerate(theirs)
        for other, after in enumerate(entered)
        if after.id not in known and about(after) is not None and about(before) == about(after)
    )
    found: dict[str, str] = {}
    for _difference, _place, _other, old, new in pairs:
        if new not in found and old not in found.values():
            found[new] = old
    return found
