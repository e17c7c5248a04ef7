"""People come onto the roster by the driver's own order, with the rows that the mapper would have written."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure.casework.rosters import adding
from disclosure.casework.rosters.importing import entities_of, kept_people
from disclosure.casework.rosters.rows import COLUMNS, PersonRow
from disclosure.models import Person
from tests.cast import Cast
from tests.thoroughness import tries

signs = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
words = st.text(signs, max_size=12) | st.sampled_from(["", ":name", "%s", "O'Neil", 'a"b', "\\u0041", "陈"])
days = st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))
people = st.builds(
    PersonRow,
    index_number=st.integers(500_000, 500_400).map(str),
    name=words,
    email=words,
    entity=st.sampled_from(["DOS", "DPO"]),
    grade=words,
    title=words,
    functions=st.lists(words, max_size=3).map(tuple),
    contract=words,
    duty_station=words,
    language=st.sampled_from(["en", "fr"]),
    supervisor_index=st.none() | words,
    filer_since=st.none() | st.integers(1945, 2200),
    joined_on=days,
    left_on=days,
)
rosters_of_new = st.lists(people, max_size=6, unique_by=lambda row: row.index_number)
a_few = settings(max_examples=tries(20), suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(db: Session, cast: Cast, write: Callable[[], object]) -> list[tuple[Any, ...]]:
    """Write, and return what lies in the table as the driver reads it; then undo it."""
    mapped = [column.name for column in Person.__table__.columns]
    columns = [f"CAST({name} AS text)" if name == "functions" else name for name in mapped if name != "id"]
    with db.begin_nested() as undone:
        write()
        db.flush()
        ours = "FROM people WHERE index_number LIKE '500___' ORDER BY index_number"
        found = db.connection().exec_driver_sql(f"SELECT {', '.join(columns)} {ours}").all()
        undone.rollback()
    db.expunge_all()
    return [(*row, *map(type, row)) for row in found]


def mapped(cast: Cast, rows: Iterable[PersonRow], entities: dict[str, UUID]) -> list[Person]:
    return [
        Person(
            id=uuid4(),
            organisation_id=cast.organisation.id,
            entity_id=entities[row.entity],
            **{name: value for name, value in asdict(row).items() if name not in ("entity", "functions")},
            functions=list(row.functions),
        )
        for row in rows
    ]


@a_few
@given(rosters_of_new)
def test_what_is_written_is_what_the_mapper_writes(db: Session, cast: Cast, rows: list[PersonRow]) -> None:
    entities = entities_of(db, cast.organisation)
    ours = stored(db, cast, lambda: adding.add(db, cast.organisation, rows, entities))
    assert len(ours) == len(rows)
    assert ours == stored(db, cast, lambda: db.add_all(mapped(cast, rows, entities)))


@a_few
@given(rosters_of_new)
def test_what_was_added_is_read_as_it_was_stated(db: Session, cast: Cast, rows: list[PersonRow]) -> None:
    with db.begin_nested() as undone:
        adding.add(db, cast.organisation, rows, entities_of(db, cast.organisation))
        kept = kept_people(db, cast.organisation, [row.index_number for row in rows])
        ids = {person.id for person in kept.values()}
        undone.rollback()
    assert {
        number: PersonRow(**dict(zip(COLUMNS, person.values, strict=True))) for number, person in kept.items()
    } == {row.index_number: row for row in rows}
    assert len(ids) == len(rows)
    assert {(one.version, one.variant) for one in ids} <= {(4, uuid4().variant)}


def test_somebody_there_already_is_refused_or_passed_over(db: Session, cast: Cast) -> None:
    row = PersonRow(index_number="500000", name="Nadia", email="nadia@example.org", entity="DOS")
    entities = entities_of(db, cast.organisation)
    adding.add(db, cast.organisation, [row], entities)
    [before] = kept_people(db, cast.organisation, ["500000"]).values()
    adding.add(db, cast.organisation, [row], entities, over_doubles=True)
    assert list(kept_people(db, cast.organisation, ["500000"]).values()) == [before]
    with pytest.raises(IntegrityError), db.begin_nested():
        adding.add(db, cast.organisation, [row], entities)


def test_nobody_is_added_to_an_entity_that_is_not_there(db: Session, cast: Cast) -> None:
    row = PersonRow(index_number="500000", name="Nadia", email="nadia@example.org", entity="NOWHERE")
    with pytest.raises((KeyError, IntegrityError)), db.begin_nested():
        adding.add(db, cast.organisation, [row], entities_of(db, cast.organisation))
