"""Who is designated, and on which ground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.grounds import canonical, grounds_for, level_of
from disclosure.domain.programme import Occasion, Programme, load

UN = load("un-secretariat")
UNOPS = load("unops")


def codes(
    programme: Programme,
    grade: str | None = None,
    *functions: str,
    contract: str | None = None,
    entity: str | None = None,
    level: int | None = None,
) -> list[str]:
    found = grounds_for(
        programme, grade=grade, functions=functions, contract=contract, entity_code=entity, level=level
    )
    return [ground.code for ground in found]


@pytest.mark.parametrize(
    "grade", ["D-1", "D-2", "L-6", "L-7", "ASG", "USG", "d1", "D 2", "D\u20131", " l-6 "]
)
def test_senior_grades_file_however_the_roster_writes_them(grade: str) -> None:
    assert codes(UN, grade) == ["senior-grade"]


@pytest.mark.parametrize("grade", ["P-5", "L-5", "G-7", "FS-6", "D-11", "D", "", None])
def test_other_grades_alone_do_not_file(grade: str | None) -> None:
    assert codes(UN, grade) == []


@pytest.mark.parametrize(
    ("function", "ground"),
    [
        ("procurement", "procurement"),
        ("investment", "investment"),
        ("confidential-procurement", "confidential-information"),
        ("confidential-investment", "confidential-information"),
        ("ethics-office", "ethics-office"),
        ("Ethics Office", "ethics-office"),
    ],
)
def test_a_function_designates_whatever_the_grade(function: str, ground: str) -> None:
    assert codes(UN, "G-4", function, "driving") == [ground]


def test_everybody_in_the_ethics_office_files() -> None:
    assert codes(UN, "G-5", entity="EO") == ["ethics-office"]
    assert codes(UN, "G-5", entity="EOSG") == []


def test_several_grounds_come_in_the_order_of_the_file() -> None:
    assert codes(UN, "D-1", "investment", "procurement", entity="EO") == [
        "senior-grade",
        "procurement",
        "investment",
        "ethics-office",
    ]


def test_the_president_of_the_general_assembly_files_on_taking_and_on_leaving_office() -> None:
    (ground,) = grounds_for(UN, grade=None, functions=["president-of-the-general-assembly"])
    assert ground.occasions == (Occasion.ENTRY, Occasion.EXIT)


@pytest.mark.parametrize("grade", ["P-5", "P-6", "D-1", "D-2"])
def test_unops_designates_international_staff_from_p5_to_d2(grade: str) -> None:
    assert codes(UNOPS, grade, contract="international-staff") == ["international-staff"]
    assert codes(UNOPS, grade, contract="national-staff") == []
    assert codes(UNOPS, grade) == []


@pytest.mark.parametrize(
    ("grade", "designated"),
    [("IICA-3", False), ("IICA-4", True), ("ICA 10", True), ("IICA", False), (None, False)],
)
def test_unops_designates_contractors_from_level_four(grade: str | None, *, designated: bool) -> None:
    expected = ["individual-contractor"] if designated else []
    assert codes(UNOPS, grade, contract="individual-contractor") == expected


def test_a_level_that_is_stated_counts_before_the_grade() -> None:
    assert codes(UNOPS, "IICA-2", contract="individual-contractor", level=4) == ["individual-contractor"]
    assert codes(UNOPS, "IICA-9", contract="individual-contractor", level=0) == []


def test_unops_designates_four_functions_whatever_the_contract() -> None:
    for function in ("ethics", "procurement", "finance", "audit"):
        assert codes(UNOPS, "G-3", function, contract="national-staff") == ["function"]


@pytest.mark.parametrize(("grade", "level"), [("IICA-4", 4), ("P5", 5), ("L-11 (acting)", 11), ("USG", None)])
def test_the_level_is_the_number_that_ends_the_grade(grade: str, level: int | None) -> None:
    assert level_of(grade) == level


@given(st.text())
def test_writing_a_code_differently_never_changes_what_it_is(code: str) -> None:
    assert canonical(canonical(code)) == canonical(code)
    assert canonical(f" {code}-") == canonical(code)


functions_held = st.frozensets(st.sampled_from([*sorted(UN.functions), "driving", ""]))


@given(
    grade=st.sampled_from([None, "D-1", "P-3", "USG"]),
    functions=functions_held,
    more=functions_held,
    entity=st.sampled_from([None, "EO", "DOS"]),
)
def test_one_more_duty_never_takes_a_ground_away(
    grade: str | None, functions: frozenset[str], more: frozenset[str], entity: str | None
) -> None:
    fewer = set(codes(UN, grade, *functions, entity=entity))
    assert fewer <= set(codes(UN, grade, *functions, *more, entity=entity))
