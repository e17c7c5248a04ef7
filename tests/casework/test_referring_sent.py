"""A referral is sent by another person than prepared it; whoever files meanwhile is dropped."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, chasing, designating, referring, scheduling
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import FilingState, ReferralState
from disclosure.errors import BadInput, NotFound, NotPermitted, WrongState
from disclosure.models import Account, LedgerEntry, Letter, Referral
from tests.casework.concurrently import at_once
from tests.casework.office import Office
from tests.casework.referrals import THE_DAY, names, on, prepare, send, sent, with_a_head
from tests.cast import Cast, Member

# Sending


def test_another_person_sends_it_to_the_head_with_twenty_working_days_to_answer(
    db: Session, cast: Cast
) -> None:
    head = with_a_head(db, cast)
    done = send(db, cast, referral := prepare(db, cast))
    assert (referral.state, referral.sent_by_id) == (ReferralState.SENT, cast.petra.account.id)
    (letter,) = done.letters
    assert letter.to_email == head.account.email
    assert letter.params == {
        "year": 2020,
        "due_on": "2020-03-31",
        "act_by": "2020-05-28",
        "people": 3,
        "entity": "Department of Operational Support",
    }
    assert done.dropped == []


def test_those_of_the_list_are_sent_one_after_another(db: Session, cast: Cast) -> None:
    with_a_head(db, cast)
    prepare(db, cast)
    db.commit()
    db.expunge_all()
    listed = referring.referrals(db, by=cast.petra.actor, cycle=cast.cycle)
    for referral in listed:
        send(db, cast, referral)
    assert [referral.state for referral in listed] == [ReferralState.SENT]


def test_whoever_prepared_it_does_not_send_it(db: Session, cast: Cast) -> None:
    with_a_head(db, cast)
    referral = prepare(db, cast)
    with pytest.raises(NotPermitted, match="Another person must send it"):
        send(db, cast, referral, by=cast.olu)


def test_nobody_sends_a_referral_that_names_them(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.olu)
    referral = prepare(db, cast, "EO")
    for member_of_it in (cast.petra, cast.emil):
        with pytest.raises(NotPermitted, match="You are among the people"):
            send(db, cast, referral, by=member_of_it)


@pytest.mark.parametrize("who", ["hana", "farid", "ida", "rosa", "ana", "sana", "adam"])
def test_only_the_office_sends(db: Session, cast: Cast, who: str) -> None:
    referral = prepare(db, cast, "OIOS")
    with pytest.raises(NotPermitted):
        send(db, cast, referral, by=getattr(cast, who))


def test_the_ethics_office_may_send(db: Session, cast: Cast) -> None:
    with_a_head(db, cast)
    send(db, cast, referral := prepare(db, cast), by=cast.emil)
    assert referral.state is ReferralState.SENT


def test_somebody_who_files_between_preparing_and_sending_is_dropped_and_listed(
    db: Session, cast: Cast, office: Office
) -> None:
    with_a_head(db, cast)
    referral = prepare(db, cast)
    office.file(cast.amina)
    done = send(db, cast, referral)
    assert [(one.filing_id, one.dropped_because) for one in done.dropped] == [(cast.amina.filing.id, "filed")]
    assert done.letters[0].params["people"] == 2
    assert not cast.amina.filing.referred


def test_whoever_was_exempted_or_given_more_time_meanwhile_is_dropped_too(db: Session, cast: Cast) -> None:
    with_a_head(db, cast)
    referral = prepare(db, cast)
    by = cast.petra.actor
    designating.exempt(db, by=by, filing=cast.amina.filing, reason="On long leave")
    designating.extend(db, by=by, filing=cast.chen.filing, until=date(2020, 4, 20), reason="No line")
    send(db, cast, referral)
    assert names(db, cast.olu, referral) == {
        "Amina Odhiambo": "exempted",
        "Hana Novak": None,
        "陈美玲": "more-time",
    }
    dropped = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "referral:person-dropped"))
    assert {entry.facts["reason"] for entry in dropped} == {"exempted", "more-time"}


def test_a_referral_with_nobody_left_is_not_sent(db: Session, cast: Cast, office: Office) -> None:
    with_a_head(db, cast, "DPO")
    referral = prepare(db, cast, "DPO")
    office.file(cast.boris)
    with pytest.raises(WrongState, match="Nobody is left in this referral"):
        send(db, cast, referral)


def test_an_entity_without_a_head_is_told_to_get_one(db: Session, cast: Cast) -> None:
    referral = prepare(db, cast, "DPO")
    with pytest.raises(WrongState, match="DPO has no head with an account"):
        send(db, cast, referral)


def test_a_head_is_not_the_one_to_answer_for_themselves(db: Session, cast: Cast) -> None:
    """Hana is the only head of DOS and has not filed."""
    referral = prepare(db, cast)
    with pytest.raises(WrongState, match="The head of DOS is among the people referred"):
        send(db, cast, referral)


def test_a_head_who_has_filed_answers_for_the_others(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.hana)
    referral = prepare(db, cast)
    done = send(db, cast, referral)
    assert [letter.to_email for letter in done.letters] == ["hana@example.org"]


def test_every_head_gets_the_letter_and_a_former_one_does_not(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.hana)
    second, former = with_a_head(db, cast), cast.farid
    grant = accounts.grant_role(
        db,
        by=cast.olu.actor,
        account=former.account,
        role=Role.ENTITY_HEAD,
        entity=cast.entities["DOS"],
    )
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    done = send(db, cast, prepare(db, cast))
    assert {letter.to_email for letter in done.letters} == {"hana@example.org", second.account.email}


def test_a_referral_is_sent_once(db: Session, cast: Cast) -> None:
    referral, _head = sent(db, cast)
    with pytest.raises(WrongState):
        send(db, cast, referral)
    with pytest.raises(WrongState):
        referring.withdraw(db, by=cast.olu.actor, referral=referral)
    assert db.scalar(select(func.count()).where(Letter.kind == "referral")) == 1


def test_after_the_close_a_referral_is_still_prepared_and_sent(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.hana)
    with clock.travel(on(date(2020, 12, 31))):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
        referral = referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])
        referring.send(db, by=cast.petra.actor, referral=referral)
    assert referral.state is ReferralState.SENT
    assert {one.state for one in referring.people(db, by=cast.olu.actor, referral=referral)} == {
        FilingState.NOT_FILED
    }


# The head


def test_the_head_records_what_was_done(db: Session, cast: Cast) -> None:
    referral, head = sent(db, cast)
    referring.record_action(db, by=head.actor, referral=referral, action=" I spoke with both. ")
    assert (referral.state, referral.action) == (ReferralState.ACTED, "I spoke with both.")
    assert referral.acted_by_id == head.account.id
    with pytest.raises(WrongState):
        referring.record_action(db, by=head.actor, referral=referral, action="And again.")


def test_an_action_is_said_in_words_and_only_after_the_letter(db: Session, cast: Cast) -> None:
    head, referral = with_a_head(db, cast), prepare(db, cast)
    with pytest.raises(WrongState):
        referring.record_action(db, by=head.actor, referral=referral, action="Too early.")
    send(db, cast, referral)
    with pytest.raises(BadInput, match="Say what was done"):
        referring.record_action(db, by=head.actor, referral=referral, action="\n")


@pytest.mark.parametrize("who", ["olu", "petra", "farid", "emil", "ida", "sana", "boris"])
def test_only_a_head_of_the_entity_answers(db: Session, cast: Cast, who: str) -> None:
    referral, _head = sent(db, cast)
    with pytest.raises(NotPermitted):
        referring.record_action(db, by=getattr(cast, who).actor, referral=referral, action="Done.")


def test_a_head_who_is_referred_does_not_answer_for_themselves(db: Session, cast: Cast) -> None:
    referral, _head = sent(db, cast)
    with pytest.raises(NotPermitted, match="You are among the people"):
        referring.record_action(db, by=cast.hana.actor, referral=referral, action="I forgave myself.")


def test_a_head_sees_only_their_own_entity_and_only_once_it_is_sent(db: Session, cast: Cast) -> None:
    head, other = with_a_head(db, cast), with_a_head(db, cast, "DPO")
    dos, dpo = prepare(db, cast), prepare(db, cast, "DPO")
    assert referring.referrals(db, by=head.actor, cycle=cast.cycle) == []
    with pytest.raises(NotFound):
        referring.people(db, by=head.actor, referral=dos)
    send(db, cast, dos)
    send(db, cast, dpo)
    assert referring.referrals(db, by=head.actor, cycle=cast.cycle) == [dos]
    assert referring.referrals(db, by=other.actor, cycle=cast.cycle) == [dpo]
    with pytest.raises(NotFound):
        referring.people(db, by=head.actor, referral=dpo)
    for insider in (cast.olu, cast.emil, cast.ida):
        assert referring.referrals(db, by=insider.actor, cycle=cast.cycle) == [dos, dpo]


@pytest.mark.parametrize("who", ["farid", "rosa", "ana", "adam", "sana", "amina"])
def test_others_see_no_referral(db: Session, cast: Cast, who: str) -> None:
    referral, _head = sent(db, cast)
    other: Member = getattr(cast, who)
    assert referring.referrals(db, by=other.actor, cycle=cast.cycle) == []
    with pytest.raises(NotFound):
        referring.people(db, by=other.actor, referral=referral)


def test_the_list_tells_how_often_the_office_wrote(db: Session, cast: Cast) -> None:
    with clock.travel(on(date(2020, 4, 3))):
        chasing.remind(db, by=cast.olu.actor, cycle=cast.cycle)
    referral = prepare(db, cast)
    letters = {one.name: one.letters for one in referring.people(db, by=cast.olu.actor, referral=referral)}
    assert letters["Amina Odhiambo"] == 2  # the designation and the overdue letter


def test_two_sending_at_once_send_one_letter(db: Session, cast: Cast, engine: Engine) -> None:
    with_a_head(db, cast)
    referral = prepare(db, cast)
    db.commit()

    def send_it(other: Session, by: Member) -> None:
        loaded = other.get_one(Referral, referral.id)
        referring.send(other, by=by.actor, referral=loaded, today=THE_DAY)

    told = at_once(engine, send_it, cast.petra, cast.emil)
    assert [type(fault) for fault in told] == [WrongState]
    with transaction(engine, write=False) as after:
        assert after.scalar(select(func.count()).where(Letter.kind == "referral")) == 1


def test_a_head_reads_the_letter_in_their_own_language(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.hana)
    db.get_one(Account, cast.hana.account.id).language = "zh"
    letter = send(db, cast, prepare(db, cast)).letters[0]
    assert (letter.language, letter.params["entity"]) == ("zh", "业务支助部")
