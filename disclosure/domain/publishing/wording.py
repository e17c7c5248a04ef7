"""The words of a public summary: its cells, what rules leave out, and what its filer consents to."""

from collections.abc import Mapping
from typing import NamedTuple

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import CATEGORY_NAMES, Relation, fields_of
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.domain.publishing.summary import Entry, kind_field
from disclosure.domain.sentences import band_label

WITHHELD = message("name not shown")

HOLDERS: Mapping[Holder, Message] = {
    Holder.SELF: message("Own"),
    Holder.SPOUSE: message("Of the spouse"),
    Holder.JOINT: message("Held jointly"),
}
"""Whose an interest is, as others say it. What is a child's is never shown."""

RULES: tuple[Message, ...] = (
    message("By rule, a public summary never shows where somebody lives."),
    message("It shows nothing about children, and no name of a relative."),
    message("It shows no number of an account, and no bank where there is only an account."),
)
NO_VALUES = message("It shows no value, as its owner chose.")
VALUES = message("It shows values, as its owner chose.")

CONSENT_VERSION = "1"
CONSENT = message(
    "I agree that this summary is published, with my name, title and entity, for everybody to read. "
    "I know that I can withdraw it at any time, and that copies others have made stay."
)
"""What is agreed to; whoever changes the words raises the version, which is kept with each summary."""


class Shown(NamedTuple):
    """One entry in words: messages, names and money, to be said in the reader's language."""

    category: Message
    kind: Message | str
    party: Message | str
    holder: Message | str
    country: str
    value: object


def shown(entry: Entry, programme: Programme) -> Shown:
    """Return an entry in words; `programme` puts its value band into words."""
    band = programme.values.band(entry.band) if entry.band else None
    return Shown(
        category=CATEGORY_NAMES[entry.category],
        kind=_kind(entry),
        party=WITHHELD if entry.withheld else entry.party,
        holder=HOLDERS.get(entry.holder, "") if entry.holder else "",
        country=entry.country,
        value=entry.amount or (band_label(band, programme.values.currency) if band else ""),
    )


def _kind(entry: Entry) -> Message | str:
    """Return the words of an entry's code; one that is no longer offered has none."""
    if entry.kind == Relation.SELF.value and entry.category is Category.RELATIVE_WITH_COUNTERPARTY:
        return HOLDERS[Holder.SELF]
    wanted = kind_field(entry.category)
    choices = [one for field in fields_of(entry.category) if field.name == wanted for one in field.choices]
    return next((option.label for option in choices if option.code == entry.kind), "")
