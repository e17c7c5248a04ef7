"""The register: filters, pages, files for a spreadsheet, and what the office decides about one person."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import register
from disclosure.casework import designating
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Extension, LedgerEntry
from tests.casework.office import Office, board_seat
from tests.cast import Cast, add_person
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit
from tests.web.reading import Element


def names(page: Element) -> list[str]:
    return [cell.text for cell in page.all("th", scope="row")]


def test_a_list_is_filtered_by_entity_and_state(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    assert names(olu.opens("/cycle/2020/people?entity=DOS&state=owing")) == ["Hana Novak", "陈美玲"]
    assert names(olu.opens("/cycle/2020/people?state=filed")) == ["Amina Odhiambo"]
    assert names(olu.opens("/cycle/2020/people?name=odhi")) == ["Amina Odhiambo"]
    assert names(olu.opens("/cycle/2020/people?name=100004")) == ["陈美玲"]
    assert "Nobody is in this list" in olu.opens("/cycle/2020/people?late=filed-late").text


def test_pages_follow_each_other_without_a_gap_and_lead_back(
    cast: Cast, olu: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = names(olu.opens("/cycle/2020/people"))
    monkeypatch.setattr(register, "PAGE", 4)
    seen: list[str] = []
    back: list[str] = []
    page = olu.opens("/cycle/2020/people")
    while True:
        seen += names(page)
        following = page.all("a", rel="next")
        if not following:
            break
        page = olu.opens(following[0].get("href"))
    while True:
        back = names(page) + back
        earlier = page.all("a", rel="prev")
        if not earlier:
            break
        page = olu.opens(earlier[0].get("href"))
    assert seen == everybody
    assert back == everybody
    assert len(everybody) == 9


def test_a_list_taken_out_cannot_be_carried_out_and_is_written_down(
    db: Session, cast: Cast, olu: Browser
) -> None:
    add_person(db, cast, "200001", name="=HYPERLINK(A1)", grade="D-1")
    designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
    answer = olu.asks("/cycle/2020/people.csv?entity=DOS")
    assert answer.mimetype == "text/csv"
    header, *rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert header[:4] == ["entity", "group", "index_number", "name"]
    assert {cells[3] for cells in rows} == {"Hana Novak", "Amina Odhiambo", "陈美玲", "'=HYPERLINK(A1)"}
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).one()
    assert line.facts == {"what": f"people 2020 entity={cast.entities['DOS'].id}", "rows": 4}
    assert line.account_id == cast.olu.account.id


def test_l1_nothing_that_is_typed_into_the_filter_of_a_list_stands_in_the_ledger(
    db: Session, cast: Cast, olu: Browser
) -> None:
    for form in ("csv", "xlsx"):
        typed = "name=Odhiambo&entity=Amina+Odhiambo&group=amina@example.org&late=overdue&state=owing"
        assert olu.asks(f"/cycle/2020/people.{form}?{typed}").status_code == 200
    lines = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).all()
    told = "people 2020 name=… entity=… group=… state=owing late=overdue"
    assert [line.facts for line in lines] == [{"what": told, "rows": 0}] * 2


def test_olu_gives_more_time_and_the_page_shows_who_did(db: Session, cast: Cast, olu: Browser) -> None:
    address = f"/cycle/2020/people/{cast.amina.filing.id}"
    page = olu.sends(
        f"{address}/extend", until__day="9", until__month="4", until__year="2020", reason="On mission."
    )
    assert "The person has more time" in page.text
    assert row(page, "9 Apr 2020")[-2:] == ["Olu Adeyemi", "On mission."]
    assert row(page, "More time given")[1] == "Amina Odhiambo"
    assert cast.amina.filing.due_on == date(2020, 4, 9)


def test_more_time_than_the_programme_allows_is_refused_on_the_page(
    db: Session, cast: Cast, olu: Browser
) -> None:
    address = f"/cycle/2020/people/{cast.amina.filing.id}/extend"
    page = olu.sends(address, until__day="9", until__month="9", until__year="2020", reason="On mission.")
    assert page.one("title").text.startswith("Error:")
    assert "162 days are too many" in page.with_class("error-summary")[0].text
    assert page.by_id("reason").text == "On mission."
    assert cast.amina.filing.due_on == date(2020, 3, 31)
    assert db.scalars(select(Extension)).all() == []


def test_olu_exempts_with_a_reason_and_not_without(cast: Cast, olu: Browser) -> None:
    address = f"/cycle/2020/people/{cast.boris.filing.id}"
    assert "Write why this person need not file" in olu.sends(f"{address}/exempt").text
    page = olu.sends(f"{address}/exempt", reason="Left the duty station.")
    assert "Left the duty station." in page.text
    assert cast.boris.filing.state is FilingState.EXEMPTED


@pytest.mark.parametrize(("answer", "due"), [("grant", date(2020, 4, 9)), ("refuse", date(2020, 3, 31))])
def test_olu_answers_a_request_for_more_time(
    db: Session, cast: Cast, olu: Browser, answer: str, due: date
) -> None:
    filing = cast.amina.filing
    until = date(2020, 4, 9)
    designating.request_extension(db, by=cast.amina.actor, filing=filing, until=until, reason="Papers.")
    listed = olu.opens("/cycle/2020/people?state=asked-for-time")
    assert names(listed) == ["Amina Odhiambo"]
    [first, second] = [
        form
        for form in olu.opens(f"/cycle/2020/people/{filing.id}").all("form")
        if "requests" in form.get("action")
    ]
    assert first.get("action") == second.get("action")
    assert olu.posts(first.get("action"), answer="perhaps").status_code == 400
    page = olu.shows(olu.posts(first.get("action"), answer=answer))
    assert "Your decision is on record" in page.text
    assert filing.due_on == due


def test_olu_decides_on_a_contested_designation(db: Session, cast: Cast, olu: Browser) -> None:
    designating.contest(
        db, by=cast.chen.actor, designation=cast.chen.filing.designation, reason="I left procurement."
    )
    address = f"/cycle/2020/people/{cast.chen.filing.id}"
    assert "I left procurement." in olu.opens(address).text
    olu.posts(f"{address}/designation", answer="withdraw")
    assert cast.chen.filing.state is FilingState.WITHDRAWN


def test_nobody_decides_about_their_own_filing(cast: Cast, olu: Browser) -> None:
    address = f"/cycle/2020/people/{cast.olu.filing.id}"
    page = olu.opens(address)
    assert "Give more time" not in page.text
    assert olu.is_refused(f"{address}/extend")
    assert olu.is_refused(f"{address}/exempt")


def test_a_focal_point_sees_a_person_and_cannot_extend(cast: Cast, farid: Browser) -> None:
    address = f"/cycle/2020/people/{cast.amina.filing.id}"
    page = farid.opens(address)
    assert [form.get("action") for form in page.all("form")] == ["/sign-out"]
    assert farid.is_refused(f"{address}/extend")
    assert farid.is_refused(f"{address}/exempt")
    assert farid.is_refused("/cycle/2020/people")
    assert farid.asks("/cycle/2020/people.csv").status_code == 404


def test_the_year_of_an_address_must_be_the_filings(cast: Cast, olu: Browser) -> None:
    assert olu.is_refused(f"/cycle/2019/people/{cast.amina.filing.id}")
    assert olu.is_refused(f"/cycle/2019/people/{cast.amina.filing.id}/extend")


def test_how_far_a_review_is_stays_with_the_review(
    office: Office, cast: Cast, olu: Browser, visit: Visit
) -> None:
    filed = office.in_review(cast.amina, board_seat())
    office.advise(filed)
    address = f"/cycle/2020/people/{filed.id}"
    for somebody in (olu, visit(cast.hana)):
        page = somebody.opens(address)
        assert "Filed" in page.one("main").text
        assert not {"advice", "Advice", "question", "conflict"} & set(page.one("main").text.split())


def test_a_list_is_kept_by_name_opens_again_and_is_nobody_elses(
    cast: Cast, olu: Browser, visit: Visit
) -> None:
    olu.sends("/cycle/2020/people/lists?entity=DOS&state=owing", name="Owing in DOS")
    page = olu.opens("/cycle/2020/people")
    (link,) = [one for one in page.all("a") if one.text == "Owing in DOS"]
    assert len(names(olu.opens(link.get("href")))) == 3
    assert "Owing in DOS" not in visit(cast.petra).opens("/cycle/2020/people").text
    page = olu.presses("/cycle/2020/people", to="/delete")
    assert "Owing in DOS" not in page.text


def test_a_list_without_a_name_is_not_kept(cast: Cast, olu: Browser) -> None:
    assert "Give the list a name" in olu.sends("/cycle/2020/people/lists?entity=DOS", name=" ").text
