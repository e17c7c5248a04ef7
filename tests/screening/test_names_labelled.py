"""The bounds that the labelled pairs hold names to."""

import pytest

from benchmarks.screening.quality import APART, apart, edit_distance, ours, pairs, parts

LEAST = {"organisation": 0.9, "person": 0.8}
EVERY = pairs()
KEPT = pairs(APART)


def test_there_are_pairs_of_each_sort_and_none_twice() -> None:
    assert len(EVERY) >= 600
    both = [*EVERY, *KEPT]
    assert len({(one.kind, *sorted((one.a, one.b))) for one in both}) == len(both)
    for title, some in parts(EVERY):
        assert 0 < sum(one.match for one in some) < len(some), title


@pytest.mark.parametrize(("title", "number"), [(title, n) for n, (title, _) in enumerate(parts(EVERY))])
def test_names_are_told_apart_better_than_by_edit_distance_everywhere(title: str, number: int) -> None:
    some = list(parts(EVERY))[number][1]
    assert ours(some).f1 > edit_distance(some).f1, title


@pytest.mark.parametrize("kind", LEAST)
def test_names_are_told_apart_well_also_where_no_threshold_was_chosen(kind: str) -> None:
    mine = [one for one in EVERY if one.kind == kind]
    assert ours(mine).f1 >= LEAST[kind]
    assert ours([one for one in mine if not one.tuned]).f1 >= LEAST[kind]


@pytest.mark.parametrize("kind", LEAST)
def test_names_are_told_apart_well_also_where_nothing_was_mended_by(kind: str) -> None:
    mine = [one for one in KEPT if one.kind == kind]
    assert len(mine) > 100
    assert ours(mine).f1 >= LEAST[kind]


def test_pairs_kept_apart_are_told_better_than_by_edit_distance_in_each_script() -> None:
    for title, some in apart():
        assert ours(some).f1 >= edit_distance(some).f1, title
