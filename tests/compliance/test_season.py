"""The page of a season adds up, and every count opens the list of whom it counts."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing
from disclosure.models import Letter
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit


def test_olu_is_led_to_the_newest_season(cast: Cast, olu: Browser) -> None:
    assert olu.follows("/").one("h1").text == "Cycle of 2020"


def test_olu_sees_the_season_add_up(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    office.prepare(cast.chen)
    page = olu.opens("/cycle/2020")
    assert row(page, "DOS")[1:5] == ["3 required of DOS", "1 filed of DOS", "2 not filed of DOS", "33.3%"]
    assert "1 of 9 have filed: 11.1%." in page.text
    (table,) = [found for found in page.all("table") if found.one("caption").text == "Filing by entity"]
    rows = [[cell.text for cell in line.all("th", "td")] for line in table.all("tr")]
    counts = {cells[0]: [int(cell.split()[0]) for cell in cells[1:4]] for cells in rows[1:]}
    assert counts["Total"] == [9, 1, 8]
    assert [sum(column) for column in zip(counts["Secretariat"], strict=True)] == counts["Total"]
    singles = [found for name, found in counts.items() if name not in ("Total", "Secretariat")]
    assert [sum(column) for column in zip(*singles, strict=True)] == counts["Total"]


def test_every_count_opens_the_list_of_whom_it_counts(office: Office, cast: Cast, olu: Browser) -> None:
    office.in_review(cast.amina)
    office.prepare(cast.chen)
    with clock.travel(datetime(2020, 4, 10, 12, tzinfo=UTC)):
        office.file(cast.boris)
        links = [link for link in olu.opens("/cycle/2020").all("a") if "/people?" in link.get("href")]
        assert len(links) > 20
        for link in links:
            count = int(re.findall(r"\d+", link.text)[0])
            listed = olu.opens(link.get("href"))
            assert f"In this list: {count}." in listed.text, link.get("href")


def test_whom_advice_was_given_is_no_list(office: Office, cast: Cast, olu: Browser) -> None:
    filed = office.in_review(cast.amina, board_seat())
    office.advise(filed)
    page = olu.opens("/cycle/2020")
    assert row(page, "Of those, with advice")[1] == "1"
    listed = olu.opens("/cycle/2020/people?state=filed")
    assert row(listed, "Amina")[4] == "✓ Filed"
    assert olu.asks("/cycle/2020/people?state=advised").status_code == 404


def test_the_auditor_sees_the_season_and_no_button(visit: Visit, cast: Cast) -> None:
    page = visit(cast.ida).opens("/cycle/2020")
    assert [form.get("action") for form in page.all("form")] == ["/sign-out"]


def test_the_ethics_office_sees_counts_and_no_people(visit: Visit, cast: Cast) -> None:
    emil = visit(cast.emil)
    page = emil.opens("/cycle/2020")
    assert not [link for link in page.all("a") if "/people" in link.get("href")]
    assert emil.is_refused("/cycle/2020/people")
    assert emil.is_refused(f"/cycle/2020/people/{cast.amina.filing.id}")
    assert "Who has not filed" not in emil.opens("/entity/DOS").text


def test_another_organisation_is_nobodys_business(visit: Visit, cast: Cast) -> None:
    sana = visit(cast.sana)
    assert sana.is_refused("/cycle/2020")
    assert sana.is_refused("/entity/DOS")
    assert "There is no cycle yet" in sana.follows("/").text


@pytest.mark.parametrize("name", ["amina", "rosa", "ana"])
def test_whoever_has_no_part_here_is_told_where_to_go(visit: Visit, cast: Cast, name: str) -> None:
    somebody = visit(getattr(cast, name))
    page = somebody.follows("/")
    assert page.one("h1").text == "You have no part on this site"
    assert somebody.is_refused("/cycle/2020")
    assert somebody.is_refused("/report/2020")


def test_the_line_of_the_season_has_its_figures_beside_it(
    db: Session, cast: Cast, office: Office, olu: Browser
) -> None:
    office.file(cast.amina)
    page = olu.opens("/cycle/2020")
    (chart,) = page.all("svg", role="img")
    assert "11.1% had filed" in chart.get("aria-label")
    assert len(page.all("polyline")) == 1
    (table,) = [one for one in page.all("table") if one.all("caption", id="progress-caption")]
    assert [[cell.text for cell in line.all("th", "td")] for line in table.all("tr")][1:] == [
        ["1", "0.0%"],
        ["2", "11.1%"],
    ]


def test_letters_that_came_back_are_counted_on_the_season(db: Session, cast: Cast, olu: Browser) -> None:
    by, filings = cast.olu.actor, [cast.amina.filing.id, cast.chen.filing.id]
    first, _second = chasing.remind_chosen(db, by=by, cycle=cast.cycle, filings=filings)
    db.flush()
    kept = db.get_one(Letter, first.id)
    kept.refused = "No such mailbox."
    page = olu.opens("/cycle/2020")
    assert "Reminders written so far: 2." in page.text
    assert "/cycle/2020/people?state=unreached" in {link.get("href") for link in page.all("a")}


def test_the_lists_that_are_asked_for_again_and_again_are_one_press_away(cast: Cast, olu: Browser) -> None:
    page = olu.opens("/cycle/2020/people")
    (nav,) = page.with_class("views")
    for link in nav.all("a"):
        found = olu.opens(link.get("href"))
        (here,) = [one for one in found.with_class("views")[0].all("a") if one.get("aria-current")]
        assert here.text == link.text


def test_the_days_of_an_outage_are_added(db: Session, cast: Cast, olu: Browser) -> None:
    began = {"began_on__day": "1", "began_on__month": "3", "began_on__year": "2020"}
    page = olu.sends("/cycle/2020/outage", days="3", reason="A flood.", **began)
    assert "The days are added. People who have more time now: 9." in page.text
    assert cast.amina.filing.due_on == date(2020, 4, 3)
    page = olu.sends("/cycle/2020/outage", days="0", reason="A flood.", **began)
    assert page.with_class("error-summary")


def test_the_page_says_of_when_its_figures_and_its_roster_are(cast: Cast, olu: Browser, visit: Visit) -> None:
    with clock.travel(datetime(2020, 3, 17, 14, 2, tzinfo=UTC)):
        for who in (olu, visit(cast.emil)):
            told = who.opens("/cycle/2020").text
            assert "These figures are of 17 March 2020, 14:02 UTC." in told
            assert "The roster was last taken over on 13 January 2020." in told
