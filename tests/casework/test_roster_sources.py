"""Rosters come as workbooks too, and with the columns of whoever keeps them: said once for each source."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from xlsxwriter import Workbook

from disclosure.casework import rosters
from disclosure.casework.rosters import workbooks
from disclosure.casework.rosters.rows import COLUMNS, Known
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import LedgerEntry
from tests.cast import HEADER, ROSTER, Cast

KNOWN = Known(entities={"DOS", "DPO"}, functions={"procurement"})
THEIRS = {
    "index_number": "Staff No.",
    "name": "Full name",
    "email": "E-mail address",
    "entity": "Department",
    "grade": "Level",
    "joined_on": "Entry on duty",
}


def workbook(*rows: list[Any]) -> bytes:
    """A workbook as another program writes it: numbers as numbers, days as days."""
    held = io.BytesIO()
    with Workbook(held, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        book.add_worksheet("Notes").write(0, 0, "not read")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)
    return held.getvalue()


AMINA = [100002.0, "Amina\nOdhiambo", "amina@example.org", "DOS", "D-1", datetime(2016, 2, 29)]  # noqa: DTZ001


def told(source: bytes, **names: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(BadInput) as refused:
        rosters.read_people(source, known=KNOWN, **names)
    return [str(sentence) for sentence in refused.value.messages]


def test_a_workbook_is_read_as_its_cells_are_meant() -> None:
    [row] = rosters.read_people(workbook(list(THEIRS.values()), AMINA), known=KNOWN, names=THEIRS)
    assert (row.index_number, row.name) == ("100002", "Amina Odhiambo")
    assert (row.joined_on, row.grade, row.functions) == (date(2016, 2, 29), "D-1", ())


def test_a_faulty_line_of_a_workbook_is_named_by_its_row() -> None:
    lines = [AMINA, [], [100003, "Boris", "no address", "NOWHERE", "P-4", "31/03/2020"]]
    assert told(workbook(list(THEIRS.values()), *lines), names=THEIRS) == [
        "Line 4: “no address” is no e-mail address.",
        "Line 4: there is no entity with the code “NOWHERE”. Import the entities first.",
        "Line 4: “31/03/2020” in joined_on is no date such as 2020-03-31.",
    ]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 and nothing", workbook([])[:-40], b"PK\x03\x04" + bytes(400)]
)
def test_a_workbook_that_cannot_be_read_says_so(content: bytes) -> None:
    [sentence] = told(content)
    assert sentence.startswith("This workbook cannot be read.")


def test_a_workbook_packed_to_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1_000)
    assert told(workbook(list(THEIRS.values()))) == ["This workbook is too large. Save it as CSV in UTF-8."]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])), min_size=1)))
def test_text_that_is_no_workbook_stays_as_it_is(cells: list[list[str]]) -> None:
    content = "\n".join(",".join(row) for row in cells).encode()
    assert rosters.as_text(content) == content


def test_what_other_systems_call_the_columns_is_guessed() -> None:
    assert rosters.guess(list(THEIRS.values())) == THEIRS
    assert rosters.guess(HEADER.split(",")) == {name: name for name in COLUMNS}
    assert rosters.guess(["Shoe size", ""]) == {}


def test_columns_of_the_file_that_nobody_named_are_passed_over() -> None:
    header = [*THEIRS.values(), "Shoe size"]
    [row] = rosters.read_people(workbook(header, [*AMINA, 43]), known=KNOWN, names=THEIRS)
    assert row.name == "Amina Odhiambo"


def test_a_file_without_a_named_column_is_refused() -> None:
    header = [name for name in THEIRS.values() if name != "Level"]
    assert told(workbook([*header, "Department"]), names=THEIRS) == [
        "The first line has the column Department twice.",
        "The first line lacks the column Level.",
    ]


def test_what_a_source_does_not_have_stays_as_it_is_kept(db: Session, cast: Cast) -> None:
    content = "Staff No.,Full name,E-mail address,Department\n100002,Amina O.,amina@example.org,DOS\n"
    names = {ours: THEIRS[ours] for ours in ("index_number", "name", "email", "entity")}
    rows = rosters.read(db, cast.organisation, content.encode(), names=names)
    given: dict[str, Any] = {"by": cast.olu.actor, "organisation": cast.organisation, "rows": rows}
    [change] = rosters.apply(db, **given, without=rosters.missing(names)).changed
    assert dict(change.fields) == {"name": ("Amina Odhiambo", "Amina O.")}
    assert cast.amina.on_roster.grade == "D-1"
    assert rosters.difference(db, **given, without=rosters.missing(names)).is_empty


def test_a_source_is_kept_by_name_and_written_down_when_it_changes(db: Session, cast: Cast) -> None:
    def remember(**columns: str) -> None:
        rosters.remember(
            db, by=cast.olu.actor, organisation=cast.organisation, name=" Umoja  HR ", columns=columns
        )

    remember(**THEIRS)
    remember(**THEIRS)
    remember(**THEIRS | {"title": "Post"})
    [source] = rosters.sources(db, by=cast.olu.actor, organisation=cast.organisation)
    assert (source.name, source.columns["title"]) == ("Umoja HR", "Post")
    facts = [
        line.facts for line in db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "roster:mapped"))
    ]
    assert [fact["columns"] for fact in facts] == [6, 7]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"salary": "Pay"}, "The roster has no column salary."),
        ({"email": ""}, "Say which column of the file is email."),
        ({"title": "Level"}, "The column “Level” of the file stands for two of the roster."),
    ],
)
def test_columns_that_cannot_be_are_refused(
    db: Session, cast: Cast, columns: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        rosters.remember(
            db, by=cast.olu.actor, organisation=cast.organisation, name="HR", columns=THEIRS | columns
        )
    assert sentence in [str(one) for one in refused.value.messages]


@pytest.mark.parametrize("who", ["hana", "farid", "ida", "emil"])
def test_only_the_office_knows_the_sources(db: Session, cast: Cast, who: str) -> None:
    by = getattr(cast, who).actor
    with pytest.raises(NotPermitted):
        rosters.sources(db, by=by, organisation=cast.organisation)
    with pytest.raises(NotPermitted):
        rosters.remember(db, by=by, organisation=cast.organisation, name="HR", columns=THEIRS)


def test_the_present_roster_as_a_workbook_changes_nothing(db: Session, cast: Cast) -> None:
    rows = [line.split(",") for line in ROSTER.splitlines()]
    read = rosters.read(db, cast.organisation, workbook(*rows))
    assert rosters.difference(
        db, by=cast.olu.actor, organisation=cast.organisation, rows=read, complete=True
    ).is_empty
