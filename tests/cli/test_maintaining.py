"""The sites are closed from the terminal, and what was promised is kept when they open."""

from datetime import UTC, datetime

from disclosure import maintenance
from tests.cli.terminal import Terminal

EVENING = datetime(2020, 3, 31, 18, tzinfo=UTC)
NIGHT = datetime(2020, 3, 31, 21, tzinfo=UTC)


def test_closed_on_the_last_evening_everybody_has_more_time_when_it_opens(season: Terminal) -> None:
    said = season.types("maintenance begin --until 2020-03-31T20:00", at=EVENING).stdout
    assert said.startswith("The sites are closed until about 2020-03-31 20:00 UTC.")
    assert maintenance.of(season.instance)
    assert "since 2020-03-31 18:00 UTC" in season.types("maintenance status").stdout
    assert "closed already" in season.is_told("maintenance begin --until 2020-04-01T20:00", at=EVENING)
    said = season.types("maintenance end", at=NIGHT).stdout
    assert "2020, UN: " in said
    assert "0 people" not in said
    assert maintenance.of(season.instance) is None
    assert season.types("maintenance status").stdout == "The sites are open.\n"


def test_without_a_promise_no_deadline_moves(season: Terminal) -> None:
    season.types("maintenance begin --until 2020-03-31T20:00 --no-promise", at=EVENING)
    assert season.types("maintenance end", at=NIGHT).stdout == "The sites are open again.\n"


def test_a_time_that_has_passed_is_refused(season: Terminal) -> None:
    assert "still to come" in season.is_told("maintenance begin --until 2020-03-30T20:00", at=EVENING)
