"""The figures of the annual report, checked against those published for 2020 (A/76/76)."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain import statistics
from disclosure.domain.statistics import LineKind, TableRow
from disclosure.errors import BadInput

GROUPS = ["secretariat", "peacekeeping", "bodies"]
SUBTOTALS = {
    "secretariat-without-peacekeeping": ["secretariat"],
    "peacekeeping": ["peacekeeping"],
    "secretariat-with-peacekeeping": ["peacekeeping", "secretariat"],
    "bodies": ["bodies"],
}
ROWS = [
    TableRow("BODIES", "Bodies and agencies", "bodies", 3127, 3122, 5),
    TableRow("OHCHR", "Human Rights", "secretariat", 23, 23, 0),
    TableRow("PKO", "Peacekeeping operations", "peacekeeping", 1112, 1112, 0),
    TableRow("OSRSG-HTI", "Special Representative for Haiti", "secretariat", 1, 0, 1),
    TableRow("REST", "All other departments", "secretariat", 1641, 1641, 0),
]
CONFLICTS = ["financial", "outside", "family", "other"]
REASONS = ["clarification", "documents", "advice", "review"]


def per_cent(part: int, whole: int) -> str:
    return str(statistics.per_cent(part, whole))


@st.composite
def counted_rows(draw: st.DrawFn) -> list[TableRow]:
    counts = draw(
        st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(0, 99), st.integers(0, 9)), max_size=12)
    )
    return [
        TableRow(f"E{number}", "", group, filed + lacking, filed, lacking)
        for number, (group, filed, lacking) in enumerate(counts)
    ]


def test_the_compliance_table_prints_the_published_sums() -> None:
    table = statistics.compliance_table(ROWS, groups=GROUPS, subtotals=SUBTOTALS)
    assert [(line.code, line.required, line.filed, line.not_filed, str(line.rate)) for line in table] == [
        ("OHCHR", 23, 23, 0, "100.0"),
        ("OSRSG-HTI", 1, 0, 1, "0.0"),
        ("REST", 1641, 1641, 0, "100.0"),
        ("secretariat-without-peacekeeping", 1665, 1664, 1, "99.9"),
        ("PKO", 1112, 1112, 0, "100.0"),
        ("peacekeeping", 1112, 1112, 0, "100.0"),
        ("secretariat-with-peacekeeping", 2777, 2776, 1, "100.0"),
        ("BODIES", 3127, 3122, 5, "99.8"),
        ("bodies", 3127, 3122, 5, "99.8"),
        ("TOTAL", 5904, 5898, 6, "99.9"),
    ]


@given(counted_rows())
def test_every_entity_stands_once_and_the_sums_sum_up(rows: list[TableRow]) -> None:
    table = statistics.compliance_table(rows, groups=GROUPS, subtotals=SUBTOTALS)
    entities = [line for line in table if line.kind is LineKind.ENTITY]
    assert sorted(line.code for line in entities) == sorted(row.code for row in rows)
    assert [line.group for line in entities] == sorted((line.group for line in entities), key=GROUPS.index)
    total = table[-1]
    assert total.kind is LineKind.TOTAL
    assert total.required == total.filed + total.not_filed == sum(row.required for row in rows)
    for line in table:
        if line.kind is LineKind.SUBTOTAL:
            assert line.filed == sum(row.filed for row in rows if row.group in SUBTOTALS[line.code])


def test_a_table_of_nobody_has_no_rate() -> None:
    assert [line.rate for line in statistics.compliance_table([], groups=GROUPS, subtotals={})] == [None]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            TableRow("ECA", "Africa", "bodies", 72, 70, 1),
            r"ECA \(Africa\): 72 had to file, but 70 who did and 1",
        ),
        (TableRow("ECA", "Africa", "bodies", 1, 2, -1), r"ECA \(Africa\): a count is below 0"),
        (TableRow("ECA", "Africa", "regional", 0, 0, 0), r"ECA \(Africa\): its group regional is not one of"),
        (
            TableRow("PKO", "Operations", "bodies", 0, 0, 0),
            r"PKO \(Operations\): it stands in the table twice",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_named(row: TableRow, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as refused:
        statistics.compliance_table([*ROWS, row], groups=GROUPS, subtotals=SUBTOTALS)
    assert len(refused.value.messages) == 1


@pytest.mark.parametrize("summed", [[], ["regional"]])
def test_a_sum_over_no_known_group_is_refused(summed: list[str]) -> None:
    with pytest.raises(BadInput, match="sub-total odd"):
        statistics.compliance_table(ROWS, groups=GROUPS, subtotals={"odd": summed})


def test_shares_are_those_the_report_prints() -> None:
    assert per_cent(5898, 5904) == "99.9"
    assert per_cent(1624, 5904) == "27.5"
    assert per_cent(224, 5904) == "3.8"
    assert per_cent(211, 6157) == "3.4"


@given(st.integers(1, 10**6), st.data())
def test_a_share_is_the_nearest_tenth_and_half_goes_up(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    share = statistics.per_cent(part, whole)
    assert share is not None
    assert share.as_tuple().exponent == -1
    assert Fraction(-1, 20) < Fraction(share) - Fraction(100 * part, whole) <= Fraction(1, 20)


def test_half_a_tenth_goes_up() -> None:
    assert (per_cent(1, 2000), per_cent(49, 2000), per_cent(1, 2001)) == ("0.1", "2.5", "0.0")


def test_a_share_of_nothing_is_none_and_more_than_all_is_refused() -> None:
    assert statistics.per_cent(0, 0) is None
    with pytest.raises(BadInput, match="7 is not a part of 6"):
        statistics.per_cent(7, 6)


def test_voluntary_public_disclosure_is_broken_down_as_published() -> None:
    answers = {"took-part": 126, "declined": 24, "no-answer": 4, "unfinished": 4}
    parts = statistics.breakdown(answers, order=list(answers)).parts
    assert [str(part.share) for part in parts] == ["79.7", "15.2", "2.5", "2.5"]


def test_conflicts_stand_by_category_beside_the_people_they_concern() -> None:
    found = statistics.conflicts_by_category(
        {"other": 2, "outside": 179, "financial": 43, "family": 40},
        order=CONFLICTS,
        filers=224,
        required=5904,
    )
    assert [(part.code, part.count) for part in found.items.parts] == [
        ("financial", 43),
        ("outside", 179),
        ("family", 40),
        ("other", 2),
    ]
    assert (found.items.whole, found.filers, found.share) == (264, 224, Decimal("3.8"))


@pytest.mark.parametrize(("items", "filers"), [(3, 4), (3, 0), (0, 1)])
def test_conflicts_without_people_or_people_without_conflicts_are_refused(items: int, filers: int) -> None:
    with pytest.raises(BadInput, match=f"{items} conflicts cannot be those of {filers} people"):
        statistics.conflicts_by_category({"outside": items}, order=CONFLICTS, filers=filers, required=10)


def test_open_filings_add_up_and_an_unused_reason_stands_as_nothing() -> None:
    figures = statistics.open_at_year_end(
        {"documents": 31, "advice": 12, "clarification": 20}, order=REASONS, required=5904
    )
    assert [part.count for part in figures.reasons.parts] == [20, 31, 12, 0]
    assert (figures.reasons.whole, figures.share) == (63, Decimal("1.1"))


def test_a_reason_nobody_knows_and_a_count_below_nothing_are_both_named() -> None:
    with pytest.raises(BadInput, match="mislaid has no place") as refused:
        statistics.open_at_year_end({"mislaid": 1, "advice": -1}, order=REASONS, required=10)
    assert refused.value.messages[1] == "advice is counted -1 times; a count is never below 0."


def test_ages_change_band_on_the_day_after_its_last() -> None:
    edges = {0: 1, 7: 1, 8: 10, 14: 10, 15: 100, 30: 100, 31: 1000, 400: 1000}
    assert {part.code: part.count for part in statistics.age_bands(edges).parts} == {
        "0-7": 2,
        "8-14": 20,
        "15-30": 200,
        "31+": 2000,
    }
    with pytest.raises(BadInput, match="waited -1 days"):
        statistics.age_bands({-1: 1, 3: 1})


def test_participation_shows_the_growth_of_each_year() -> None:
    rows = [
        statistics.YearRow(2020, "bodies", 3127, 3122),
        statistics.YearRow(2020, "secretariat", 1665, 1664),
        statistics.YearRow(2020, "secretariat", 1112, 1112),
        statistics.YearRow(2019, "bodies", 6157, 6157),
        statistics.YearRow(2017, "bodies", 10, 10),
    ]
    first, before, year = statistics.participation(rows, groups=["secretariat", "bodies"])
    assert [(part.code, part.count, str(part.share)) for part in year.groups.parts] == [
        ("secretariat", 2777, "47.0"),
        ("bodies", 3127, "53.0"),
    ]
    assert (year.required, year.filed, year.rate, year.change) == (5904, 5898, Decimal("99.9"), -253)
    assert [part.count for part in before.groups.parts] == [0, 6157]
    assert (first.year, first.change, before.change) == (2017, None, None)


def test_more_people_filed_than_had_to_is_refused() -> None:
    with pytest.raises(BadInput, match="2020, bodies: 3 filed, but 2 had to"):
        statistics.participation([statistics.YearRow(2020, "bodies", 2, 3)], groups=["bodies"])


def test_a_hidden_count_takes_the_next_larger_with_it() -> None:
    assert statistics.masked(
        {"financial": 43, "outside": 179, "family": 40, "other": 2}
    ) == statistics.Masked({"financial": 43, "outside": 179, "family": None, "other": None}, 264)
    assert statistics.masked({"family": 0, "other": 2}) == statistics.Masked(
        {"family": 0, "other": None}, None
    )


def test_large_counts_and_noughts_are_not_hidden() -> None:
    assert statistics.masked({"PKO": 5, "EO": 0}) == statistics.Masked({"PKO": 5, "EO": 0}, 5)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20)))
def test_no_count_from_one_to_four_is_ever_printed(counts: dict[str, int]) -> None:
    shown = statistics.masked(counts)
    assert {count for count in shown.counts.values() if count is not None}.isdisjoint(range(1, 5))
    assert shown.total in (None, sum(counts.values()))


def test_nobody_can_work_out_a_hidden_count_even_if_they_know_the_rule() -> None:
    """All tables of three counts up to 11: every hidden count could have been another."""
    readings: dict[tuple[object, ...], set[tuple[int, ...]]] = defaultdict(set)
    for counts in product(range(12), repeat=3):
        shown = statistics.masked(dict(zip("abc", counts, strict=True)))
        readings[(*shown.counts.values(), shown.total)].add(counts)
    for printed, possible in readings.items():
        for place, value in enumerate(printed[:3]):
            if value is None:
                assert len({counts[place] for counts in possible}) > 1, (printed, possible)
