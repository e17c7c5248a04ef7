"""A match: a declared name that is like one on a reference list. It is a question, not a finding.

This is what the reviewer's page shows. A screening that was opened
(`casework.flags.read`) holds `matches: tuple[Match, ...]`, the weightiest first:

- `match.said()` is the one sentence for the heading: who was declared, and on which list the like is;
- `match.reasons()` are sentences on why: which names are alike and how strongly, which identifiers
  are the same, what country and year of birth say, who owns the entry;
- `match.news()` says that a later list brought or dropped it, or nothing;
- `match.item` is the id of the item, or of the member of the household, that it came from;
- `match.is_open` is false once the entry left the list: such a match is shown last and not counted.

All are `Message`s: the site says them in the reader's language.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from disclosure.domain.listed import EntryKind, Identifier, ListKind, Relation, Scheme, Tie
from disclosure.domain.messages import Message, message
from disclosure.screening.likeness import How, Part

ROSTER = "roster"
"""Stands where the kind of a list stands when the name is one of the organisation's own people."""


class Agreement(StrEnum):
    """Whether what was declared and what the list says are the same."""

    AGREE = "agree"
    DIFFER = "differ"
    UNKNOWN = "unknown"


class Owner(msgspec.Struct, frozen=True, omit_defaults=True):
    """A parent or owner of the entry, and the titles of the lists in force that hold it too."""

    tie: Tie
    on_lists: tuple[str, ...] = ()


class Match(msgspec.Struct, kw_only=True, omit_defaults=True, frozen=True):
    """A declared name and the entry of a list that it may be.

    Attributes:
        item: id of the item, or of the member of the household, that it came from.
        field: the field of it that holds the name: "counterparty.name", "name", "employer",
            "person" or "other_owners".
        declared: the name as it was declared.
        kind: whether a person or an organisation was declared.
        list_kind: a value of `ListKind`, or `ROSTER`.
        list_title: what the office calls the list.
        list_code: tells the list within the organisation; empty for the roster.
        entry: the key of the entry in its list; for the roster the index number.
        entry_name: the entry's first name.
        name: the listed name that is like the declared one, where it is not `entry_name`: an
            alias or, with `via`, the name of somebody beside the entry.
        via: what the bearer of `name` is to the entry; nothing when it is the entry itself.
        score: likeness of the names, 0 to 1; 0 when only identifiers told.
        parts: which parts of the names agreed and how; `first` is of the declared name.
        identifiers: those that were declared and are the entry's as well.
        country: whether the countries agree.
        born: whether the years of birth agree.
        owners: parents and owners of the entry.
        of: beside whom the list names the entry, and what it is to them.
        in_line: the person of the roster is in the filer's reporting line.
        note: what the list says about the entry; of the roster the entity.
        weight: how much it adds to the priority of the case.
        found_at: when it was found first.
        later: a list that came after the statement had been screened brought it.
        gone_at: when the entry left the list or ceased to be like the name.

    """

    item: str
    field: str
    declared: str
    kind: EntryKind
    list_kind: str
    list_title: str
    list_code: str = ""
    entry: str
    entry_name: str
    name: str = ""
    via: Relation | None = None
    score: float = 0.0
    parts: tuple[Part, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    country: Agreement = Agreement.UNKNOWN
    declared_country: str = ""
    entry_countries: tuple[str, ...] = ()
    born: Agreement = Agreement.UNKNOWN
    owners: tuple[Owner, ...] = ()
    of: tuple[Tie, ...] = ()
    in_line: bool = False
    note: str = ""
    weight: int
    found_at: datetime
    later: bool = False
    gone_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the entry is still on its list."""
        return self.gone_at is None

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """What is the same when the same match is found again."""
        return (self.list_code, self.entry, self.item, self.field, self.declared)

    def said(self) -> Message:
        """Return in one sentence what was declared and where the like of it is."""
        said = {"declared": self.declared, "entry": self.entry_name, "list": self.list_title}
        if self.list_kind == ROSTER:
            return message("“%(declared)s” may be %(entry)s of the organisation's own staff.", **said)
        if self.via is not None:
            said["name"] = self.name
            return message(_BESIDE[self.via], **said)
        return message(_ON_LIST[ListKind(self.list_kind)], **said)

    def reasons(self) -> Iterator[Message]:
        """Yield in plain words what agrees and what does not."""
        for one in self.identifiers:
            yield message(_SAME[one.scheme], value=one.value)
        if self.score:
            yield message(
                "The name on the list is “%(name)s”; the names are %(percent)d%% alike.",
                name=self.name or self.entry_name,
                percent=round(100 * self.score),
            )
        yield from (said for part in self.parts if (said := _part(part)) is not None)
        yield from self._of_country()
        if self.born is Agreement.AGREE:
            yield message("The year of birth is the same.")
        elif self.born is Agreement.DIFFER:
            yield message("The year of birth is another.")
        if self.in_line:
            yield message("They are in the filer's reporting line.")
        for owner in self.owners:
            yield _owned(owner)
        for tie in self.of:
            yield message(_IS_OF[tie.relation], name=tie.name)
        if self.note and self.list_kind == ROSTER:
            yield message("The roster has them in %(entity)s.", entity=self.note)
        elif self.note:
            yield message("The list says: %(note)s", note=self.note)

    def news(self) -> Message | None:
        """Say what a later list changed, if one did."""
        if self.gone_at is not None:
            return message("No longer on the list since %(day)s.", day=self.gone_at.date())
        if self.later:
            return message("New: a list that came on %(day)s brought it.", day=self.found_at.date())
        return None

    def _of_country(self) -> Iterator[Message]:
        listed = ", ".join(self.entry_countries)
        if self.country is Agreement.AGREE:
            yield message("The country is the same: %(country)s.", country=self.declared_country)
        elif self.country is Agreement.DIFFER:
            yield message(
                "The country is another: %(declared)s was declared, the list says %(listed)s.",
                declared=self.declared_country,
                listed=listed,
            )


def _part(part: Part) -> Message | None:
    """Say how one part of the names agreed, unless it is the same word in both or says little."""
    if part.how not in _HOW:
        return None
    return message(_HOW[part.how], declared=part.first, listed=part.second)


def _owned(owner: Owner) -> Message:
    said: dict[str, object] = {"name": owner.tie.name}
    if owner.on_lists:
        said["lists"] = ", ".join(owner.on_lists)
        return message(_OWNED_LISTED[owner.tie.relation is Relation.PARENT], **said)
    return message(_OWNED[owner.tie.relation is Relation.PARENT], **said)


_ON_LIST = {
    ListKind.VENDOR: message("“%(declared)s” may be the vendor %(entry)s (%(list)s).").msgid,
    ListKind.IMPLEMENTING_PARTNER: message(
        "“%(declared)s” may be the implementing partner %(entry)s (%(list)s)."
    ).msgid,
    ListKind.DONOR: message("“%(declared)s” may be the donor %(entry)s (%(list)s).").msgid,
    ListKind.SANCTIONS: message("“%(declared)s” may be %(entry)s, who is under sanctions (%(list)s).").msgid,
    ListKind.DEBARMENT: message("“%(declared)s” may be %(entry)s, who is debarred (%(list)s).").msgid,
}
_BESIDE = {
    Relation.PARENT: message("“%(declared)s” may be %(name)s, the parent of %(entry)s (%(list)s).").msgid,
    Relation.OWNER: message("“%(declared)s” may be %(name)s, an owner of %(entry)s (%(list)s).").msgid,
    Relation.DIRECTOR: message("“%(declared)s” may be %(name)s, a director of %(entry)s (%(list)s).").msgid,
    Relation.RELATIVE: message("“%(declared)s” may be %(name)s, a relative of %(entry)s (%(list)s).").msgid,
    Relation.ASSOCIATE: message(
        "“%(declared)s” may be %(name)s, an associate of %(entry)s (%(list)s)."
    ).msgid,
}
_IS_OF = {
    Relation.PARENT: message("The list names it as the parent of %(name)s.").msgid,
    Relation.OWNER: message("The list names it as an owner of %(name)s.").msgid,
    Relation.DIRECTOR: message("The list names it as a director of %(name)s.").msgid,
    Relation.RELATIVE: message("The list names it as a relative of %(name)s.").msgid,
    Relation.ASSOCIATE: message("The list names it as an associate of %(name)s.").msgid,
}
_SAME = {
    Scheme.LEI: message("The Legal Entity Identifier is the same: %(value)s.").msgid,
    Scheme.UNGM: message("The UNGM number is the same: %(value)s.").msgid,
    Scheme.REGISTRATION: message(
        "The registration number and the country of the register are the same: %(value)s."
    ).msgid,
    Scheme.ISIN: message("It issued the security with the ISIN %(value)s.").msgid,
}
_OWNED = {
    True: message("Its parent is %(name)s.").msgid,
    False: message("It is owned by %(name)s.").msgid,
}
_OWNED_LISTED = {
    True: message("Its parent is %(name)s, which is on a list as well: %(lists)s.").msgid,
    False: message("It is owned by %(name)s, which is on a list as well: %(lists)s.").msgid,
}
_HOW = {
    How.SPELLING: message("“%(declared)s” and “%(listed)s” differ in a few letters.").msgid,
    How.SOUND: message("“%(declared)s” and “%(listed)s” are spellings of the same sound.").msgid,
    How.VARIANT: message("“%(declared)s” and “%(listed)s” are forms of the same name.").msgid,
    How.INITIAL: message("“%(declared)s” and “%(listed)s” agree as initial and name.").msgid,
    How.ABBREVIATION: message("“%(declared)s” and “%(listed)s” are short and long for the same word.").msgid,
    How.ACRONYM: message("“%(declared)s” and “%(listed)s” agree as acronym and words.").msgid,
    How.JOINED: message("“%(declared)s” and “%(listed)s” are written in one word and in several.").msgid,
    How.DIFFERENT: message("“%(declared)s” and “%(listed)s” differ.").msgid,
    How.ONLY_FIRST: message("“%(declared)s” is not in the name on the list.").msgid,
    How.ONLY_SECOND: message("“%(listed)s” is only in the name on the list.").msgid,
    How.WORD_ORDER: message("The words stand in another order.").msgid,
    How.LEGAL_FORM_DIFFERS: message("The legal forms differ: “%(declared)s” and “%(listed)s”.").msgid,
}
"""How parts agree, in words; the same word in both needs none."""
