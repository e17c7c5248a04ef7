"""The deadline, and everybody before it."""

import pytest

from tests.faults.crowd import Crowd, tell
from tests.faults.stampede import BURST, LAST_MINUTE, MINUTES, PEAK, TOO_LATE, counted_wrongly, stampede, told

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
SLOWEST = 5.0
"""Seconds within which even those are answered who came all together, on two cores that do the rest too."""


def test_i3_the_last_half_minute_is_served_to_the_last_and_counts_from_when_it_came(crowd: Crowd) -> None:
    filers, deadline, took = stampede(crowd, LAST_MINUTE // 2 + BURST, minutes=0.5)
    tell(told(filers, took))
    assert {status for filer in filers for status in filer.answers} == {303}
    assert max(took) < SLOWEST
    assert counted_wrongly(crowd, filers, deadline) == []
    assert sum(filer.arrived[0] >= deadline.timestamp() for filer in filers) == TOO_LATE
    assert crowd.lost(filers) == []


@pytest.mark.long
def test_i3_ten_minutes_at_four_times_the_planned_peak_are_served_to_the_last(great_crowd: Crowd) -> None:
    filers, deadline, took = stampede(great_crowd, round(PEAK * MINUTES * 60), minutes=MINUTES)
    tell(told(filers, took))
    assert {status for filer in filers for status in filer.answers} == {303}
    assert max(took) < SLOWEST
    assert counted_wrongly(great_crowd, filers, deadline) == []
    assert sum(filer.arrived[0] >= deadline.timestamp() for filer in filers) == TOO_LATE
    assert great_crowd.lost(filers) == []
