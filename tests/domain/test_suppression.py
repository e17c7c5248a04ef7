"""Small counts in tables that add up: hidden, and not to be worked out from what is shown."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.domain.statistics import MASKED_BELOW
from disclosure.domain.statistics.suppression import Equation, suppressed
from tests.thoroughness import tries

COLUMNS = ("filed", "not-filed")
Table = dict[str, int]


def grid(rows: list[tuple[int, int]]) -> tuple[Table, list[Equation]]:
    """A table of places by columns, with sums of every row and every column."""
    counts: Table = {}
    sums: list[Equation] = []
    for place, cells in enumerate(rows):
        counts |= {f"{name}/{place}": cell for name, cell in zip(COLUMNS, cells, strict=True)}
        counts[f"all/{place}"] = sum(cells)
        sums.append((f"all/{place}", [f"{name}/{place}" for name in COLUMNS]))
    for name in (*COLUMNS, "all"):
        parts = [f"{name}/{place}" for place in range(len(rows))]
        counts[name] = sum(counts[part] for part in parts)
        sums.append((name, parts))
    sums.append(("all", list(COLUMNS)))
    return counts, sums


def others(counts: Table, sums: list[Equation], hidden: frozenset[str]) -> dict[str, set[int]]:
    """Every value that a hidden count might have, found by trying all small tables."""
    possible: dict[str, set[int]] = {key: set() for key in hidden}
    places = sorted(key for key in counts if "/" in key and not key.startswith("all"))
    spans = [range(1, 13) if key in hidden else [counts[key]] for key in places]
    for cells in product(*spans):
        tried = dict(zip(places, cells, strict=True))
        if all(_fits(tried, counts, total, parts, hidden) for total, parts in _by_cells(sums, places)):
            for total, parts in [*_by_cells(sums, places), *((key, [key]) for key in places)]:
                if total in hidden:
                    possible[total].add(sum(tried[part] for part in parts))
    return possible


def _by_cells(sums: list[Equation], places: list[str]) -> list[Equation]:
    """The same sums, each over single cells."""
    made: dict[str, list[str]] = {}
    for total, parts in sums:
        made[total] = [cell for part in parts for cell in ([part] if part in places else made.get(part, []))]
    return list(made.items())


def _fits(tried: Table, counts: Table, total: str, parts: Sequence[str], hidden: frozenset[str]) -> bool:
    found = sum(tried[part] for part in parts)
    return found >= 1 if total in hidden else found == counts[total]


small_tables = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=2, max_size=2)


@settings(max_examples=tries(20), deadline=None)
@given(rows=small_tables)
def test_what_is_hidden_might_be_something_else(rows: list[tuple[int, int]]) -> None:
    counts, sums = grid(rows)
    hidden = suppressed(counts, sums)
    possible = others(counts, sums, hidden)
    cells = {key for key, count in counts.items() if count}
    for key in hidden:
        if counts[key] < MASKED_BELOW and hidden != cells:
            assert len(possible[key]) > 1, (
                f"{key} can only be {possible[key]}: {counts}, hidden {set(hidden)}"
            )


@given(rows=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), min_size=1, max_size=30))
def test_every_small_count_is_hidden_and_every_zero_shown(rows: list[tuple[int, int]]) -> None:
    counts, sums = grid(rows)
    hidden = suppressed(counts, sums)
    assert {key for key, count in counts.items() if 0 < count < MASKED_BELOW} <= hidden
    assert not any(counts[key] == 0 for key in hidden)
    for total, parts in sums:
        assert len(hidden & {total, *parts}) != 1 or counts[total] in {counts[part] for part in parts}


def test_the_six_who_did_not_file_do_not_tell_the_one_of_the_secretariat() -> None:
    counts, sums = grid([(1664, 1), (1112, 0), (3122, 5)])
    hidden = suppressed(counts, sums)
    assert {"not-filed/0", "not-filed/2"} <= hidden
    assert "not-filed" not in hidden
    assert "not-filed/1" not in hidden
    assert hidden & {"filed/0", "all/0"}


def test_large_counts_are_all_shown() -> None:
    counts, sums = grid([(16, 5), (11, 0), (31, 25)])
    assert suppressed(counts, sums) == frozenset()


def test_a_count_in_no_sum_is_hidden_alone() -> None:
    assert suppressed({"one": 3, "other": 30}, []) == {"one"}
