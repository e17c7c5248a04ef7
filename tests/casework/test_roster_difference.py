"""What a roster would change is told before it is changed."""

from datetime import date
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple, replace

from disclosure.casework import rosters
from disclosure.casework.rosters.comparing import Kept, compared
from disclosure.casework.rosters.rows import PersonRow

people = st.builds(
    PersonRow,
    index_number=st.integers(1, 8).map(str),
    name=st.sampled_from(["Amina", "Boris"]),
    email=st.just("x@example.org"),
    entity=st.sampled_from(["DOS", "DPO"]),
    left_on=st.sampled_from([None, date(2020, 1, 1)]),
)
rolls = st.lists(people, max_size=8, unique_by=lambda row: row.index_number)
TODAY = date(2020, 3, 2)


def kept(rows: list[PersonRow]) -> dict[str, Kept]:
    return {row.index_number: Kept(uuid4().hex, astuple(row)) for row in rows}


def taken_over(before: list[PersonRow], found: rosters.Difference) -> set[PersonRow]:
    """Do by hand what a difference says."""
    after = {row.index_number: row for row in (*before, *found.added)}
    for change in (*found.changed, *found.left):
        now = {name: value for name, (_was, value) in change.fields.items()}
        after[change.index_number] = replace(after[change.index_number], **now)
    return set(after.values())


@given(rolls, rolls)
def test_doing_what_the_difference_says_gives_the_file(
    before: list[PersonRow], rows: list[PersonRow]
) -> None:
    found = compared(kept(before), rows, complete=False, today=TODAY)
    listed = {row.index_number for row in rows}
    others = {row for row in before if row.index_number not in listed}
    assert taken_over(before, found) == set(rows) | others
    assert len(rows) == len(found.added) + len(found.changed) + len(found.left) + found.unchanged


@given(rolls, rolls)
def test_a_complete_file_leaves_nobody_else_there(before: list[PersonRow], rows: list[PersonRow]) -> None:
    found = compared(kept(before), rows, complete=True, today=TODAY)
    listed = {row.index_number for row in rows}
    after = taken_over(before, found)
    assert all(row.left_on for row in after if row.index_number not in listed)
    assert {row for row in after if row.index_number in listed} == set(rows)


@given(rolls, st.booleans())
def test_the_same_file_again_changes_nothing(rows: list[PersonRow], complete: bool) -> None:
    found = compared(kept(rows), rows, complete=complete, today=TODAY)
    assert found.is_empty
    assert found.unchanged == len(rows)


def test_one_name_under_two_numbers_is_a_question() -> None:
    row = rosters.PersonRow(index_number="1", name="Amina  Odhiambo", email="a@x.org", entity="DOS")
    twin = replace(row, index_number="2", name="ODHIAMBO Amina")
    elsewhere = replace(row, index_number="3", entity="DPO")
    gone = replace(row, index_number="4", left_on=TODAY)
    [alike] = rosters.lookalikes([row, twin, elsewhere, gone])
    assert alike.index_numbers == ("1", "2")
