"""Rosters from other systems, and the days of an outage, by commands."""

from datetime import UTC, datetime

from tests.cli.conftest import JANUARY, MARCH
from tests.cli.terminal import Terminal

THEIRS = "Staff No.,Full name,E-mail,Dept\n100002,Amina O.,amina@example.org,DOS\n"
COLUMNS = (
    '--column "index_number=Staff No." --column "name=Full name" --column email=E-mail --column entity=Dept'
)


def write(terminal: Terminal, content: str = THEIRS) -> None:
    (terminal.here / "theirs.csv").write_text(content, encoding="utf-8")


def test_the_columns_of_a_source_are_said_once(terminal: Terminal) -> None:
    write(terminal)
    assert terminal.is_told("roster import theirs.csv --source Umoja", at=JANUARY) == (
        "Nobody has said which columns Umoja has. Say so with --column OURS=THEIRS."
    )
    said = terminal.types(f"roster import theirs.csv --source Umoja {COLUMNS}", at=JANUARY).stdout
    assert said.splitlines() == [
        "~ 100002 Amina O.: name: Amina Odhiambo → Amina O.",
        "0 added, 1 changed, 0 left, 0 unchanged.",
    ]
    again = terminal.types("roster import theirs.csv --source Umoja --dry-run", at=JANUARY).stdout
    assert again.splitlines() == ["0 added, 0 changed, 0 left, 1 unchanged.", "Nothing was changed."]


def test_columns_without_their_source_are_refused(terminal: Terminal) -> None:
    write(terminal)
    told = terminal.is_told(f"roster import theirs.csv {COLUMNS}", at=JANUARY)
    assert told.startswith("Name the source of the file with --source")


def test_a_dry_run_keeps_no_columns(terminal: Terminal) -> None:
    write(terminal)
    terminal.types(f"roster import theirs.csv --source Umoja {COLUMNS} --dry-run", at=JANUARY)
    assert "Nobody has said" in terminal.is_told("roster import theirs.csv --source Umoja", at=JANUARY)


def test_the_days_of_an_outage_are_added_for_everybody(season: Terminal) -> None:
    april = datetime(2020, 3, 31, 9, tzinfo=UTC)
    outage = "cycle outage --cycle 2020 --from 2020-03-30 --days 2 --reason 'A flood.'"
    assert season.types(outage, at=april).stdout == "9 people have 2 days more.\n"
    assert "for an outage that has begun" in season.is_told(outage, at=MARCH)
