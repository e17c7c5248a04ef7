"""A cycle keeps the programme it was planned with."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from disclosure.casework import programmes, scheduling
from disclosure.domain.programme import load
from disclosure.errors import ConfigError
from disclosure.models import Cycle
from tests.cast import Cast


def test_a_cycle_reads_its_own_text_once(cycle: Cycle) -> None:
    assert programmes.of(cycle) is programmes.of(cycle)
    assert programmes.of(cycle).text == cycle.programme_text


def test_a_later_edit_of_the_file_does_not_reach_a_cycle(db: Session, cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(load("un-secretariat").text, encoding="utf-8")
    cast.organisation.programme = str(file)
    planned = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2021)
    edited = file.read_text(encoding="utf-8").replace("extension_cap_days = 30", "extension_cap_days = 10")
    file.write_text(edited, encoding="utf-8")
    later = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2022)
    assert programmes.of(planned).calendar.extension_cap_days == 30
    assert programmes.of(later).calendar.extension_cap_days == 10


def test_an_altered_text_is_not_used() -> None:
    text = load("unops").text
    altered = Cycle(year=2031, programme_text=text + "# more\n", programme_digest="0" * 64)
    with pytest.raises(ConfigError, match="cycle of 2031 was altered"):
        programmes.of(altered)
