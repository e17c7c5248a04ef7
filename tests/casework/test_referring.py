"""Who did not file qualifies for a referral from its day on, and is in one referral at a time."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, referring, scheduling
from disclosure.db import transaction
from disclosure.domain.lifecycle import ReferralState
from disclosure.errors import BadInput, NotFound, NotPermitted, WrongState
from disclosure.models import Cycle, Entity, LedgerEntry, Referral
from tests.casework.concurrently import at_once
from tests.casework.office import Office
from tests.casework.referrals import THE_DAY, candidates, names, on, prepare, sent
from tests.cast import Cast, Member

# Who qualifies


def test_from_the_referral_day_on_whoever_has_not_filed_qualifies(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.boris)
    assert candidates(db, cast, date(2020, 4, 29)) == {}
    assert candidates(db, cast) == {"DOS": 3, "EO": 3, "OIOS": 1, "OSRSG-HTI": 1}


def test_an_extension_moves_the_referral_day_too(db: Session, cast: Cast) -> None:
    designating.extend(
        db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 4, 10), reason="Mission"
    )
    assert candidates(db, cast)["DOS"] == 2
    assert candidates(db, cast, date(2020, 5, 10))["DOS"] == 3


def test_whoever_contests_the_designation_is_not_referred(db: Session, cast: Cast) -> None:
    designating.contest(
        db, by=cast.amina.actor, designation=cast.amina.filing.designation, reason="I have moved"
    )
    assert candidates(db, cast)["DOS"] == 2


def test_after_the_close_whoever_did_not_file_qualifies_at_once(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.amina)
    with clock.travel(on(date(2020, 4, 2))):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
    assert candidates(db, cast, date(2020, 4, 2))["DOS"] == 2


# Preparing


def test_a_prepared_referral_names_everybody_of_the_entity_who_qualifies(db: Session, cast: Cast) -> None:
    referral = prepare(db, cast)
    assert referral.state is ReferralState.PREPARED
    assert names(db, cast.olu, referral) == dict.fromkeys(["Amina Odhiambo", "Hana Novak", "陈美玲"])
    assert all(one.filing.referred for one in (cast.amina, cast.hana, cast.chen))
    entry = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "referral:prepared")).one()
    assert entry.facts == {
        "referral_id": str(referral.id),
        "entity_id": str(cast.entities["DOS"].id),
        "people": 3,
    }


def test_nobody_is_referred_twice(db: Session, cast: Cast) -> None:
    prepare(db, cast)
    assert "DOS" not in candidates(db, cast)
    with pytest.raises(WrongState, match="Nobody of DOS can be referred now"):
        prepare(db, cast)


def test_an_entity_where_everybody_filed_is_not_referred(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.boris)
    with pytest.raises(WrongState, match="everybody has filed"):
        prepare(db, cast, "DPO")


def test_nobody_prepares_a_referral_of_their_own_entity_with_themselves_in_it(
    db: Session, cast: Cast, office: Office
) -> None:
    with pytest.raises(NotPermitted, match="You are among the people"):
        prepare(db, cast, "EO", by=cast.olu)
    office.file(cast.olu)
    assert set(names(db, cast.olu, prepare(db, cast, "EO", by=cast.olu))) == {
        "Emil Lindqvist",
        "Petra Horvat",
    }


def test_an_entity_of_another_organisation_is_not_found(db: Session, cast: Cast) -> None:
    elsewhere = db.scalars(select(Entity).where(Entity.organisation_id == cast.elsewhere.id)).one()
    with pytest.raises(NotPermitted):
        referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=elsewhere)
    with pytest.raises(NotFound):
        referring.prepare(db, by=cast.sana.actor, cycle=cast.cycle, entity=elsewhere)


@pytest.mark.parametrize("who", ["hana", "farid", "emil", "ida", "rosa", "sana", "amina"])
def test_only_a_programme_officer_prepares(db: Session, cast: Cast, who: str) -> None:
    other: Member = getattr(cast, who)
    with pytest.raises(NotPermitted):
        prepare(db, cast, by=other)
    with pytest.raises(NotPermitted):
        referring.candidates(db, by=other.actor, cycle=cast.cycle)


def test_somebody_is_taken_off_with_a_reason_that_the_ledger_does_not_repeat(db: Session, cast: Cast) -> None:
    referral = prepare(db, cast)
    reason = "On sick leave since February"
    referring.remove_person(
        db, by=cast.olu.actor, referral=referral, filing=cast.amina.filing, reason=f" {reason} "
    )
    assert names(db, cast.olu, referral)["Amina Odhiambo"] == reason
    assert not cast.amina.filing.referred
    entry = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "referral:person-dropped")).one()
    assert (entry.filing_id, entry.facts["reason"]) == (cast.amina.filing.id, "removed")


def test_nobody_is_taken_off_without_a_reason_or_twice_or_by_themselves(db: Session, cast: Cast) -> None:
    referral = prepare(db, cast)

    def remove(filing: object = cast.amina.filing, reason: str = "Leave", by: Member = cast.olu) -> None:
        referring.remove_person(db, by=by.actor, referral=referral, filing=filing, reason=reason)  # type: ignore[arg-type]

    with pytest.raises(BadInput, match="Give the reason"):
        remove(reason=" ")
    with pytest.raises(NotFound, match="not in the referral"):
        remove(filing=cast.boris.filing)
    with pytest.raises(NotPermitted):
        remove(by=cast.hana)
    remove()
    with pytest.raises(NotFound, match="or no longer"):
        remove()


def test_the_list_is_fixed_once_the_letter_is_sent(db: Session, cast: Cast) -> None:
    referral, _head = sent(db, cast)
    with pytest.raises(WrongState, match="can no longer be changed"):
        referring.remove_person(
            db, by=cast.olu.actor, referral=referral, filing=cast.amina.filing, reason="Leave"
        )


def test_a_withdrawn_referral_frees_its_people_for_another(db: Session, cast: Cast, office: Office) -> None:
    referral = prepare(db, cast)
    referring.withdraw(db, by=cast.petra.actor, referral=referral)
    assert referral.state is ReferralState.WITHDRAWN
    assert candidates(db, cast)["DOS"] == 3
    again = prepare(db, cast)
    office.file(cast.amina)
    assert names(db, cast.olu, referral)["Amina Odhiambo"] == "withdrawn"
    assert names(db, cast.olu, again)["Amina Odhiambo"] == "filed"


def test_two_officers_preparing_at_once_refer_nobody_twice(db: Session, cast: Cast, engine: Engine) -> None:
    db.commit()

    def prepare_it(other: Session, by: Member) -> None:
        cycle = other.get_one(Cycle, cast.cycle.id)
        entity = other.get_one(Entity, cast.entities["DOS"].id)
        referring.prepare(other, by=by.actor, cycle=cycle, entity=entity, today=THE_DAY)

    told = at_once(engine, prepare_it, cast.olu, cast.petra)
    assert [type(fault) for fault in told] == [WrongState]
    with transaction(engine, write=False) as after:
        assert after.scalar(select(func.count()).select_from(Referral)) == 1
