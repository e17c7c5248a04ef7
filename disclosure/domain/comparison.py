"""A statement against last year's: what is new, changed, ended or the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from disclosure.domain.categories import Category
from disclosure.domain.interests import OF_ONE_YEAR, Field, Item, Member, Operation, Statement, fields_of
from disclosure.domain.messages import Message, message, ngettext
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import sentence, shown

NOT_COMPARED = frozenset({"remark", "as_of", "disposed_on"})
"""What is said anew each year about a thing that stayed the same."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as stored; `sentences.shown` puts the values into words."""

    field: Field
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Changed:
    """An item whose facts differ from last year."""

    before: Item
    after: Item
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member of the household who joined (nothing before), left (nothing after) or changed."""

    before: Member | None
    after: Member | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two statements.

    Attributes:
        year: the last year that the earlier statement covers.
        undecided: carried items without a choice, or not sure; neither the same nor a difference yet.
        ended: last year's items the filer ended; `vanished` those that are gone without a word.
        dropped: categories that had items and have none now.
        dropped_to_nil: there were items, and there are none now.

    """

    year: int
    unchanged: tuple[Item, ...] = ()
    new: tuple[Item, ...] = ()
    changed: tuple[Changed, ...] = ()
    ended: tuple[Item, ...] = ()
    vanished: tuple[Item, ...] = ()
    undecided: tuple[Item, ...] = ()
    dropped: tuple[Category, ...] = ()
    dropped_to_nil: bool = False
    members: tuple[MemberChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.changed or self.ended or self.vanished or self.members)

    @property
    def sentence(self) -> Message:
        """The difference in one sentence, which the certification covers."""
        ended = len(self.ended) + len(self.vanished)
        params = {
            "year": self.year,
            "same": ngettext("%(num)d the same", "%(num)d the same", len(self.unchanged)),
            "changed": ngettext("%(num)d changed", "%(num)d changed", len(self.changed)),
            "ended": ngettext("%(num)d ended", "%(num)d ended", ended),
            "new": ngettext("%(num)d new", "%(num)d new", len(self.new)),
            "unsure": ngettext("%(num)d not sure", "%(num)d not sure", len(self.undecided)),
        }
        return Message(_DIFFERENCE[bool(self.changed), bool(self.undecided)].msgid, params)


_DIFFERENCE = {
    (False, False): message("Compared with %(year)d: %(same)s, %(ended)s, %(new)s."),
    (True, False): message("Compared with %(year)d: %(same)s, %(changed)s, %(ended)s, %(new)s."),
    (False, True): message("Compared with %(year)d: %(same)s, %(ended)s, %(new)s, %(unsure)s."),
    (True, True): message("Compared with %(year)d: %(same)s, %(changed)s, %(ended)s, %(new)s, %(unsure)s."),
}


def is_live(item: Item) -> bool:
    """Tell whether the filer still has what `item` declares."""
    return item.operation is not Operation.DISPOSED


def is_decided(item: Item) -> bool:
    """Tell whether the filer has said what became of `item`."""
    return item.operation not in (None, Operation.NOT_SURE)


def compare(previous: Statement, current: Statement) -> Comparison:
    """Compare two statements of one person, item by item, by id and content.

    What counts is what an item says, not which choice was pressed: "changed" without a
    change is the same, and "the same" with another amount is a change. Events of one year
    are not missed in the next.
    """
    here = {item.id for item in current.items}
    had = {item.id: item for item in previous.items if is_live(item)}
    before = {key: item for key, item in had.items() if key in here or item.category not in OF_ONE_YEAR}
    gone_before = {item.id for item in previous.items} - had.keys()
    after = {item.id: item for item in current.items if is_live(item) or item.id not in gone_before}
    known = [item for item in after.values() if item.id in before]
    live = [item for item in known if is_live(item)]
    changes = [change for item in live if (change := _changed(before[item.id], item)) and is_decided(item)]
    different = {change.after.id for change in changes}
    now = {item.category for item in after.values() if is_live(item)}
    return Comparison(
        year=previous.covers_to.year,
        unchanged=tuple(item for item in live if is_decided(item) and item.id not in different),
        new=tuple(item for item in after.values() if item.id not in before),
        changed=tuple(changes),
        ended=tuple(item for item in known if not is_live(item)),
        vanished=tuple(item for key, item in before.items() if key not in after),
        undecided=tuple(item for item in live if not is_decided(item)),
        dropped=tuple(c for c in Category if c not in now and any(i.category is c for i in had.values())),
        dropped_to_nil=bool(had) and not now,
        members=_members(previous, current),
    )


def field_changes(before: Item, after: Item) -> tuple[FieldChange, ...]:
    """Return the fields in which two years of one thing differ, without what is said anew each year."""
    fields = (
        FieldChange(field, getattr(before, field.name, None), getattr(after, field.name, None))
        for field in fields_of(after.category)
        if field.name not in NOT_COMPARED
    )
    return tuple(change for change in fields if change.before != change.after)


def _changed(before: Item, after: Item) -> Changed | None:
    """Return what differs between two years of one item, if anything does."""
    differing = field_changes(before, after)
    return Changed(before, after, differing) if differing or type(before) is not type(after) else None


def _members(previous: Statement, current: Statement) -> tuple[MemberChange, ...]:
    """Return who joined or left the household, or whose facts changed, but not who had left before."""
    start = current.covers_from
    before = {m.id: m for m in previous.household}
    after = {m.id: m for m in current.household}
    left = {
        key for key, m in before.items() if key not in after and not (m.until is not None and m.until < start)
    }
    return (
        *(MemberChange(before.get(key), m) for key, m in after.items() if before.get(key) != m),
        *(MemberChange(m, None) for key, m in before.items() if key in left),
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """One year in the story of an item."""

    year: int
    text: Message


def story(item_id: str, statements: Sequence[Statement], programme: Programme | None = None) -> list[Chapter]:
    """Return the story line of one item across statements, oldest year first.

    `programme` puts value bands into words.

    Years without the item have no chapter, except the one in which it was left out.
    """
    chapters: list[Chapter] = []
    earlier: Item | None = None
    for statement in sorted(statements, key=lambda one: one.covers_to):
        item = next((one for one in statement.items if one.id == item_id), None)
        text = _told(earlier, item, programme)
        if text:
            chapters.append(Chapter(statement.covers_to.year, text))
        earlier = item if item is not None and is_live(item) else None
    return chapters


def _told(earlier: Item | None, item: Item | None, programme: Programme | None) -> Message | None:
    """Return what happened to an item between two years."""
    if item is None:
        return message("No longer listed.") if earlier else None
    if not is_live(item):
        return message("Ended on %(day)s.", day=item.disposed_on) if item.disposed_on else message("Ended.")
    if earlier is None:
        return message("Declared: %(item)s", item=sentence(item, programme))
    change = _changed(earlier, item)
    if change is None or not change.fields:
        return message("The same.")
    first = change.fields[0]
    params = {
        "field": first.field.label,
        "before": shown(first.field, first.before, programme),
        "after": shown(first.field, first.after, programme),
        "more": len(change.fields) - 1,
    }
    if len(change.fields) == 1:
        return message("Changed: “%(field)s” from %(before)s to %(after)s.", **params)
    return message("Changed: “%(field)s” from %(before)s to %(after)s, and %(more)d more.", **params)
