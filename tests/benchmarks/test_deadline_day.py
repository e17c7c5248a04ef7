"""The model of the last day, against what can be reckoned by hand."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.deadline_day import (
    arrivals,
    filings_a_second,
    in_turns,
    peak_hour,
    processes_needed,
    served,
)


def test_a_million_filers_file_twelve_and_a_half_a_second_and_fifty_in_the_peak_minute() -> None:
    assert filings_a_second(1_000_000) == (12.5, 50.0)


@given(st.integers(1_000, 2_000_000), st.floats(0.07, 0.9))
def test_the_peak_hour_has_its_people_whenever_they_come(filers: int, last: float) -> None:
    rates = peak_hour(filers, last_minute=last)
    assert sum(rate * 60 for rate in rates) == pytest.approx(filers * 0.3 * 0.15)
    assert rates[-1] * 60 == pytest.approx(filers * 0.3 * 0.15 * last)


def test_arrivals_come_in_order_and_about_as_often_as_said() -> None:
    came = list(arrivals([5.0, 0.0, 20.0], Random(1)))
    assert all(one <= other for one, other in pairwise(came))
    assert 240 < sum(at < 60 for at in came) < 360
    assert not [at for at in came if 60 <= at < 120]
    assert 1080 < sum(at >= 120 for at in came) < 1320


def test_whoever_comes_alone_waits_for_nobody() -> None:
    found = served([0.0, 10.0, 20.0], [0.5], processes=2, cores=2, random=Random(1))
    assert (found.p50, found.p99, found.longest_queue) == (0.5, 0.5, 0)


def test_three_at_once_before_two_processes_wait_as_reckoned_by_hand() -> None:
    found = served([0.0, 0.0, 0.0], [1.0], processes=2, cores=2, random=Random(1))
    assert (found.p50, found.p99, found.longest_queue) == (1.0, 2.0, 1)


def test_on_fewer_cores_than_processes_nothing_is_gained() -> None:
    def rate(processes: int) -> float:
        found = in_turns(8, [0.1], requests=2000, processes=processes, cores=2, random=Random(1))
        return 8 / found.p50

    assert rate(2) == pytest.approx(20, rel=0.05)
    assert rate(8) <= rate(2) * 1.05


@pytest.mark.parametrize("load", [1, 3])
def test_the_fewest_machines_are_enough_and_one_less_is_not(load: int) -> None:
    rates = [load * 10.0] * 3
    machines, processes, found = processes_needed(rates, [0.1], most=0.5, cores_each=1, seed=1)
    assert found.p99 <= 0.5
    assert processes == 2 * machines
    assert machines >= load
