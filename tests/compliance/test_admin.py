"""Settings: what is missing, dates, rules that two officers change, roles given and taken back."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import scheduling
from disclosure.domain.actors import Role
from disclosure.domain.programme import load
from disclosure.models import Account, Cycle, Grant, Letter
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit

LATER = load("un-secretariat").text.replace('due = "03-31"', 'due = "04-30"')
RULES = "/admin/2021/rules"


@pytest.fixture
def planned(db: Session, cast: Cast) -> Cycle:
    return scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)


def toml(text: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "programme.toml")}


def holders(db: Session, role: Role) -> list[str]:
    rows = select(Account.name).join(Grant).where(Grant.role == role, Grant.revoked_at.is_(None))
    return sorted(db.scalars(rows))


def test_the_page_says_what_is_missing_and_how_long_things_are_kept(
    db: Session, cast: Cast, olu: Browser
) -> None:
    page = olu.opens("/admin")
    assert "Without a head:" in page.text
    assert row(page, "2020")[1:4] == ["Open", "1 Mar 2020", "31 Mar 2020"]
    assert row(page, "Русский")[1] == row(page, "English")[2]
    cast.cycle.closed_at = cast.cycle.opened_at
    assert row(page, "Olu Adeyemi")[1:4] == ["olu@example.org", "Programme officer", ""]


def test_somebody_new_gets_an_account_an_invitation_and_a_role(db: Session, cast: Cast, olu: Browser) -> None:
    form = {"email": "nia@example.org", "name": "Nia Osei", "role": "auditor", "entity": ""}
    page = olu.sends("/admin/roles", **form)
    assert "Nia Osei has the role." in page.text
    assert holders(db, Role.AUDITOR) == ["Ida Berg", "Nia Osei"] or "Nia Osei" in holders(db, Role.AUDITOR)
    assert db.scalars(select(Letter.kind).where(Letter.to_email == "nia@example.org")).all()


def test_a_head_is_given_for_an_entity_only_and_nobody_gives_themselves_a_role(
    db: Session, cast: Cast, olu: Browser
) -> None:
    given = {"email": "boris@example.org", "name": "", "role": "entity-head"}
    assert "Say for which entity" in olu.sends("/admin/roles", **given, entity="").text
    olu.sends("/admin/roles", **given, entity="DPO")
    assert "Борис Соколов" in holders(db, Role.ENTITY_HEAD)
    own = {"email": "olu@example.org", "name": "", "role": "auditor", "entity": ""}
    assert "Nobody gives themselves a role" in olu.sends("/admin/roles", **own).text


def test_a_role_is_taken_back_but_never_the_last_officer(db: Session, cast: Cast, olu: Browser) -> None:
    for _time in range(2):
        grants = select(Grant).where(Grant.role == Role.PROGRAMME_OFFICER, Grant.revoked_at.is_(None))
        mine = grants.where(Grant.organisation_id == cast.organisation.id)
        found = (
            db.scalars(mine.where(Grant.account_id != cast.olu.account.id)).first() or db.scalars(mine).one()
        )
        page = olu.shows(olu.posts(f"/admin/roles/{found.id}/take-back"))
    assert "is the only programme officer" in page.text
    assert holders(db, Role.PROGRAMME_OFFICER).count("Olu Adeyemi") == 1


def test_other_rules_are_tried_proposed_and_taken_by_two_officers(
    cast: Cast, planned: Cycle, olu: Browser, petra: Browser
) -> None:
    page = olu.sends(RULES, **toml(LATER))
    assert row(page, "calendar.due") == ["calendar.due", "03-31", "04-30"]
    (form,) = [one for one in page.all("form") if one.get("action").endswith("/propose")]
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    page = olu.shows(olu.posts(f"{RULES}/propose", **fields))
    assert "You proposed these rules, so a second officer decides." in page.text
    page = petra.opens("/admin")
    (form, _other) = [one for one in page.all("form") if f"{RULES}/" in one.get("action")]
    change = form.get("action")
    assert "You proposed these rules" in olu.shows(olu.posts(change, answer="take")).text
    page = petra.shows(petra.posts(change, answer="take"))
    assert row(page, "2021")[3] == "30 Apr 2021"


def test_an_unsafe_setting_is_refused_with_the_reason(cast: Cast, planned: Cycle, olu: Browser) -> None:
    page = olu.sends(RULES, **toml(LATER.replace("advice = true", "advice = false")))
    assert "four_eyes" in page.with_class("error-summary")[0].text
    assert not [one for one in page.all("form") if one.get("action").endswith("/propose")]


def test_the_next_cycle_is_planned_once(db: Session, cast: Cast, olu: Browser) -> None:
    page = olu.presses("/admin", to="/admin/cycles")
    assert "The cycle of 2021 is planned." in page.text
    assert db.scalars(select(Cycle.year).where(Cycle.organisation_id == cast.organisation.id)).all() == [
        2020,
        2021,
    ]


@pytest.mark.parametrize("name", ["hana", "farid", "ida", "emil"])
def test_nobody_else_sees_the_settings(visit: Visit, cast: Cast, name: str) -> None:
    assert visit(getattr(cast, name)).is_refused("/admin")


def test_the_administrator_lands_here_and_changes_no_rules(visit: Visit, cast: Cast, planned: Cycle) -> None:
    adam = visit(cast.adam)
    page = adam.follows("/")
    assert page.one("h1").text == "Settings"
    assert adam.is_refused(RULES)
    assert adam.is_refused("/admin/cycles")
