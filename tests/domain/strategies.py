"""Statements as hypothesis makes them: any draft that can be stored, however odd."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from msgspec.structs import replace

from disclosure.domain.categories import Category
from disclosure.domain.interests import (
    SCHEMA,
    Answer,
    Certification,
    HeldRecord,
    Item,
    Member,
    Money,
    Party,
    Reply,
    ReplyChoice,
    Statement,
    struct_of,
)

CODES = ["holdings", "property", "debts", "outside-income", "outside-roles", "gifts", "family-work", "gone"]

texts = st.text(max_size=12) | st.sampled_from(
    ["", " ", "Acme", "acme ", "شركة النور", "北京公司", "%(x)s 100%"]
)
days = st.dates() | st.dates(date(2024, 1, 1), date(2026, 12, 31))
numbers = st.decimals(min_value=-(10**14), max_value=10**14, places=2) | st.sampled_from(
    [Decimal(0), Decimal("0E-8"), Decimal("1E+14"), Decimal(50), Decimal(100), Decimal("0.00000001")]
)
moneys = st.builds(Money, numbers, st.sampled_from(["USD", "EUR", "XOF", "usd", "", "QQQ"]))
ids = st.uuids().map(lambda one: one.hex)


def of_type(hint: Any) -> SearchStrategy[Any]:  # noqa: ANN401 - a type hint may be anything
    """Return values of an annotation as the Structs use them."""
    if isinstance(hint, UnionType):
        return st.one_of([of_type(part) for part in get_args(hint)])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    known: dict[Any, SearchStrategy[Any]] = {
        NoneType: st.none(),
        bool: st.booleans(),
        int: st.integers(-(2**40), 2**40),
        str: texts,
        date: days,
        Decimal: numbers,
        Money: moneys,
    }
    return fields_filled(Party) if hint is Party else known[hint]


def fields_filled(struct: type[Any]) -> SearchStrategy[Any]:
    """Return a Struct with each field filled or left at its default."""
    hints = {n: h for n, h in get_type_hints(struct).items() if get_origin(h) is not ClassVar}
    required = {"id": ids} if "id" in hints else {}
    optional = {name: of_type(hint) for name, hint in hints.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: struct(**values))


def items(category: Category | None = None) -> SearchStrategy[Item]:
    """Return items of one category, or of any."""
    wanted = st.just(category) if category else st.sampled_from(Category)
    return wanted.flatmap(lambda one: fields_filled(struct_of(one)))


instants = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)


def statements() -> SearchStrategy[Statement]:
    """Return drafts and filed statements of any shape, of periods up to two years long."""

    def key(one: Item | Member | Reply) -> str:
        return one.id

    return st.builds(
        lambda start, length, **rest: Statement(
            schema=SCHEMA, covers_from=start, covers_to=start + timedelta(days=length), **rest
        ),
        start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        length=st.integers(-1, 731),
        cycle_year=st.integers(2000, 2100),
        household=st.lists(fields_filled(Member), max_size=3, unique_by=key).map(tuple),
        household_confirmed=st.none() | st.booleans(),
        duties_unchanged=st.none() | st.booleans(),
        answers=st.dictionaries(st.sampled_from(CODES), fields_filled_answer()),
        items=st.lists(items(), max_size=4, unique_by=key).map(tuple),
        replies=st.lists(replies(), max_size=3, unique_by=key).map(tuple),
        carried_from=st.none() | st.integers(2000, 2100),
        difference=texts,
        certification=st.none() | certifications(),
    )


def records() -> SearchStrategy[HeldRecord]:
    """Return records of the office, of any category."""
    return st.builds(HeldRecord, id=ids, category=st.sampled_from(Category), what=texts, on=days)


def replies() -> SearchStrategy[Reply]:
    """Return what filers say about records of the office."""
    return st.builds(
        Reply,
        id=ids,
        category=st.sampled_from(Category),
        what=texts,
        on=days,
        choice=st.sampled_from(ReplyChoice),
        ended_on=st.none() | days,
        item=st.just("") | ids,
    )


def fields_filled_answer() -> SearchStrategy[Answer]:
    """Return answers with any remark."""
    hints = get_type_hints(Answer)
    return st.builds(Answer, of_type(hints["choice"]), texts)


def certifications() -> SearchStrategy[Certification]:
    """Return certifications of any name and instant."""
    return st.builds(
        Certification,
        text_version=texts,
        language=st.sampled_from(["ar", "zh", "en", "fr", "ru", "es"]),
        name=texts,
        at=instants,
        method=texts,
        prepared_by=st.none() | texts,
    )


@st.composite
def years(draw: st.DrawFn) -> tuple[Statement, Statement]:
    """Return two statements that may share items, some of them edited in between."""
    earlier, later = draw(statements()), draw(statements())
    kept = [item for item in earlier.items if draw(st.booleans())]
    edited = [
        draw(fields_filled(type(item)).map(_same_id(item))) if draw(st.booleans()) else item for item in kept
    ]
    taken = {item.id for item in edited}
    rest = [item for item in later.items if item.id not in taken]
    return earlier, replace(later, items=(*edited, *rest))


def _same_id(item: Item) -> Any:  # noqa: ANN401 - a function over any item
    """Return a function that gives another item the id of `item`."""
    return lambda other: replace(other, id=item.id)
