"""Reports for the reviewer's contract: what was done in a period, by reviewer and in all, no content."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import select

from disclosure.models import LedgerEntry, Outcome
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.web.reading import Element

Visit = Callable[[Member], Browser]


@pytest.fixture
def worked(office: Office, cast: Cast) -> Office:
    """Amina's case is closed by Rosa, Boris's is with her, Chen's waits for anybody."""
    closed = office.in_review(cast.amina, board_seat())
    office.close(closed, Outcome.NO_ACTION)
    office.in_review(cast.boris)
    office.file(cast.chen)
    office.db.flush()
    return office


def cells(page: Element, table: str) -> dict[str, list[str]]:
    """The rows of a table by their header."""
    (found,) = [one for one in page.all("table") if one.one("caption").text.startswith(table)]
    return {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for body in found.all("tbody")
        for row in body.all("tr")
    }


def test_ana_sees_the_work_of_everybody_and_the_whole(worked: Office, cast: Cast, ana: Browser) -> None:
    page = ana.opens("/reports")
    assert page.one("h1").text == "The work of the review team"
    filed = cells(page, "Filed in the period")
    assert {name: row[0] for name, row in filed.items()} == {
        cast.rosa.account.name: "2",
        "Nobody yet": "1",
        "All together": "3",
    }
    assert cells(page, "Those of them that are open")["All together"] == ["2", "2", "0", "0", "0"]
    assert cells(page, "Turn-round")["All together"] == ["2", "0", "0", "1", "0", "0"]
    assert cells(page, "How the cases")["All together"] == ["0", "1", "0", "0"]


def test_what_the_figures_mean_stands_beside_them(worked: Office, ana: Browser) -> None:
    page = ana.opens("/reports")
    assert "working days from filing to closing" in page.text
    assert "small numbers are shown" in page.text


def test_rosa_sees_her_own_work_alone(worked: Office, cast: Cast, rosa: Browser) -> None:
    page = rosa.opens("/reports")
    assert page.one("h1").text == "Your work"
    assert list(cells(page, "Filed in the period")) == [cast.rosa.account.name]


def test_a_period_counts_what_happened_in_it(worked: Office, ana: Browser) -> None:
    page = ana.opens("/reports?first=2019-01-01&last=2019-12-31")
    assert cells(page, "Filed in the period")["All together"][0] == "0"
    page = ana.opens("/reports?first=2020-03-02&last=2020-03-02")
    assert cells(page, "Filed in the period")["All together"][0] == "3"


@pytest.mark.parametrize(
    "period", ["first=x&last=y", "first=2020-03-01", "first=2020-04-01&last=2020-03-01", "last=9999-12-31"]
)
def test_what_is_no_period_is_told_and_this_year_shown(worked: Office, ana: Browser, period: str) -> None:
    page = ana.opens(f"/reports?{period}")
    assert "Below is this year so far." in page.text
    assert cells(page, "Filed in the period")["All together"][0] == "3"


def test_the_file_holds_the_same_figures_and_is_written_down(
    worked: Office, cast: Cast, ana: Browser
) -> None:
    cast.rosa.account.name = "=HYPERLINK(A1)"
    answer = ana.asks("/reports/reports.csv?first=2020-01-01&last=2020-12-31")
    assert answer.mimetype == "text/csv"
    lines = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    header, first = lines[0], lines[1]
    assert first[0] == "'=HYPERLINK(A1)"
    assert dict(zip(header, first, strict=True))["Filed"] == "2"
    assert any(line and line[0] == "To close" for line in lines[4:])
    [entry] = worked.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported"))
    assert entry.facts == {"what": "workload", "rows": 3}


def test_the_report_names_no_filer_and_opens_nothing(worked: Office, cast: Cast, ana: Browser) -> None:
    before = set(worked.db.scalars(select(LedgerEntry.id)))
    page = ana.opens("/reports")
    for member in (cast.amina, cast.boris, cast.chen):
        assert member.on_roster.name not in page.text
    assert set(worked.db.scalars(select(LedgerEntry.id))) == before


def test_who_does_not_review_finds_no_report(worked: Office, cast: Cast, visit: Visit) -> None:
    for member in (cast.amina, cast.olu, cast.ida, cast.sana):
        browser = visit(member)
        assert browser.asks("/reports").status_code == 404
        assert browser.asks("/reports/reports.csv").status_code == 404
