"""Lists of who has not filed as files, on any day; the letter about a referral as a file."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from docx import Document
from pikepdf import Pdf
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import lists
from disclosure import clock
from disclosure.casework import referring
from disclosure.models import LedgerEntry, Referral
from tests.casework.office import Office
from tests.cast import Cast, add_person
from tests.compliance.browsing import Browser, row, said_in
from tests.compliance.conftest import Visit

MAY = datetime(2020, 5, 4, 12, tzinfo=UTC)
PLACE = "/cycle/2020/not-filed"


@pytest.fixture
def in_may(db: Session, cast: Cast, office: Office) -> Iterator[None]:
    """Amina filed on 10 April."""
    with clock.travel(datetime(2020, 4, 10, 12, tzinfo=UTC)):
        office.file(cast.amina)
    with clock.travel(MAY):
        yield


@pytest.fixture
def sent(db: Session, cast: Cast, in_may: None) -> Referral:
    """The referral of Chen and Hana, sent to Hana, who reads French."""
    cast.hana.account.language = "fr"
    referral = referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])
    referring.remove_person(
        db, by=cast.petra.actor, referral=referral, filing=cast.hana.filing, reason="She is the head."
    )
    referring.send(db, by=cast.petra.actor, referral=referral)
    return referral


def taken_out(db: Session) -> list[dict[str, object]]:
    rows = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported"))
    return [entry.facts for entry in rows]


def names_in(text: str) -> list[str]:
    return [cells[2] for cells in csv.reader(io.StringIO(text.removeprefix("\ufeff")))][1:]


def test_the_page_counts_each_entity_today_and_on_an_earlier_day(
    cast: Cast, in_may: None, olu: Browser
) -> None:
    assert row(olu.opens(PLACE), "DOS")[1] == "2"
    page = olu.opens(f"{PLACE}?on=2020-04-09")
    assert row(page, "DOS")[1] == "3"
    assert "As it was at the end of 9 April 2020." in page.text
    asked = olu.opens(f"{PLACE}?on-day=10&on-month=4&on-year=2020")
    assert row(asked, "DOS")[1] == "2"
    assert olu.asks(f"{PLACE}?on=never").status_code == 404


def test_an_earlier_list_of_an_entity_names_the_day_of_filing(
    db: Session, cast: Cast, in_may: None, hana: Browser
) -> None:
    text = hana.asks("/entity/DOS/people.csv?on=2020-04-09").get_data(as_text=True)
    assert names_in(text) == ["Amina Odhiambo", "Hana Novak", "陈美玲"]
    assert "filed,2020-03-31,10,,2020-04-10" in text, "in Nairobi it is the 10th already"
    assert taken_out(db) == [{"what": "non-filers 2020 DOS at 2020-04-10T03:59Z", "rows": 3}]


def test_a_workbook_and_a_paper_have_the_same_people(
    db: Session, cast: Cast, in_may: None, hana: Browser
) -> None:
    add_person(db, cast, "100098", name="=2+2", grade="D-1")
    answer = hana.asks("/entity/DOS/people.xlsx")
    assert 'filename="not-filed-2020-20200504T1200Z.xlsx"' in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data()))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header[:3] == ["entity", "index_number", "name"]
    assert [cells[2] for cells in rows] == ["Hana Novak", "陈美玲"]
    said = said_in(hana.asks("/entity/DOS/people.pdf"))
    assert "Who has not filed: Department of Operational Support" in said
    assert "Hana Novak 100001" in said
    assert "Amina" not in said
    assert len(taken_out(db)) == 2


def test_a_cell_that_looks_like_a_formula_is_none(db: Session, cast: Cast, hana: Browser) -> None:
    cast.amina.on_roster.name = "=HYPERLINK(1)"
    db.flush()
    book = CalamineWorkbook.from_filelike(io.BytesIO(hana.asks("/entity/DOS/people.xlsx").get_data()))
    names = [cells[2] for cells in book.get_sheet_by_index(0).to_python()]
    assert "'=HYPERLINK(1)" in names


def test_everybody_s_lists_come_in_one_archive_or_workbook(
    db: Session, cast: Cast, in_may: None, olu: Browser
) -> None:
    archive = olu.asks(f"{PLACE}.zip?on=2020-04-09")
    with zipfile.ZipFile(io.BytesIO(archive.get_data())) as parts:
        assert {f"{code}.csv" for code in cast.entities} == set(parts.namelist())
        assert len(names_in(parts.read("DOS.csv").decode())) == 3
    book = CalamineWorkbook.from_filelike(io.BytesIO(olu.asks(f"{PLACE}.xlsx").get_data()))
    assert len(book.get_sheet_by_index(0).to_python()) == 1 + 8
    assert [one["rows"] for one in taken_out(db)] == [9, 8]


def test_a_list_too_long_for_a_workbook_says_what_to_do(
    cast: Cast, olu: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "LONGEST_WORKBOOK", 8)
    answer = olu.asks(f"{PLACE}.xlsx")
    assert (answer.status_code, "Take it as CSV." in answer.text) == (400, True)


@pytest.mark.parametrize("name", ["hana", "farid", "emil"])
def test_nobody_else_takes_out_the_lists_of_all(visit: Visit, cast: Cast, name: str) -> None:
    for place in (PLACE, f"{PLACE}.zip", f"{PLACE}.xlsx"):
        assert visit(getattr(cast, name)).is_refused(place)


def test_everyone_has_filed(cast: Cast, office: Office, olu: Browser) -> None:
    for member in cast.filers:
        office.file(member)
    assert "Everyone has filed." in olu.opens(PLACE).text
    assert "Everyone has filed. Thank you." in said_in(olu.asks("/entity/DOS/people.pdf"))


def test_the_letter_is_printed_in_the_language_of_the_head(
    db: Session, cast: Cast, sent: Referral, olu: Browser, hana: Browser
) -> None:
    for browser, place in (
        (olu, f"/cycle/2020/referrals/{sent.id}"),
        (hana, f"/entity/DOS/referrals/{sent.id}"),
    ):
        answer = browser.asks(f"{place}/letter.pdf?language=en")
        said = said_in(answer)
        assert "陈美玲 100004" in said
        assert "Hana Novak," in said
        assert "She is the head." not in said
        with Pdf.open(io.BytesIO(answer.get_data())) as made:
            assert str(made.Root.Lang).startswith("fr")
            assert made.Root.MarkInfo.Marked
    assert taken_out(db)[-1] == {"what": "referral 2020 DOS", "rows": 1}


def test_the_letter_is_a_document_to_write_in_too(cast: Cast, sent: Referral, petra: Browser) -> None:
    answer = petra.asks(f"/cycle/2020/referrals/{sent.id}/letter.docx")
    written = Document(io.BytesIO(answer.get_data()))
    assert written.core_properties.language == "fr"
    assert [[cell.text for cell in line.cells][:2] for line in written.tables[-1].rows][1:] == [
        ["陈美玲", "100004"]
    ]


def test_heads_are_reminded_from_the_page_of_referrals(cast: Cast, sent: Referral, olu: Browser) -> None:
    assert "who have not said" not in olu.opens("/cycle/2020/referrals").text
    with clock.travel(datetime(2020, 6, 2, 12, tzinfo=UTC)):
        assert "Heads who have not said in time what they did: 1." in olu.opens("/cycle/2020/referrals").text
        page = olu.presses("/cycle/2020/referrals", to="/remind")
        assert "Letters written: 1." in page.text
        assert "who have not said" not in page.text


def test_a_referral_shows_the_others_of_its_entity(
    db: Session, cast: Cast, sent: Referral, olu: Browser
) -> None:
    referring.record_action(db, by=cast.hana.actor, referral=sent, action="I wrote to Chen.")
    again = referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])
    page = olu.opens(f"/cycle/2020/referrals/{again.id}")
    assert "Other referrals of this entity" in page.text
    assert "I wrote to Chen." in page.text
