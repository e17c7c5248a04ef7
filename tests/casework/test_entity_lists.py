"""An entity's list of who must file: looked over, nominated to, signed off, and kept up with its people."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import designating, referring
from disclosure.domain.lifecycle import DesignationState
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import LedgerEntry, SignOff
from tests.casework.office import Office
from tests.casework.referrals import THE_DAY
from tests.cast import Cast, add_person


def looked_over(db: Session, cast: Cast, **which: Any) -> list[str]:  # noqa: ANN401
    by = which.pop("by", cast.olu).actor
    return [one.name for one in designating.uncovered(db, by=by, cycle=cast.cycle, **which)]


def shown(db: Session, cast: Cast) -> str:
    return designating.digest(db, cycle=cast.cycle, entity=cast.entities["DOS"])


def sign(db: Session, cast: Cast, word: str | None = None) -> SignOff:
    return designating.sign_off(
        db,
        by=cast.farid.actor,
        cycle=cast.cycle,
        entity=cast.entities["DOS"],
        shown=word or shown(db, cast),
    )


def current(db: Session, cast: Cast) -> bool | None:
    found = designating.signed(db, by=cast.olu.actor, cycle=cast.cycle).get(cast.entities["DOS"].id)
    return None if found is None else found.is_current


def test_a_function_or_a_post_with_authority_over_money_is_looked_at(db: Session, cast: Cast) -> None:
    assert looked_over(db, cast) == []
    add_person(db, cast, "300001", name="Ada Buyer", functions="procurement", grade="P-2")
    add_person(db, cast, "300002", name="Ben Giver", title="Grants Officer", grade="P-2", entity="DPO")
    add_person(db, cast, "300003", name="Cleo Clerk", title="Archivist", grade="G-4")
    add_person(db, cast, "300004", name="Dora Gone", functions="procurement", left_on="2020-01-31")
    assert looked_over(db, cast) == ["Ada Buyer", "Ben Giver"]
    assert designating.count_uncovered(db, by=cast.olu.actor, cycle=cast.cycle) == 2
    assert looked_over(db, cast, entity=cast.entities["DPO"]) == ["Ben Giver"]


def test_whoever_is_designated_is_covered_and_whoever_was_withdrawn_is_not(db: Session, cast: Cast) -> None:
    add_person(db, cast, "300001", name="Ada Buyer", functions="procurement", grade="P-2")
    designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
    assert looked_over(db, cast) == []
    designation = next(
        one
        for one in designating.designated(
            db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"]
        )
        if one.person.name == "Ada Buyer"
    )
    designating.withdraw(db, by=cast.olu.actor, designation=designation)
    assert looked_over(db, cast) == ["Ada Buyer"]


def test_a_focal_point_looks_at_the_own_entity_alone(db: Session, cast: Cast) -> None:
    add_person(db, cast, "300001", name="Ada Buyer", functions="procurement")
    add_person(db, cast, "300002", name="Ben Giver", title="Grants Officer", entity="DPO")
    assert looked_over(db, cast, by=cast.farid) == ["Ada Buyer"]
    assert looked_over(db, cast, by=cast.emil) == []
    names = [one.person.name for one in designating.designated(
        db, by=cast.farid.actor, cycle=cast.cycle, entity=cast.entities["DPO"])]  # fmt: skip
    assert names == []


def test_a_list_is_signed_as_it_was_shown(db: Session, cast: Cast) -> None:
    assert current(db, cast) is None
    signed = sign(db, cast)
    assert (signed.people, current(db, cast)) == (3, True)
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "designation:list-signed-off")).one()
    assert line.facts == {"entity_id": str(cast.entities["DOS"].id), "people": 3}


def test_a_list_that_changed_is_not_signed_unseen(db: Session, cast: Cast) -> None:
    before = shown(db, cast)
    person = add_person(db, cast, "300001", name="Ada Buyer")
    designating.nominate(db, by=cast.farid.actor, cycle=cast.cycle, person=person, ground="procurement")
    with pytest.raises(WrongState, match="changed since you opened the page"):
        sign(db, cast, before)
    assert sign(db, cast).people == 4


def test_a_signature_is_told_to_be_of_an_earlier_list(db: Session, cast: Cast) -> None:
    sign(db, cast)
    designation = cast.amina.filing.designation
    designating.withdraw(db, by=cast.olu.actor, designation=designation)
    assert designation.state is DesignationState.WITHDRAWN
    assert current(db, cast) is False
    sign(db, cast)
    assert current(db, cast) is True


@pytest.mark.parametrize("who", ["olu", "ida", "emil", "rosa"])
def test_only_the_entity_stands_for_its_list(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(NotPermitted):
        designating.sign_off(
            db,
            by=getattr(cast, who).actor,
            cycle=cast.cycle,
            entity=cast.entities["DOS"],
            shown=shown(db, cast),
        )


def test_who_came_left_and_moved_is_told(db: Session, cast: Cast, office: Office) -> None:
    by, cycle = cast.olu.actor, cast.cycle
    add_person(db, cast, "300001", name="Nadia", grade="D-1")
    cast.chen.on_roster.left_on = date(2020, 1, 2)
    cast.amina.on_roster.entity = cast.boris.on_roster.entity = cast.entities["EO"]
    office.file(cast.boris)
    db.flush()
    found = designating.movements(db, by=by, cycle=cycle)
    assert found.joiners == designating.to_designate(db, cycle=cycle) == 1
    assert [one.filing.person.name for one in found.leavers] == ["陈美玲"]
    assert [(one.filing.entity.code, one.now.code) for one in found.transfers] == [("DOS", "EO")]


def test_an_owed_statement_moves_with_its_person(db: Session, cast: Cast) -> None:
    cast.amina.on_roster.entity = cast.entities["EO"]
    designating.transfer(db, by=cast.olu.actor, filing=cast.amina.filing)
    assert cast.amina.filing.entity is cast.entities["EO"]
    assert cast.amina.filing.designation.entity_id == cast.entities["EO"].id
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "filing:moved")).one()
    assert (line.filing_id, line.facts) == (cast.amina.filing.id, {"was": "DOS", "now": "EO"})
    assert designating.movements(db, by=cast.olu.actor, cycle=cast.cycle).transfers == []
    with pytest.raises(WrongState, match="names the same entity"):
        designating.transfer(db, by=cast.olu.actor, filing=cast.amina.filing)


def test_what_was_filed_or_referred_stays_where_it_is(db: Session, cast: Cast, office: Office) -> None:
    referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"], today=THE_DAY)
    office.file(cast.boris)
    cast.amina.on_roster.entity = cast.boris.on_roster.entity = cast.entities["EO"]
    for member, why in ((cast.amina, "in a referral"), (cast.boris, "not owed any more")):
        with pytest.raises(WrongState, match=why):
            designating.transfer(db, by=cast.olu.actor, filing=member.filing)


@pytest.mark.parametrize("who", ["hana", "farid", "ida", "emil"])
def test_only_the_office_moves_statements(db: Session, cast: Cast, who: str) -> None:
    by = getattr(cast, who).actor
    with pytest.raises(NotPermitted):
        designating.movements(db, by=by, cycle=cast.cycle)
    with pytest.raises(NotPermitted):
        designating.transfer(db, by=by, filing=cast.amina.filing)
