"""A flag is a question that a check raises about a statement, never a finding."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from disclosure.domain.comparison import Comparison, is_live
from disclosure.domain.interests import HeldRecord, Item, Money, Rates, Statement
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import Programme
from disclosure.domain.sentences import sentence
from disclosure.domain.thresholds import value_of

NOTE = message("This is a question, not a finding.")
"""Stands beside every flag that a person reads."""

TOP_PRIORITY = 10
"""The highest priority of a case; scoring models of this kind run from 0 to 10."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One question about a statement.

    Attributes:
        code: the rule that raised it, stable across versions.
        rule: the rule's name in words.
        items: ids of the items it is about; none when it is about the whole statement.
        fields: names of the fields that agreed or disagreed.
        explanation: why it was raised, with the facts.
        weight: how much it adds to the priority of the case.
        for_filer: whether the filer may read it; not where it tells of another person.

    """

    code: str
    rule: Message
    items: tuple[str, ...]
    fields: tuple[str, ...]
    explanation: Message
    weight: int
    for_filer: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can raise flags."""

    code: str
    name: Message
    weight: int
    for_filer: bool = True

    def flag(self, explanation: Message, *, items: Iterable[Item] = (), fields: tuple[str, ...] = ()) -> Flag:
        """Raise the rule's question about `items`."""
        ids = tuple(item.id for item in items)
        return Flag(self.code, self.name, ids, fields, explanation, self.weight, self.for_filer)


@dataclass(frozen=True, slots=True)
class Duties:
    """What the filer does for the organisation; `functions` are the codes of the roster."""

    functions: frozenset[str] = frozenset()
    entity: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A third-party document that was handed in for an item.

    Attributes:
        covers_to: last day the document speaks of.
        amount: the value it states, if it states one.
        seen_before: the same file was handed in for another item or person.

    """

    item_id: str
    issued_on: date | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    amount: Money | None = None
    seen_before: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the office knows beside the statement.

    Attributes:
        rates: exchange rates of the programme's rate date.
        due_at: the instant after which a filing is late.
        filed_at: when it was first received.
        amended_after_question: filed again after a reviewer had asked.
        pay_in_year: what the organisation paid the filer in the period.
        history: statements before `previous`, in any order.
        records: what the office holds about the filer already.

    """

    rates: Rates | None = None
    due_at: datetime | None = None
    filed_at: datetime | None = None
    amended_after_question: bool = False
    pay_in_year: Money | None = None
    history: tuple[Statement, ...] = ()
    documents: tuple[Document, ...] = ()
    records: tuple[HeldRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """All that a check may look at."""

    statement: Statement
    previous: Statement | None
    comparison: Comparison | None
    duties: Duties
    programme: Programme
    facts: Facts

    @property
    def live(self) -> list[Item]:
        """The items that the filer still has."""
        return [item for item in self.statement.items if is_live(item)]

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in the period of the statement."""
        return self.statement.covers_from <= day <= self.statement.covers_to

    def days_to_end(self, day: date) -> int:
        """Return how many days before the end of the period `day` is; less than nought after it."""
        return (self.statement.covers_to - day).days

    def told(self, item: Item) -> Message:
        """Return `item` in one sentence, with its value band in words."""
        return sentence(item, self.programme)

    def value(self, item: Item) -> Decimal | None:
        """Return the item's value in the programme's currency, if it can be known."""
        return value_of(item, self.programme, self.facts.rates)


Check = Callable[[Given], Iterator[Flag]]
"""A check yields a flag for each question it has, and never raises on a draft."""
