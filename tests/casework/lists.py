"""Reference lists in tests: taken over in transactions of their own, as the command does."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure.casework.listing import Difference, Import, open_list
from disclosure.casework.listing.staging import in_force
from disclosure.db import transaction
from disclosure.domain.listed import Entry, ListKind
from disclosure.domain.messages import message
from disclosure.models import ListEntry, ReferenceList
from disclosure.screening.sources_rows import Read
from tests.cast import Cast


def entry(key: str, name: str = "", **given: object) -> Entry:
    """An entry that is called by its key where nothing else is said."""
    return Entry(key=key, name=name or f"Firm {key}", **given)  # type: ignore[arg-type]


def lines(entries: Sequence[Entry | str]) -> list[Read]:
    """What a file gives: entries, and for a text a faulty line about that key."""
    return [
        Read(number, one, fault=message("Line %(line)d: it is faulty.", line=number))
        if isinstance(one, str)
        else Read(number, one.key, one)
        for number, one in enumerate(entries, 2)
    ]


def opened(engine: Engine, cast: Cast, code: str = "vendors", kind: str = "vendor") -> ReferenceList:
    """The list, as a new import finds it."""
    with transaction(engine) as db:
        return open_list(db, by=cast.olu.actor, organisation=cast.organisation, code=code, kind=kind)


def take_over(
    engine: Engine,
    cast: Cast,
    *entries: Entry | str,
    code: str = "vendors",
    kind: str = "vendor",
    **how: bool,
) -> Difference:
    """Take a list over."""
    return importing(engine, cast, code=code, kind=kind, **how).run(lines(entries))


def importing(
    engine: Engine, cast: Cast, *, code: str = "vendors", kind: str = "vendor", **how: bool
) -> Import:
    """An import that has not begun."""

    def transactions(write: bool) -> AbstractContextManager[Session]:
        return transaction(engine, write=write)

    row = opened(engine, cast, code, ListKind(kind).value)
    return Import(transactions, cast.olu.actor, row, source=f"{code}.csv", **how)


def names(engine: Engine, code: str = "vendors") -> list[str]:
    """The names of a list in force, in order."""
    with transaction(engine, write=False) as db:
        row = db.scalars(select(ReferenceList).where(ReferenceList.code == code)).one()
        contents = db.scalars(select(ListEntry.content).where(in_force(row)))
        return sorted(Entry.decode(content).name for content in contents)
