"""Accounts and roles: who is taken on, by whom, and what nobody can do to themselves."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure.casework import accounts
from disclosure.casework.accounts.roles import NOBODY
from disclosure.domain.actors import WORKER, Role
from disclosure.errors import BadInput, ConfigError, NotPermitted, WrongState
from disclosure.models import Account, Grant, LedgerEntry, Organisation, Person
from tests.cast import Cast, Member, add_person


def grant_of(db: Session, member: Member, role: Role) -> Grant:
    return db.scalars(select(Grant).where(Grant.account_id == member.account.id, Grant.role == role)).one()


def kinds(db: Session) -> list[str]:
    return list(db.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.at, LedgerEntry.kind)))


def set_up(db: Session, code: str = "UN", **given: str) -> tuple[Organisation, Account]:
    return accounts.set_up_organisation(
        db,
        code=code,
        names={"en": given.get("name", "United Nations")},
        programme=given.get("programme", "un-secretariat"),
        officer_email=given.get("email", "Olu@Example.org "),
        officer_name=given.get("officer", "Olu Adeyemi"),
    )


def test_an_organisation_begins_with_one_officer_and_four_lines(db: Session, present: None) -> None:
    organisation, olu = set_up(db)
    assert olu.email == "olu@example.org"
    actor = accounts.actor_of(db, olu)
    assert [(held.role, held.organisation_id) for held in actor.held] == [
        (Role.PROGRAMME_OFFICER, organisation.id)
    ]
    assert kinds(db) == ["organisation:set-up", "snippets:shipped", "account:created", "role:granted"]


def test_an_organisation_is_set_up_once(db: Session, present: None) -> None:
    set_up(db)
    with pytest.raises(WrongState, match="set up already"):
        set_up(db)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"code": "un secretariat"}, "capitals"),
        ({"name": " "}, "English name"),
        ({"email": "olu"}, "e-mail address"),
        ({"officer": ""}, "name of the person"),
    ],
)
def test_an_organisation_needs_a_code_a_name_and_an_officer(
    db: Session, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        set_up(db, **given)


def test_an_organisation_needs_a_programme_that_can_be_read(db: Session) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        set_up(db, programme="nowhere.toml")


def test_officers_and_administrators_create_accounts_and_nobody_else(db: Session, cast: Cast) -> None:
    for member in (cast.olu, cast.adam):
        accounts.create_account(
            db,
            by=member.actor,
            organisation=cast.organisation,
            email=f"new-{member.account.id}@example.org",
            name="New",
        )
    for member in (cast.rosa, cast.farid, cast.hana, cast.amina, cast.ida, cast.stranger):
        with pytest.raises(NotPermitted):
            accounts.create_account(
                db, by=member.actor, organisation=cast.organisation, email="x@example.org", name="X"
            )


def test_an_address_has_one_account_in_an_organisation_whatever_its_capitals(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="has an account"):
        accounts.create_account(
            db, by=cast.olu.actor, organisation=cast.organisation, email="ROSA@example.com", name="Rosa"
        )
    other = accounts.create_account(
        db, by=cast.sana.actor, organisation=cast.elsewhere, email="rosa@example.com", name="Rosa"
    )
    assert other.organisation_id != cast.rosa.account.organisation_id


def test_an_account_is_found_by_its_address_and_its_organisation(db: Session, cast: Cast) -> None:
    assert accounts.find_account(db, " Rosa@Example.com") is cast.rosa.account
    assert accounts.find_account(db, "nobody@example.com") is None
    accounts.create_account(
        db, by=cast.sana.actor, organisation=cast.elsewhere, email="rosa@example.com", name="Rosa"
    )
    with pytest.raises(BadInput, match="several organisations"):
        accounts.find_account(db, "rosa@example.com")
    found = accounts.find_account(db, "rosa@example.com", organisation=cast.organisation)
    assert found is cast.rosa.account


def test_a_person_gets_one_account_however_often_it_is_asked_for(db: Session, cast: Cast) -> None:
    nadia = add_person(db, cast, "200001")
    first = accounts.account_for_person(db, by=cast.olu.actor, person=nadia)
    again = accounts.account_for_person(db, by=cast.olu.actor, person=nadia)
    assert first is again
    assert (first.person_id, first.email, first.name) == (nadia.id, nadia.email, nadia.name)


def test_an_account_from_before_the_roster_becomes_the_persons(db: Session, cast: Cast) -> None:
    before = accounts.create_account(
        db, by=cast.olu.actor, organisation=cast.organisation, email="nadia@example.org", name="N."
    )
    nadia = add_person(db, cast, "200001", email="Nadia@example.org")
    assert accounts.account_for_person(db, by=cast.olu.actor, person=nadia) is before
    assert before.person_id == nadia.id


def test_two_people_never_share_an_account(db: Session, cast: Cast) -> None:
    nadia = add_person(db, cast, "200001")
    omar = add_person(db, cast, "200002")
    omar.email = nadia.email
    people = [nadia, omar]
    with pytest.raises(BadInput, match="200002 and 200001 share"):
        accounts.accounts_for_people(db, by=cast.olu.actor, organisation=cast.organisation, people=people)
    omar.email = cast.amina.account.email
    with pytest.raises(BadInput, match="somebody else's account"):
        accounts.accounts_for_people(db, by=cast.olu.actor, organisation=cast.organisation, people=people)
    assert db.scalar(select(func.count()).where(Account.person_id.in_([nadia.id, omar.id]))) == 0


def test_each_account_created_has_its_line(db: Session, cast: Cast) -> None:
    people = [add_person(db, cast, f"20000{number}") for number in range(5)]
    before = kinds(db).count("account:created")
    created = accounts.accounts_for_people(
        db, by=cast.olu.actor, organisation=cast.organisation, people=people
    )
    assert created == 5
    assert kinds(db).count("account:created") == before + 5


def test_only_those_who_manage_accounts_create_them_in_bulk(db: Session, cast: Cast) -> None:
    nadia = add_person(db, cast, "200001")
    for member in (cast.farid, cast.emil, cast.stranger):
        with pytest.raises(NotPermitted):
            accounts.account_for_person(db, by=member.actor, person=nadia)


def test_nobody_gives_themselves_a_role(db: Session, cast: Cast) -> None:
    for member in (cast.olu, cast.adam):
        with pytest.raises(NotPermitted, match="Nobody gives themselves"):
            accounts.grant_role(db, by=member.actor, account=member.account, role=Role.AUDITOR)
    accounts.grant_role(db, by=cast.petra.actor, account=cast.olu.account, role=Role.AUDITOR)


def test_a_role_works_at_once_and_is_gone_at_once(db: Session, cast: Cast) -> None:
    grant = accounts.grant_role(db, by=cast.olu.actor, account=cast.amina.account, role=Role.REVIEWER)
    assert Role.REVIEWER in {held.role for held in accounts.actor_of(db, cast.amina.account).held}
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    assert accounts.actor_of(db, cast.amina.account).held == ()
    with pytest.raises(WrongState, match="already"):
        accounts.revoke_role(db, by=cast.olu.actor, grant=grant)


def test_a_role_held_already_is_not_given_twice(db: Session, cast: Cast) -> None:
    lines = kinds(db).count("role:granted")
    again = accounts.grant_role(db, by=cast.olu.actor, account=cast.rosa.account, role=Role.REVIEWER)
    assert again is grant_of(db, cast.rosa, Role.REVIEWER)
    assert kinds(db).count("role:granted") == lines


def test_heads_and_focal_points_are_of_an_entity_and_others_are_not(db: Session, cast: Cast) -> None:
    rosa, officer = cast.rosa.account, cast.olu.actor
    with pytest.raises(BadInput, match="for which entity"):
        accounts.grant_role(db, by=officer, account=rosa, role=Role.ENTITY_HEAD)
    with pytest.raises(BadInput, match="whole organisation"):
        accounts.grant_role(db, by=officer, account=rosa, role=Role.AUDITOR, entity=cast.entities["DOS"])


def test_a_role_is_for_an_entity_of_the_accounts_own_organisation(db: Session, cast: Cast) -> None:
    zoes = cast.zoe.entity
    with pytest.raises(BadInput, match="another organisation"):
        accounts.grant_role(
            db, by=cast.olu.actor, account=cast.rosa.account, role=Role.FOCAL_POINT, entity=zoes
        )


def test_strangers_give_and_take_no_roles_here(db: Session, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        accounts.grant_role(db, by=cast.stranger.actor, account=cast.rosa.account, role=Role.AUDITOR)
    with pytest.raises(NotPermitted):
        accounts.revoke_role(db, by=cast.stranger.actor, grant=grant_of(db, cast.rosa, Role.REVIEWER))
    with pytest.raises(NotPermitted):
        accounts.disable(db, by=cast.stranger.actor, account=cast.rosa.account)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.APPROVER, Role.ETHICS_OFFICER])
def test_the_administrator_never_comes_to_read_statements(db: Session, cast: Cast, role: Role) -> None:
    with pytest.raises(BadInput, match="reads no statements"):
        accounts.grant_role(db, by=cast.olu.actor, account=cast.adam.account, role=role)


def test_a_reviewer_does_not_become_administrator(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="reads no statements"):
        accounts.grant_role(db, by=cast.olu.actor, account=cast.rosa.account, role=Role.ADMINISTRATOR)


def test_the_last_officer_stays(db: Session, cast: Cast) -> None:
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant_of(db, cast.petra, Role.PROGRAMME_OFFICER))
    with pytest.raises(WrongState, match="only programme officer"):
        accounts.revoke_role(db, by=cast.adam.actor, grant=grant_of(db, cast.olu, Role.PROGRAMME_OFFICER))
    with pytest.raises(WrongState, match="only programme officer"):
        accounts.disable(db, by=cast.adam.actor, account=cast.olu.account)


def test_a_disabled_account_acts_as_nobody_and_takes_no_role(db: Session, cast: Cast) -> None:
    accounts.disable(db, by=cast.olu.actor, account=cast.rosa.account)
    actor = accounts.actor_of(db, cast.rosa.account)
    assert (actor.account_id, actor.person_id, actor.held) == (NOBODY, None, ())
    assert actor != WORKER
    assert accounts.find_account(db, cast.rosa.account.email) is None
    with pytest.raises(WrongState, match="takes no role"):
        accounts.grant_role(db, by=cast.olu.actor, account=cast.rosa.account, role=Role.AUDITOR)
    with pytest.raises(WrongState, match="already"):
        accounts.disable(db, by=cast.olu.actor, account=cast.rosa.account)


def test_roles_of_one_entity_say_nothing_of_another(db: Session, cast: Cast) -> None:
    held = accounts.actor_of(db, cast.farid.account).held
    assert [(one.role, one.entity_id) for one in held] == [(Role.FOCAL_POINT, cast.entities["DOS"].id)]


def test_the_ledger_names_who_gave_which_role(db: Session, cast: Cast) -> None:
    accounts.grant_role(
        db,
        by=cast.petra.actor,
        account=cast.boris.account,
        role=Role.ENTITY_HEAD,
        entity=cast.entities["DPO"],
    )
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.account_id == cast.petra.account.id)).one()
    assert line.facts == {
        "account": str(cast.boris.account.id),
        "role": "entity-head",
        "entity_id": str(cast.entities["DPO"].id),
    }


def test_an_unknown_language_is_refused(db: Session, cast: Cast) -> None:
    with pytest.raises(BadInput, match="six official languages"):
        accounts.create_account(
            db, by=cast.olu.actor, organisation=cast.organisation, email="y@x.org", name="Y", language="xx"
        )
    assert db.scalar(select(func.count()).select_from(Person)) == 11
