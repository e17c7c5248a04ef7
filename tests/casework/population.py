"""Whole populations, inserted in a few statements: an office of any size, in any state."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from disclosure.domain.actors import Actor, Held, Role
from disclosure.domain.lifecycle import HAS_STATEMENT, CycleState, DesignationState, FilingState
from disclosure.domain.programme import load
from disclosure.models import Cycle, Designation, Entity, Filing, Organisation, Outcome, Person

Row = dict[str, Any]

AT = datetime(2020, 4, 1, 9, tzinfo=UTC)
DUE = date(2020, 3, 31)


@dataclass(frozen=True)
class Lot:
    """So many filings of one entity that are alike; `facts` are further columns."""

    entity: str
    group: str
    state: FilingState
    size: int = 1
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Served:
    """An organisation that is served, with its entities by code."""

    organisation: Organisation
    entities: dict[str, UUID]

    def holder(self, role: Role, entity: str | None = None) -> Actor:
        """Somebody from outside the roster who holds one role."""
        place = None if entity is None else self.entities[entity]
        return Actor(uuid4(), held=(Held(role, self.organisation.id, place),))

    @property
    def officer(self) -> Actor:
        return self.holder(Role.PROGRAMME_OFFICER)


def serve(db: Session, entities: Iterable[tuple[str, str]], *, programme: str = "un-secretariat") -> Served:
    """Set up an organisation with entities, given as code and group in the order of the table."""
    organisation = Organisation(
        id=uuid4(), code=secrets.token_hex(4), names={"en": "UN"}, programme=programme, created_at=AT
    )
    db.add(organisation)
    db.flush()
    ids = {}
    for position, (code, group) in enumerate(entities):
        ids[code] = uuid4()
        names = {"en": f"Office {code}", "fr": f"Bureau {code}"}
        place = {"id": ids[code], "code": code, "names": names, "group": group, "position": position}
        db.execute(insert(Entity).values(organisation_id=organisation.id, **place))
    return Served(organisation, ids)


def cycle_of(db: Session, served: Served, year: int = 2020, state: CycleState = CycleState.OPEN) -> Cycle:
    programme = load(served.organisation.programme)
    cycle = Cycle(
        id=uuid4(),
        organisation_id=served.organisation.id,
        year=year,
        state=state,
        programme_text=programme.text,
        programme_digest=programme.digest,
        opens_on=date(year, 3, 1),
        due_on=date(year, 3, 31),
        covers_from=date(year - 1, 1, 1),
        covers_to=date(year - 1, 12, 31),
        opened_at=AT,
        closed_at=AT if state is CycleState.CLOSED else None,
    )
    db.add(cycle)
    db.flush()
    return cycle


def populate(db: Session, served: Served, cycle: Cycle, lots: Iterable[Lot]) -> list[UUID]:
    """Insert the people, designations and filings of these lots; return the filings' ids in order."""
    people: list[Row] = []
    designations: list[Row] = []
    filings: list[Row] = []
    for lot in lots:
        for _ in range(lot.size):
            person = _person(served, lot)
            designation = _designation(served, cycle, person)
            people.append(person)
            designations.append(designation)
            filings.append(_filing(designation, lot))
    for model, rows in ((Person, people), (Designation, designations), (Filing, filings)):
        if rows:
            db.execute(insert(model), rows)
    return [row["id"] for row in filings]


def add_filing(db: Session, served: Served, cycle: Cycle, person: Person, lot: Lot) -> UUID:
    """Insert a filing of somebody who is on the roster; return its id."""
    designation = _designation(served, cycle, {"id": person.id, "entity_id": person.entity_id})
    filing = _filing(designation, lot)
    db.execute(insert(Designation), [designation])
    db.execute(insert(Filing), [filing])
    return UUID(str(filing["id"]))


def _person(served: Served, lot: Lot) -> Row:
    number = secrets.token_hex(6)
    return {
        "id": uuid4(),
        "row_version": 1,
        "organisation_id": served.organisation.id,
        "entity_id": served.entities[lot.entity],
        "index_number": number,
        "name": f"Person {number}",
        "email": f"{number}@example.org",
        "grade": "D-1",
        "title": "Director",
        "functions": [],
        "contract": "",
        "duty_station": "New York",
        "language": "en",
    }


def _designation(served: Served, cycle: Cycle, person: Row) -> Row:
    return {
        "id": uuid4(),
        "row_version": 1,
        "organisation_id": served.organisation.id,
        "cycle_id": cycle.id,
        "person_id": person["id"],
        "entity_id": person["entity_id"],
        "ground": "grade",
        "state": DesignationState.CONFIRMED,
        "created_at": AT,
    }


def _filing(designation: Row, lot: Lot) -> Row:
    filed, closed = lot.state in HAS_STATEMENT, lot.state is FilingState.CLOSED
    return {
        "id": uuid4(),
        "row_version": 1,
        "organisation_id": designation["organisation_id"],
        "cycle_id": designation["cycle_id"],
        "person_id": designation["person_id"],
        "entity_id": designation["entity_id"],
        "designation_id": designation["id"],
        "state": lot.state,
        "turn_since": AT,
        "token": secrets.token_hex(16),
        "due_on": DUE,
        "zone": "America/New_York",
        "due_at": datetime(2020, 4, 1, 4, tzinfo=UTC),
        "filed_at": AT if filed else None,
        "reference": secrets.token_hex(8) if filed else None,
        "closed_at": AT if closed else None,
        "outcome": Outcome.NOTHING_TO_DISCLOSE if closed else None,
        "open_at_close": None,
        "late": False,
        "first_time": False,
        "sampled": False,
        "carried_over": False,
        "referred": False,
        "item_count": 0,
        "documents_open": 0,
        **lot.facts,
    }
