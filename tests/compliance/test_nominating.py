"""The focal point nominates and signs the list off; the office confirms, and sees what looks uncovered."""

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import DesignationState
from disclosure.models import Designation, Person, RosterSource, SignOff
from tests.cast import Cast, add_person
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit
from tests.compliance.test_designate import carried

LIST = "/entity/DOS/designations"
ROSTER_PAGE = "/cycle/2020/designate/roster"
THEIRS = "Staff No.;Full name;E-mail;Dept;Level".replace(";", ",")
FILE = f"{THEIRS}\n100002,Amina O.,amina@example.org,DOS,D-2\n300001,Nadia Nine,nadia@example.org,DOS,P-3\n"


def sent(text: str = FILE, source: str = "Umoja") -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "roster.csv"), "source": source}


def columns(**given: str) -> dict[str, str]:
    said = {"index_number": "Staff No.", "name": "Full name", "email": "E-mail", "entity": "Dept"} | given
    return {f"of_{ours}": theirs for ours, theirs in said.items()}


def test_farid_nominates_and_olu_confirms(db: Session, cast: Cast, farid: Browser, olu: Browser) -> None:
    person = add_person(db, cast, "300001", name="Nadia Nine", grade="P-3")
    page = farid.sends(f"{LIST}/nominate", person=str(person.id), ground="procurement")
    assert "The person is nominated." in page.text
    assert row(page, "Nadia Nine")[-1] == "Nominated, not confirmed"
    designation = db.scalars(select(Designation).where(Designation.person_id == person.id)).one()
    assert farid.is_refused(f"{LIST}/{designation.id}")
    page = olu.shows(olu.posts(f"{LIST}/{designation.id}", answer="confirm"))
    assert row(page, "Nadia Nine")[-1] == "Confirmed"


def test_olu_withdraws_a_nomination(db: Session, cast: Cast, farid: Browser, olu: Browser) -> None:
    person = add_person(db, cast, "300001", name="Nadia Nine", grade="P-3")
    farid.sends(f"{LIST}/nominate", person=str(person.id), ground="procurement")
    designation = db.scalars(select(Designation).where(Designation.person_id == person.id)).one()
    olu.posts(f"{LIST}/{designation.id}", answer="withdraw")
    assert designation.state is DesignationState.WITHDRAWN


def test_nobody_of_another_entity_is_offered_or_taken(db: Session, cast: Cast, farid: Browser) -> None:
    stranger = add_person(db, cast, "300002", name="Other", entity="DPO")
    own = add_person(db, cast, "300001", name="Own")
    options = {one.get("value") for one in farid.opens(f"{LIST}/nominate").by_id("person").all("option")}
    assert str(own.id) in options
    assert str(stranger.id) not in options
    farid.posts(f"{LIST}/nominate", person=str(stranger.id), ground="procurement")
    assert db.scalar(select(Designation).where(Designation.person_id == stranger.id)) is None
    assert farid.is_refused("/entity/DPO/designations")


def test_farid_signs_the_list_off_and_the_office_sees_it(
    db: Session, cast: Cast, farid: Browser, olu: Browser
) -> None:
    assert row(olu.opens("/cycle/2020/designate"), "DOS")[-1].endswith("Not signed off")
    page = farid.sends(LIST, to="/sign?year=2020")
    assert "The list is signed off. Thank you." in page.text
    assert "Sign the list off" not in page.text
    assert db.scalars(select(SignOff.people)).all() == [3]
    assert "Farid Rahimi" in row(olu.opens("/cycle/2020/designate"), "DOS")[-1]
    cast.amina.filing.designation.state = DesignationState.WITHDRAWN
    db.flush()
    assert "changed since" in row(olu.opens("/cycle/2020/designate"), "DOS")[-1]


@pytest.mark.parametrize("name", ["olu", "ida"])
def test_nobody_signs_for_an_entity_from_outside(visit: Visit, cast: Cast, name: str) -> None:
    browser = visit(getattr(cast, name))
    assert "Sign the list off" not in browser.opens(LIST).text
    assert browser.posts(f"{LIST}/sign").status_code == 404


def test_what_looks_uncovered_is_shown_to_the_office_and_to_the_entity(
    db: Session, cast: Cast, farid: Browser, olu: Browser
) -> None:
    assert "Everybody with such a function or post is designated." in olu.opens("/cycle/2020/designate").text
    add_person(db, cast, "300001", name="Ada Buyer", title="Procurement Assistant", grade="G-6")
    assert row(olu.opens("/cycle/2020/designate"), "Ada Buyer")[1:3] == ["300001", "DOS"]
    assert "Ada Buyer" in farid.opens(LIST).with_class("inset")[0].text


def test_olu_moves_the_statement_of_somebody_who_was_transferred(
    db: Session, cast: Cast, olu: Browser
) -> None:
    cast.amina.on_roster.entity = cast.entities["EO"]
    cast.chen.on_roster.left_on = date(2020, 1, 2)
    db.flush()
    page = olu.opens("/cycle/2020/designate")
    assert row(page, "陈美玲")[1:3] == ["DOS", "2 Jan 2020"]
    assert row(page, "Amina Odhiambo")[1:3] == ["DOS", "EO"]
    page = olu.presses("/cycle/2020/designate", to="/transfer")
    assert "The statement counts for the new entity" in page.text
    assert cast.amina.filing.entity is cast.entities["EO"]


def test_the_columns_of_a_source_are_said_once(db: Session, cast: Cast, olu: Browser) -> None:
    page = olu.sends(ROSTER_PAGE, **sent())
    assert "Which column is which?" in page.text
    chosen = {
        select.get("name"): [one.get("value") for one in select.all("option") if "selected" in one.attributes]
        for select in page.all("select")
    }
    assert chosen["of_index_number"] == ["Staff No."]
    assert chosen["of_grade"] == ["Level"]
    (form,) = [one for one in page.all("form") if one.get("action").endswith("/columns")]
    hidden = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    page = olu.shows(olu.posts(form.get("action"), **hidden, **columns(grade="Level")))
    assert row(page, "100002")[2:] == ["name", "Amina Odhiambo", "Amina O."]
    assert row(page, "300001")[1:4] == ["Nadia Nine", "DOS", "P-3"]
    assert db.scalars(select(RosterSource.name)).all() == ["Umoja"]
    page = olu.shows(olu.posts(f"{ROSTER_PAGE}/apply", **carried(page)))
    assert "Roster taken over. New: 1. Changed: 1. Left: 0." in page.text
    assert cast.amina.on_roster.title == "Director"
    assert db.scalar(select(Person.name).where(Person.index_number == "300001")) == "Nadia Nine"
    again = olu.sends(ROSTER_PAGE, **sent())
    assert "This file changes nothing." in again.text


def test_a_required_column_must_be_said(db: Session, cast: Cast, olu: Browser) -> None:
    page = olu.sends(ROSTER_PAGE, **sent())
    (form,) = [one for one in page.all("form") if one.get("action").endswith("/columns")]
    hidden = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    page = olu.shows(olu.posts(form.get("action"), **hidden, **columns(email="")))
    assert "Say which column of the file is email." in page.with_class("error-summary")[0].text
    assert db.scalars(select(RosterSource)).all() == []


def test_a_file_with_our_columns_asks_for_none(cast: Cast, olu: Browser) -> None:
    page = olu.sends(ROSTER_PAGE, **sent(source=""))
    assert "The first line lacks the column index_number." in page.text
