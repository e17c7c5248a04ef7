"""Who may do what, said of the cast: whoever is not named may not."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from disclosure import clock
from disclosure.access import Permission, demand, permits, policy, visible
from disclosure.casework import accounts, advising, reviewing
from disclosure.domain.actors import WORKER, Actor, Role
from disclosure.errors import DisclosureError, NotPermitted
from disclosure.models import Advice, Base, Delegation, Filing, Organisation, OwnInterests, Person
from tests.access.busy import PLACED, account_of_zoe
from tests.casework.office import Office
from tests.cast import Member

pytestmark = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
"""That both databases say the same is for test_agreeing.py."""

OWN_BUSINESS = {
    Permission.FILING_SEE,
    Permission.DRAFT_EDIT,
    Permission.STATEMENT_FILE,
    Permission.STATEMENT_READ_OWN,
    Permission.CORRESPONDENCE_READ_OWN,
    Permission.QUESTION_ANSWER,
    Permission.ADVICE_ANSWER,
    Permission.ACTION_PROVE,
    Permission.DOCUMENT_SUBMIT,
    Permission.EXTENSION_REQUEST,
    Permission.DESIGNATION_CONTEST,
    Permission.DELEGATION_GRANT,
    Permission.SUMMARY_CHOOSE,
}
NEVER_OWN = {
    Permission.CASE_SEE,
    Permission.CASE_CLAIM,
    Permission.CASE_ASSIGN,
    Permission.CASE_READ,
    Permission.CASE_WORK,
    Permission.ADVICE_APPROVE,
    Permission.ADVICE_DECIDE,
    Permission.DOCUMENT_DECIDE,
    Permission.DESIGNATION_DECIDE,
    Permission.FILING_EXTEND,
    Permission.FILING_EXEMPT,
}
OPENED_FOR_HOURS = {Permission.CASE_READ, Permission.EMERGENCY_READ}
READING = {Permission.CASE_READ, Permission.STATEMENT_READ_OWN, Permission.STATEMENT_SCREEN}


def may(actor: Actor, row: object) -> set[Permission]:
    return {permission for permission in Permission if permits(actor, permission, row)}


def advice(office: Office) -> Advice:
    return office.db.scalars(select(Advice)).one()


def rows(office: Office, kind: type[Base]) -> list[Base]:
    return list(office.db.scalars(select(kind)))


def test_what_is_not_in_the_table_nobody_may(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "POLICY", {})
    for actor in [*(member.actor for member in office.cast.everybody), WORKER]:
        assert may(actor, office.cast.amina.filing) == set()
        assert list(office.db.scalars(visible(actor, Permission.FILING_SEE, Filing))) == []


def test_nobody_has_an_office_in_their_own_filing(office: Office) -> None:
    for member in office.cast.filers:
        everything = Actor(
            account_id=member.account.id,
            person_id=member.on_roster.id,
            held=tuple(held for one in office.cast.everybody for held in one.actor.held),
        )
        assert may(everything, member.filing) & NEVER_OWN == set(), member.account.name


def test_nobody_decides_about_advice_questions_or_documents_on_their_own_filing(office: Office) -> None:
    person = office.cast.boris.on_roster
    for colleague in (office.cast.ana, office.cast.emil, office.cast.rosa):
        in_boris_place = Actor(colleague.actor.account_id, person.id, colleague.actor.held)
        assert may(in_boris_place, advice(office)) & NEVER_OWN == set()


def test_whoever_is_asked_to_file_minds_only_their_own_filing(office: Office) -> None:
    for member in office.cast.filers:
        for filing in office.db.scalars(select(Filing)):
            own = may(member.actor, filing) & OWN_BUSINESS
            assert own == (OWN_BUSINESS if filing is member.filing else set()), member.account.name


def test_a_delegate_prepares_and_never_certifies_or_reads_what_was_filed(office: Office) -> None:
    cast = office.cast
    row = Delegation(
        person_id=cast.amina.on_roster.id, delegate_id=cast.rosa.account.id, granted_at=clock.now()
    )
    office.db.add(row)
    office.db.flush()
    delegate = Actor(account_id=cast.rosa.account.id)
    assert may(delegate, cast.amina.filing) == {
        Permission.FILING_SEE,
        Permission.DRAFT_EDIT,
        Permission.EXTENSION_REQUEST,
    }
    assert may(delegate, cast.boris.filing) == set()
    row.revoked_at = clock.now()
    office.db.flush()
    assert may(delegate, cast.amina.filing) == set()


def test_the_proposer_of_advice_does_not_approve_it(office: Office) -> None:
    proposed, cast = advice(office), office.cast
    assert permits(cast.ana.actor, Permission.ADVICE_APPROVE, proposed)
    both = Actor(cast.rosa.account.id, None, (*cast.rosa.actor.held, *cast.ana.actor.held))
    assert not permits(both, Permission.ADVICE_APPROVE, proposed)
    with pytest.raises(NotPermitted):
        advising.approve(office.db, by=both, advice=proposed)


def test_approval_is_of_advice_and_of_nothing_else(office: Office) -> None:
    for kind in PLACED:
        for row in rows(office, kind):
            assert permits(office.ana, Permission.ADVICE_APPROVE, row) == (kind is Advice)


def test_an_approver_reads_a_case_only_while_its_advice_waits(office: Office) -> None:
    boris, dalia = office.cast.boris.filing, office.cast.dalia.filing
    assert permits(office.ana, Permission.CASE_READ, boris)
    assert not permits(office.ana, Permission.CASE_READ, dalia)
    advising.approve(office.db, by=office.ana, advice=advice(office))
    assert not permits(office.ana, Permission.CASE_READ, boris)


def test_a_reviewer_reads_what_they_were_assigned_and_no_longer_than_that(office: Office) -> None:
    amina, dalia = office.cast.amina.filing, office.cast.dalia.filing
    assert permits(office.rosa, Permission.CASE_READ, amina)
    assert not permits(office.rosa, Permission.CASE_READ, dalia)
    ravi = office.cast.ravi.account
    office.db.execute(delete(OwnInterests))  # the office of these tests keeps rows that nothing opens
    reviewing.release(
        office.db, by=office.rosa, filing=dalia_claimed(office), reason=reviewing.Reason.ABSENCE
    )
    assert not permits(office.rosa, Permission.CASE_READ, dalia)
    reviewing.assign(office.db, by=office.ana, filing=dalia, reviewer=ravi)
    assert permits(office.cast.ravi.actor, Permission.CASE_READ, dalia)
    assert not permits(office.rosa, Permission.CASE_WORK, dalia)


def dalia_claimed(office: Office) -> Filing:
    filing = office.cast.dalia.filing
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    assert permits(office.rosa, Permission.CASE_WORK, filing)
    return filing


def test_nobody_touches_another_organisation(office: Office) -> None:
    cast = office.cast
    ours = [cast.organisation, cast.cycle, *cast.entities.values(), *(m.filing for m in cast.filers)]
    assert all(may(cast.stranger.actor, row) == set() for row in ours)
    theirs = office.db.scalars(select(Filing).where(Filing.organisation_id == cast.elsewhere.id)).one()
    for member in cast.everybody:
        if member is not cast.sana:
            assert may(member.actor, theirs) == set(), member.account.name
            assert may(member.actor, cast.elsewhere) == set(), member.account.name


def test_no_list_crosses_organisations(office: Office) -> None:
    zoe = accounts.actor_of(office.db, account_of_zoe(office.cast, office))
    for actor in (office.cast.stranger.actor, zoe):
        for permission in Permission:
            for organisation in office.db.scalars(visible(actor, permission, Organisation)):
                assert organisation is office.cast.elsewhere
            for person in office.db.scalars(visible(actor, permission, Person)):
                assert person is office.cast.zoe


def test_the_worker_alone_screens_and_does_nothing_else_by_right(office: Office) -> None:
    filing = office.cast.amina.filing
    assert may(WORKER, filing) == {Permission.STATEMENT_SCREEN}
    for member in office.cast.everybody:
        assert not permits(member.actor, Permission.STATEMENT_SCREEN, filing), member.account.name
    with pytest.raises(NotPermitted):
        WORKER.named()


@pytest.mark.parametrize("name", ["olu", "petra", "ida", "adam", "hana", "farid"])
def test_those_of_the_compliance_office_read_no_statement_but_their_own(office: Office, name: str) -> None:
    member: Member = getattr(office.cast, name)
    for filing in office.db.scalars(select(Filing)):
        if filing is not member.owes:
            assert may(member.actor, filing) & READING == set()


def test_a_focal_point_and_a_head_see_their_own_entity_only(office: Office) -> None:
    entities = office.cast.entities
    for member in (office.cast.farid, office.cast.hana):
        assert permits(member.actor, Permission.PEOPLE_SEE, entities["DOS"])
        assert not permits(member.actor, Permission.PEOPLE_SEE, entities["DPO"])
        assert not permits(member.actor, Permission.PEOPLE_SEE, office.cast.cycle)


def test_the_administrator_manages_accounts_and_keys_and_nothing_of_the_season(office: Office) -> None:
    managing = {Permission.ACCOUNTS_MANAGE, Permission.KEYS_MANAGE}
    assert may(office.cast.adam.actor, office.cast.organisation) == managing
    for kind in PLACED:
        for row in rows(office, kind):
            assert may(office.cast.adam.actor, row) <= managing


def test_a_disabled_account_is_nobody_from_the_next_time_it_acts(office: Office) -> None:
    cast = office.cast
    accounts.disable(office.db, by=cast.olu.actor, account=cast.rosa.account)
    rosa = accounts.actor_of(office.db, cast.rosa.account)
    for kind in PLACED:
        for row in rows(office, kind):
            assert may(rosa, row) == set()


def test_a_role_taken_back_is_gone_the_next_time_one_acts(office: Office) -> None:
    cast, db = office.cast, office.db
    assert permits(cast.rosa.actor, Permission.CASE_READ, cast.amina.filing)
    (grant,) = cast.rosa.account.grants
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    rosa = accounts.actor_of(db, cast.rosa.account)
    assert Role.REVIEWER not in {held.role for held in rosa.held}
    assert may(rosa, cast.amina.filing) == set()


def test_a_refusal_is_a_sentence_that_says_whom_to_ask(office: Office) -> None:
    with pytest.raises(DisclosureError, match=r"You may not do this here \(case:read\)\. Ask the programme"):
        demand(office.cast.chen.actor, Permission.CASE_READ, office.cast.amina.filing)


def test_time_alone_gives_nobody_a_permission(office: Office) -> None:
    before = {
        member.account.name: may(member.actor, office.cast.amina.filing) for member in office.cast.everybody
    }
    with clock.travel(clock.now() + timedelta(days=400)):
        for member in office.cast.everybody:
            lost = OPENED_FOR_HOURS if member is office.cast.ana else set()
            assert may(member.actor, office.cast.amina.filing) == before[member.account.name] - lost
