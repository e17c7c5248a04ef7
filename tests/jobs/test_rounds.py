"""What a worker does at its own pace."""

import pytest

from disclosure.jobs.rounds import Rounds


def test_an_act_is_called_at_once_and_then_at_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("disclosure.jobs.rounds.time.monotonic", lambda: now[0])
    often, seldom = [], []
    rounds = Rounds()
    rounds.add(lambda: often.append(now[0]), every=0.0)
    rounds.add(lambda: seldom.append(now[0]), every=60.0)
    for second in (0, 1, 59, 60, 61):
        now[0] = 1_000.0 + second
        rounds()
    assert often == [1_000.0, 1_001.0, 1_059.0, 1_060.0, 1_061.0]
    assert seldom == [1_000.0, 1_060.0]


def test_an_act_that_fails_is_called_again_at_the_next_round() -> None:
    calls = []

    def fails_once() -> None:
        calls.append("called")
        if len(calls) == 1:
            raise OSError("The disk is away.")

    rounds = Rounds()
    rounds.add(fails_once, every=3_600.0)
    with pytest.raises(OSError, match="disk"):
        rounds()
    rounds()
    rounds()
    assert calls == ["called", "called"]
