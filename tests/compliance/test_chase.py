"""The people of a list are shown, then reminded; the list goes out as a workbook too."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.choosing import packed, unpacked
from disclosure import clock
from disclosure.errors import BadInput
from disclosure.models import Letter
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.web.reading import Element

LIST = "/cycle/2020/people?entity=DOS&late=15%2B"
PAGE = "/cycle/2020/people/remind?entity=DOS&late=15%2B"


@pytest.fixture(autouse=True)
def _late(cast: Cast) -> Iterator[None]:
    """More than two weeks after the due date, but for Hana, who had more time."""
    cast.hana.filing.due_on = date(2020, 4, 10)
    with clock.travel(datetime(2020, 4, 17, 12, tzinfo=UTC)):
        yield


def written(db: Session) -> list[str]:
    return sorted(db.scalars(select(Letter.to_email).where(Letter.occasion.startswith("chosen:"))))


def hidden(olu: Browser) -> dict[str, str]:
    return {one.get("name"): one.get("value") for one in olu.form(PAGE).all("input", type="hidden")}


def names(page: Element) -> set[str]:
    return {cell.text for cell in page.all("th", scope="row")}


def test_the_list_leads_to_its_preview_and_the_preview_to_the_letters(
    db: Session, cast: Cast, olu: Browser
) -> None:
    page = olu.opens(LIST)
    assert names(page) == {"Amina Odhiambo", "陈美玲"}
    (link,) = [one for one in page.all("a") if one.text == "Remind the people of this list"]
    page = olu.opens(link.get("href"))
    assert names(page) == {"Amina Odhiambo", "陈美玲"}
    assert "Write 2 letters" in [button.text for button in page.all("button")]
    assert "was due on 31 March 2020" in page.with_class("details")[0].text
    page = olu.shows(olu.answers(PAGE))
    assert "Letters written: 2." in page.text
    assert names(page) == {"Amina Odhiambo", "陈美玲"}
    assert written(db) == ["amina@example.org", "chen@example.org"]
    assert row(olu.opens("/cycle/2020/reminders"), "17 Apr 2020")[1:3] == ["Overdue", "2"]
    assert "Nobody of this list is to be reminded now." in olu.opens(PAGE).text


def test_whoever_files_after_the_preview_gets_nothing_and_is_counted(
    db: Session, cast: Cast, office: Office, olu: Browser
) -> None:
    fields = hidden(olu)
    office.file(cast.amina)
    page = olu.shows(olu.posts(PAGE, **fields))
    assert "Letters written: 1." in page.text
    assert "1 person filed meanwhile" in page.text
    assert written(db) == ["chen@example.org"]


def test_whoever_comes_into_the_list_after_the_preview_gets_nothing(
    db: Session, cast: Cast, olu: Browser
) -> None:
    fields = hidden(olu)
    cast.hana.filing.due_on = date(2020, 3, 31)
    db.flush()
    olu.posts(PAGE, **fields)
    assert written(db) == ["amina@example.org", "chen@example.org"]


def test_a_list_damaged_on_the_way_writes_nothing(db: Session, cast: Cast, olu: Browser) -> None:
    page = olu.shows(olu.posts(PAGE, **hidden(olu) | {"people": "AAAA"}))
    assert "The list did not arrive whole." in page.text
    assert written(db) == []


def test_a_letter_that_came_back_is_counted_and_its_reader_listed(
    db: Session, cast: Cast, olu: Browser
) -> None:
    olu.answers(PAGE)
    letter = db.scalars(
        select(Letter).where(Letter.filing_id == cast.chen.filing.id, Letter.kind == "overdue")
    ).one()
    letter.refused = "No such mailbox."
    db.flush()
    page = olu.opens("/cycle/2020/reminders")
    assert row(page, "17 Apr 2020")[-1].startswith("1")
    assert names(olu.opens("/cycle/2020/people?state=unreached")) == {"陈美玲"}


def test_the_list_as_a_workbook_has_no_formula(db: Session, cast: Cast, olu: Browser) -> None:
    cast.amina.on_roster.name = "@SUM(A1)"
    db.flush()
    book = CalamineWorkbook.from_filelike(io.BytesIO(olu.asks(LIST.replace("?", ".xlsx?")).get_data()))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header[:4] == ["entity", "group", "index_number", "name"]
    assert {cells[3] for cells in rows} == {"'@SUM(A1)", "陈美玲"}


@pytest.mark.parametrize("name", ["hana", "farid"])
def test_only_officers_remind(cast: Cast, request: pytest.FixtureRequest, name: str) -> None:
    assert request.getfixturevalue(name).is_refused(PAGE)


@given(st.lists(st.uuids(), max_size=50))
def test_the_people_of_a_page_arrive_as_they_were_sent(filings: list) -> None:  # type: ignore[type-arg]
    assert unpacked(packed(filings)) == filings


def test_ids_that_are_none_are_refused() -> None:
    with pytest.raises(BadInput):
        unpacked("%%%")
