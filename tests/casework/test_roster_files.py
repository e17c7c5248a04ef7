"""A roster file is read whole or not at all, with a sentence for each faulty line."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.casework import rosters
from disclosure.casework.rosters.glancing import Glance
from disclosure.casework.rosters.people import REQUIRED
from disclosure.casework.rosters.rows import COLUMNS, Known, PersonRow
from disclosure.casework.rosters.table import MOST_FAULTS, Line
from disclosure.errors import BadInput

KNOWN = Known(entities={"DOS", "DPO"}, functions={"procurement", "investment"})
AMINA = {
    "index_number": "1",
    "name": "Amina Odhiambo",
    "email": "amina@example.org",
    "entity": "DOS",
    "grade": "D-1",
    "language": "en",
}


def csv(*lines: Mapping[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    rows = [",".join(columns), *(",".join(line.get(name, "") for name in columns) for line in lines)]
    return "\n".join(rows).encode()


def told(source: bytes) -> list[str]:
    with pytest.raises(BadInput) as refused:
        rosters.read_people(source, known=KNOWN)
    return [str(sentence) for sentence in refused.value.messages]


def test_a_line_becomes_a_person() -> None:
    line = {
        **AMINA,
        "functions": " Procurement ; INVEST-ment;",
        "email": "Amina@Example.org",
        "filer_since": "2016",
        "joined_on": "2016-02-29",
        "supervisor_index": "2",
    }
    [row] = rosters.read_people(csv(line), known=KNOWN)
    assert row.functions == ("investment", "procurement")
    assert (row.email, row.filer_since, row.joined_on) == ("amina@example.org", 2016, date(2016, 2, 29))
    assert (row.left_on, row.supervisor_index, row.title) == (None, "2", "")


def test_names_are_kept_as_typed_in_every_script() -> None:
    names = ["Борис Соколов", "陈美玲", "داليا منصور", "İpek", "Zoë\u0301", "=cmd()", "O'Neil-Ñandú"]
    lines = [
        AMINA | {"index_number": str(at), "email": f"p{at}@x.org", "name": name}
        for at, name in enumerate(names)
    ]
    assert [row.name for row in rosters.read_people(csv(*lines), known=KNOWN)] == names


def test_a_file_is_read_from_a_path_a_stream_or_bytes_with_or_without_a_mark(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + csv(AMINA).replace(b"\n", b"\r\n")
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    for source in (path, BytesIO(content), content):
        assert len(rosters.read_people(source, known=KNOWN)) == 1


def test_columns_may_stand_in_any_order_and_blank_lines_are_nothing() -> None:
    content = csv(AMINA, columns=COLUMNS[::-1]) + b"\n\n,,,,,,,,,,,,,\n"
    [row] = rosters.read_people(content, known=KNOWN)
    assert row.name == "Amina Odhiambo"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (COLUMNS[:-1], "The first line lacks the column left_on."),
        ((*COLUMNS, "salary"), "The first line has an unknown column, “salary”."),
        ((*COLUMNS, "name"), "The first line has the column name twice."),
    ],
)
def test_the_first_line_names_exactly_the_known_columns(columns: tuple[str, ...], sentence: str) -> None:
    [said] = told(csv(AMINA, columns=columns))
    assert said.startswith(sentence)


def test_an_empty_file_lacks_every_column() -> None:
    assert len(told(b"")) == len(COLUMNS)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"index_number": ""}, "Line 2: the column index_number is empty."),
        ({"name": " "}, "Line 2: the column name is empty."),
        ({"email": ""}, "Line 2: the column email is empty."),
        ({"email": "amina"}, "Line 2: “amina” is no e-mail address."),
        (
            {"entity": "DSO"},
            "Line 2: there is no entity with the code “DSO”. Import the entities first.",
        ),
        ({"language": "de"}, "Line 2: the language “de” is none of ar, en, es, fr, ru, zh."),
        (
            {"functions": "procurment"},
            "Line 2: the programme knows no function “procurment”; it knows investment, procurement.",
        ),
        ({"joined_on": "31.3.2020"}, "Line 2: “31.3.2020” in joined_on is no date such as 2020-03-31."),
        ({"left_on": "2019-02-29"}, "Line 2: “2019-02-29” in left_on is no date such as 2020-03-31."),
        ({"left_on": "20200331"}, "Line 2: “20200331” in left_on is no date such as 2020-03-31."),
        ({"joined_on": "2020-01-02", "left_on": "2020-01-01"}, "Line 2: left_on is before joined_on."),
        ({"filer_since": "long ago"}, "Line 2: “long ago” in filer_since is no year."),
        ({"filer_since": "202"}, "Line 2: “202” in filer_since is no year."),
        ({"supervisor_index": "1"}, "Line 2: nobody is their own supervisor."),
        ({"name": "A" * 301}, "Line 2: the column name is longer than 300 characters."),
        ({"grade": "D" * 65}, "Line 2: the column grade is longer than 64 characters."),
        ({"title": "a\x1b[2J"}, "Line 2: it holds a line break or another control character."),
        ({"title": '"a\nb"'}, "Line 2: it holds a line break or another control character."),
        ({"title": "a\x00b"}, "Line 2: it holds a line break or another control character."),
        ({"title": "a,b"}, "Line 2: it has 15 cells where the first line has 14."),
    ],
)
def test_a_faulty_line_is_told_in_a_sentence(wrong: dict[str, str], sentence: str) -> None:
    assert told(csv({**AMINA, **wrong})) == [sentence]


def test_the_same_person_or_address_twice_names_both_lines() -> None:
    boris = AMINA | {"index_number": "2", "email": "boris@example.org"}
    again = AMINA | {"email": "other@example.org"}
    shared = AMINA | {"index_number": "3", "email": "BORIS@example.org"}
    assert told(csv(AMINA, boris, again, shared)) == [
        "Line 4: the index number 1 is on line 2 already.",
        "Line 5: the address BORIS@example.org is on line 3 already; it tells who signs in.",
    ]


def test_somebody_who_left_may_leave_their_address_to_another() -> None:
    gone = AMINA | {"left_on": "2019-12-31"}
    new = AMINA | {"index_number": "2"}
    assert len(rosters.read_people(csv(gone, new), known=KNOWN)) == 2


def test_all_faults_are_told_at_once_and_a_flood_is_counted() -> None:
    lines = [{**AMINA, "index_number": str(at), "email": f"?{at}"} for at in range(MOST_FAULTS + 50)]
    said = told(csv(*lines))
    assert len(said) == MOST_FAULTS + 1
    assert said[-1] == "There are 50 more faults."


def test_what_is_not_utf_8_or_no_csv_is_told_with_its_line(tmp_path: Path) -> None:
    assert told(csv(AMINA) + "\nZoë".encode("latin-1")) == [
        "Line 3: this is not UTF-8 text. Save the file as CSV in UTF-8."
    ]
    [said] = told(csv({**AMINA, "name": '"Ami"na'}))
    assert said.startswith("Line 2: this is not CSV")
    with pytest.raises(BadInput, match="cannot be read"):
        rosters.read_people(tmp_path / "nowhere.csv", known=KNOWN)


cells = st.fixed_dictionaries(
    {
        "index_number": st.sampled_from(["", "1", "2", " 3 ", "9" * 65]),
        "name": st.sampled_from(["", "Amina", "Zoë", "a\x85b", "陈" * 65, "n" * 301, "soft\xadhyphen"]),
        "email": st.sampled_from(["", "amina@example.org", "AMINA@example.org ", "no address", "b@x.org"]),
        "entity": st.sampled_from(["", "DOS", "dos"]),
        "grade": st.sampled_from(["", "P-3", "g" * 65]),
        "functions": st.sampled_from(["", "procurement;", "Procurement ; unknown"]),
        "language": st.sampled_from(["", "fr", "de"]),
        "supervisor_index": st.sampled_from(["", "1", "3"]),
        "filer_since": st.sampled_from(["", "2016", "1944", "MMXX"]),
        "joined_on": st.sampled_from(["", "2016-02-29", "2015-02-29", "20160229"]),
        "left_on": st.sampled_from(["", "2016-02-28", "2020-01-01"]),
    }
)


@given(st.lists(cells, min_size=1, max_size=6))
def test_a_glance_finds_what_a_closer_look_finds(lines: list[dict[str, str]]) -> None:
    def found() -> tuple[list[PersonRow], list[str]]:
        try:
            return rosters.read_people(csv(*lines), known=KNOWN), []
        except BadInput as refused:
            return [], [str(sentence) for sentence in refused.messages]

    at_first_sight = found()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Glance, "row", lambda _glance, _line: None)
        assert found() == at_first_sight


def test_most_lines_are_right_at_first_sight() -> None:
    cells, places = (
        ["1", " Amina ", "Amina@example.org", "DOS"],
        {name: at for at, name in enumerate(REQUIRED)},
    )
    line = Line(2, cells, places, width=4)
    row = Glance(KNOWN, lambda _cell: ((), ())).row(line)
    assert row == PersonRow(index_number="1", name="Amina", email="amina@example.org", entity="DOS")
