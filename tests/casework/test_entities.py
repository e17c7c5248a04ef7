"""Entities: read in the order of the annual table, changed, never removed."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework import rosters
from disclosure.errors import BadInput
from disclosure.models import Account, Entity
from tests.cast import Cast, add_person


def test_entities_keep_their_order_and_names(db: Session, cast: Cast) -> None:
    entities = db.scalars(
        select(Entity).where(Entity.organisation_id == cast.organisation.id).order_by(Entity.position)
    )
    assert [entity.code for entity in entities] == ["DOS", "DPO", "EO", "OIOS", "OSRSG-HTI", "BINUH"]
    assert cast.entities["DOS"].names == {"en": "Department of Operational Support", "zh": "业务支助部"}
    assert "zh" not in cast.entities["OSRSG-HTI"].names


def test_entities_are_added_and_changed_but_never_removed(db: Session, cast: Cast) -> None:
    source = (
        "code,name_en,name_fr,group,position\n"
        "DOS,Operational Support,Appui,secretariat,9\nDSS,Safety,,secretariat,"
    )
    rows = rosters.read_entities(cast.organisation, source.encode())
    found = rosters.apply_entities(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows)
    assert (found.added, found.changed, found.unchanged) == (("DSS",), ("DOS",), 0)
    assert (cast.entities["DOS"].name, cast.entities["DOS"].position) == ("Operational Support", 9)
    again = rosters.apply_entities(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows)
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)
    count = select(func.count()).where(Entity.organisation_id == cast.organisation.id)
    assert db.scalar(count) == 7


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("DOS,Support,nowhere,", "Line 2: the programme has no group “nowhere”"),
        (",Support,secretariat,", "Line 2: the column code is empty."),
        ("DOS,,secretariat,", "Line 2: the column name_en is empty."),
        ("DOS,Support,secretariat,first", "Line 2: “first” in position is no number."),
        ("DOS,Support", "Line 2: it has not as many cells as the first line."),
        (f"DOS,{'x' * 301},secretariat,", "Line 2: the column name_en is longer than 300 characters."),
        ("DOS,a\x07,secretariat,", "Line 2: it holds a line break or another control character."),
        ("A,A,secretariat,\nA,B,secretariat,", "Line 3: the code A is on line 2 already."),
    ],
)
def test_a_faulty_entity_is_told_in_a_sentence(db: Session, cast: Cast, line: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        rosters.read_entities(cast.organisation, f"code,name_en,group,position\n{line}\n".encode())
    [said] = refused.value.messages
    assert str(said).startswith(sentence)


def test_the_cast_can_grow_by_a_line(db: Session, cast: Cast) -> None:
    nadia = add_person(db, cast, "200001", functions="procurement")
    assert (nadia.functions, nadia.duty_station) == (["procurement"], "New York")
    assert db.scalar(select(func.count()).where(Account.person_id == nadia.id)) == 0
