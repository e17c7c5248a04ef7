"""What a line of a roster says, and what the organisation knows already."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.grounds import canonical
from disclosure.domain.programme import Language, load
from disclosure.models import Entity, Organisation


class PersonRow(Struct, frozen=True, kw_only=True, gc=False):
    """One person. The fields are the columns of the file and of the table, but for the entity's code."""

    index_number: str
    name: str
    email: str
    entity: str
    grade: str = ""
    title: str = ""
    functions: tuple[str, ...] = ()
    contract: str = ""
    duty_station: str = ""
    language: str = Language.ENGLISH.value
    supervisor_index: str | None = None
    filer_since: int | None = None
    joined_on: date | None = None
    left_on: date | None = None


class EntityRow(Struct, frozen=True, kw_only=True):
    """One entity. `names` are by language; English is never missing."""

    code: str
    names: dict[str, str]
    group: str
    position: int


COLUMNS = PersonRow.__struct_fields__
"""The columns of a roster of people. All must be there; their order is free."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a roster may refer to: anything else is a slip of the pen."""

    entities: Collection[str]
    functions: Collection[str]
    languages: Collection[str] = field(default_factory=lambda: frozenset(one.value for one in Language))


def known_to(db: Session, organisation: Organisation) -> Known:
    """Return the organisation's entity codes, and the functions that its programme looks for.

    A misspelt function would silently leave somebody out of the programme, so
    a roster states only those.
    """
    codes = db.scalars(select(Entity.code).where(Entity.organisation_id == organisation.id))
    return Known(entities=frozenset(codes), functions=load(organisation.programme).functions)


def same_function(stated: str, known: Collection[str]) -> str | None:
    """Return the known function that `stated` means, whatever its capitals, blanks and hyphens."""
    return next((one for one in known if canonical(one) == canonical(stated)), None)
