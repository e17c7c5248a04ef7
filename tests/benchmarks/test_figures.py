"""The bench's arithmetic: rates, quantiles, medians, ratios and goals say what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import (
    AtLeast,
    AtMost,
    Load,
    Speed,
    durations,
    in_turns,
    quantile,
    rates,
    speed,
)

TIMES = st.lists(st.floats(min_value=0, max_value=1e3), min_size=1)


def at(rate: float, *, errors: int = 0) -> Speed:
    return Speed(rate=rate, p50=0.01, p99=0.1, errors=errors)


def test_a_rate_counts_only_what_was_answered_as_it_should_be() -> None:
    assert Load(seconds=2, times=[0.1] * 10).rate == 5
    assert Load(seconds=2, times=[0.1] * 10, errors=4).rate == 3


@pytest.mark.parametrize(("part", "expected"), [(0.01, 1), (0.5, 50), (0.99, 99), (1.0, 100)])
def test_a_quantile_is_a_time_that_was_measured(part: float, expected: int) -> None:
    assert quantile(range(100, 0, -1), part) == expected


@given(TIMES, st.floats(min_value=0.01, max_value=1))
def test_so_many_requests_took_no_longer_than_the_quantile(times: list[float], part: float) -> None:
    bound = quantile(times, part)
    assert bound in times
    assert sum(time <= bound for time in times) >= part * len(times)


def test_there_is_no_quantile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)


def test_one_disturbed_round_does_not_move_the_median_and_no_error_is_lost() -> None:
    calm = Load(seconds=1, times=[0.010] * 100)
    disturbed = Load(seconds=20, times=[0.200] * 100, errors=1)
    found = speed([calm, disturbed, calm])
    assert (found.rate, found.p50, found.p99) == (100, 0.010, 0.010)
    assert found.errors == 1


def test_work_is_done_in_turns() -> None:
    done: list[str] = []
    in_turns(ours=lambda: done.append("ours"), limit=lambda: done.append("limit"), rounds=3)
    assert done == ["ours", "limit"] * 3


def test_a_rate_is_held_against_at_least_a_part_and_a_duration_against_at_most_a_multiple() -> None:
    assert rates("file", at(100), at(300), goal=AtLeast(1 / 3)).met is True
    assert rates("file", at(99), at(300), goal=AtLeast(1 / 3)).met is False
    assert durations("draw", 2.0, 1.0, goal=AtMost(2)).met is True
    assert durations("draw", 2.1, 1.0, goal=AtMost(2)).met is False
    assert (str(AtLeast(1 / 3)), str(AtMost(1.5))) == ("≥ 1/3", "≤ 1.5 x")


def test_a_fast_server_with_one_error_has_not_met_its_goal() -> None:
    row = rates("file", at(300, errors=1), at(300), goal=AtLeast(1 / 3))
    assert row.met is False
    assert row.errors == 1


def test_without_a_goal_nothing_is_met_or_missed() -> None:
    assert rates("file", at(1), at(1)).met is None
    assert durations("draw", 1.0, 1.0).met is None


@pytest.mark.parametrize(
    ("seconds", "written"), [(0.000_237, "237 µs"), (0.0486, "48.6 ms"), (3.3249, "3.32 s"), (120.4, "120 s")]
)
def test_a_duration_is_written_in_the_unit_in_which_it_is_read(seconds: float, written: str) -> None:
    assert durations("draw", seconds, 1.0).ours == written
