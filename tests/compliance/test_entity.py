"""The head and the focal point of an entity see their own people, and nobody else's."""

import csv
import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office
from tests.cast import Cast, add_person
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit


@pytest.mark.parametrize("name", ["hana", "farid"])
def test_whoever_serves_an_entity_is_led_to_it_and_sees_no_other(visit: Visit, cast: Cast, name: str) -> None:
    somebody = visit(getattr(cast, name))
    page = somebody.follows("/")
    assert page.one("h1").text == "Department of Operational Support"
    assert "0 of 3 have filed: 0.0%." in page.text
    assert {cell.text for cell in page.all("th", scope="row")} == {"Hana Novak", "Amina Odhiambo", "陈美玲"}
    for code in cast.entities:
        if code != "DOS":
            assert somebody.is_refused(f"/entity/{code}")
            assert somebody.asks(f"/entity/{code}/people.csv").status_code == 404
    for closed in ("/cycle/2020", "/cycle/2020/people", "/cycle/2020/referrals", "/report/2020"):
        assert somebody.is_refused(closed)


def test_the_head_sees_the_people_of_the_entity_alone(cast: Cast, hana: Browser) -> None:
    assert hana.opens(f"/cycle/2020/people/{cast.chen.filing.id}").one("h1").text == "陈美玲"
    for stranger in (cast.boris, cast.dalia, cast.olu, cast.ravi):
        assert hana.is_refused(f"/cycle/2020/people/{stranger.filing.id}")


def test_the_reason_for_more_time_stays_with_the_office(cast: Cast, olu: Browser, hana: Browser) -> None:
    address = f"/cycle/2020/people/{cast.chen.filing.id}"
    given = {"until__day": "9", "until__month": "4", "until__year": "2020"}
    olu.sends(f"{address}/extend", reason="Under treatment.", **given)
    assert "Under treatment." in olu.opens(address).text
    page = hana.opens(address)
    assert row(page, "9 Apr 2020")[1] == "Given"
    assert "Under treatment." not in page.text
    assert row(hana.opens("/entity/DOS"), "陈美玲")[-1] == "Given"


def test_everyone_has_filed(office: Office, cast: Cast, hana: Browser) -> None:
    for member in (cast.hana, cast.amina, cast.chen):
        office.file(member)
    assert "Everyone has filed. Thank you." in hana.opens("/entity/DOS").text


def test_the_head_takes_out_the_own_list_alone(db: Session, cast: Cast, hana: Browser) -> None:
    add_person(db, cast, "200001", name="@SUM(A1)", grade="D-1", entity="DPO")
    answer = hana.asks("/entity/DOS/people.csv")
    header, *rows = csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))
    assert header[:3] == ["entity", "index_number", "name"]
    assert [cells[2] for cells in rows] == ["Amina Odhiambo", "Hana Novak", "陈美玲"]
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).one()
    assert line.facts == {"what": "non-filers 2020 DOS", "rows": 3}
    assert line.account_id == cast.hana.account.id


def test_a_year_without_a_cycle_is_no_page(cast: Cast, hana: Browser) -> None:
    assert hana.asks("/entity/DOS?year=2019").status_code == 404
    assert hana.asks("/entity/DOS?year=never").status_code == 404


def test_a_head_reads_where_half_of_all_entities_stand_and_of_no_single_one(
    db: Session, cast: Cast, office: Office, hana: Browser
) -> None:
    assert "Half of all entities stand at 0.0% or more." in hana.opens("/entity/DOS").text
    for member in (cast.emil, cast.olu, cast.petra, cast.boris, cast.ravi):
        office.file(member)
    assert "Half of all entities stand at 100.0% or more." in hana.opens("/entity/DOS").text
    cast.dalia.filing.state = FilingState.EXEMPTED
    db.flush()
    assert "Half of all entities" not in hana.opens("/entity/DOS").text
