"""Every command: it says what it does, what it takes, and in one line why it will not."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from disclosure.cli import main
from tests.cli.conftest import MARCH
from tests.cli.terminal import Terminal


def commands(group: click.Group, *above: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_says_what_it_does(path: tuple[str, ...], flag: str) -> None:
    shown = CliRunner().invoke(main, [*path, flag])
    assert shown.exit_code == 0, shown.output
    command = COMMANDS[path]
    assert command.help, path
    first = command.help.splitlines()[0].removesuffix(".")
    assert first[0].isupper()
    assert " ".join(first.split()[:4]) in " ".join(shown.output.split())


def test_the_program_tells_its_commands_and_its_release() -> None:
    listed = CliRunner().invoke(main, ["--help"]).output
    assert all(path[0] in listed for path in COMMANDS)
    assert version("disclosure-portal") in CliRunner().invoke(main, ["--version"]).output


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense",
        "cycle",
        "cycle nonsense",
        "cycle open",
        "cycle open --cycle soon",
        "cycle extend --cycle 2020 --until 31.4.2020 --reason x",
        "cycle extend --cycle 2020 --until 2020-04-31 --reason x",
        "roster import nowhere.csv",
        "draw commit --cycle 2020",
        "draw verify nowhere.json",
        "account grant olu@example.org king",
        "work --queue secret",
        "report compliance --cycle 2020 --format xml",
        "replay a77-77",
        "init --name UN",
        "init --code UN",
        "--nonsense doctor",
    ],
)
def test_a_wrong_call_is_told_how_it_is_right(bare: Terminal, wrong: str) -> None:
    bare.types("init")
    told = bare.types(wrong, status=2)
    assert "Usage:" in told.stderr or "Error:" in told.stderr


@pytest.mark.parametrize(
    "command",
    [
        "doctor",
        "work --once",
        "cycle open --cycle 2020",
        "keys status",
        "ledger verify",
        "ledger seal",
        "account list",
        "report statistics --cycle 2020",
    ],
)
def test_where_nothing_is_set_up_every_command_names_the_one_that_does(bare: Terminal, command: str) -> None:
    assert "Run `disclosure init`" in bare.is_told(command)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            "cycle close --cycle 1999",
            "There is no cycle of 1999. Open it with: disclosure cycle open --cycle 1999",
        ),
        ("--as nobody@example.org account list", "Nobody here has the address nobody@example.org."),
        (
            "--organisation WHO account list",
            "There is no such organisation here. Make one with `disclosure init`.",
        ),
        ("account grant nobody@example.org reviewer", "Nobody here has the address nobody@example.org."),
        ("account grant olu@example.org auditor", "Nobody gives themselves a role."),
        ("account grant olu@example.org focal-point --entity XX", "There is no entity XX."),
        ("account revoke olu@example.org reviewer", "olu@example.org does not hold the role reviewer."),
        ("account revoke olu@example.org programme-officer", "Olu Adeyemi is the only programme officer."),
        ("account disable olu@example.org", "Olu Adeyemi is the only programme officer."),
        ("account create nonsense --name X", "Write an e-mail address such as name@example.org."),
        ("keys create --cycle 2020", "There is no cycle of 2020."),
        ("draw run --cycle 2020 --public-value x", "There is no cycle of 2020."),
    ],
)
def test_a_refusal_is_one_line(terminal: Terminal, command: str, told: str) -> None:
    assert terminal.is_told(command).startswith(told)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("cycle open --cycle 2020", "You cannot open this cycle: it is open."),
        ("keys create --cycle 2020", "The cycle of 2020 has its keys already."),
        ("draw commit --cycle 2020 --source x", "Nobody has filed in 2020 yet"),
        ("draw run --cycle 2020 --public-value x", "Commit to the draw of 2020 first"),
        ("cycle extend --cycle 2020 --until 2020-03-01 --reason x", ""),
        ("--as amina@example.org cycle close --cycle 2020", "You may not do this here (cycle:run)."),
        ("--as amina@example.org remind --cycle 2020", "You may not do this here (reminder:write)."),
        ("--as amina@example.org account list", "You may not do this here (accounts:manage)."),
        ("--as amina@example.org report statistics --cycle 2020", "You may not do this here (report:see)."),
    ],
)
def test_what_is_not_possible_in_the_season_is_refused_in_one_line(
    season: Terminal, command: str, told: str
) -> None:
    assert season.is_told(command, at=MARCH).startswith(told)


def test_where_several_are_served_one_says_which_is_meant(terminal: Terminal) -> None:
    terminal.types(
        "init --code UNOPS --name Projects --programme unops --officer sana@example.net --officer-name Sana"
    )
    assert "(UN, UNOPS). Name one with --organisation." in terminal.is_told("account list")
    assert "sana@example.net" in terminal.types("--organisation UNOPS account list").stdout
    refused = terminal.is_told("--organisation UNOPS --as olu@example.org account list")
    assert refused == "Nobody here has the address olu@example.org."


def test_somebody_from_outside_is_invited_and_gets_a_new_second_factor(terminal: Terminal) -> None:
    terminal.types("account create rosa@example.com --name Rosa")
    invited = terminal.types("account invite rosa@example.com").stdout
    assert invited == "An invitation is on its way to rosa@example.com. It works for 7 days.\n"
    told = terminal.types("account reset-factors rosa@example.com").stdout
    assert "sets up a new second factor at the next sign-in" in told
    terminal.types("account disable rosa@example.com")
    refused = "Nobody here has the address rosa@example.com."
    assert terminal.is_told("account invite rosa@example.com").startswith(refused)


def test_an_organisation_is_set_up_once(terminal: Terminal) -> None:
    again = "init --code UN --name X --officer x@example.org --officer-name X"
    told = terminal.types(again, status=1)
    assert told.stderr == "The organisation UN has been set up already. Its officers add colleagues.\n"


def test_setting_up_again_changes_nothing_that_is_there(terminal: Terminal) -> None:
    secret = (terminal.instance / "secrets" / "portal").read_bytes()
    signer = (terminal.instance / "keys" / "ledger" / "signer").read_bytes()
    terminal.types("init")
    assert (terminal.instance / "secrets" / "portal").read_bytes() == secret
    assert (terminal.instance / "keys" / "ledger" / "signer").read_bytes() == signer
    assert "olu@example.org" in terminal.types("account list").stdout


def test_accounts_are_opened_given_roles_and_closed(terminal: Terminal) -> None:
    terminal.types("account create rosa@example.com --name 'Rosa Delgado'")
    told = terminal.is_told("account grant rosa@example.com focal-point")
    assert told == "Say for which entity this role is held."
    assert (
        terminal.types("account grant rosa@example.com reviewer").stdout == "rosa@example.com is reviewer.\n"
    )
    assert "reviewer" in terminal.types("account list").stdout
    terminal.types("account revoke rosa@example.com reviewer")
    assert "rosa@example.com" not in terminal.types("account list").stdout
    terminal.types("account disable rosa@example.com")
    assert "Nobody here has the address" in terminal.is_told("account grant rosa@example.com reviewer")


def test_a_replay_replaces_no_real_instance(terminal: Terminal) -> None:
    assert "is not a demonstration, so it is not replaced." in terminal.is_told("replay a76-76")
    assert "olu@example.org" in terminal.types("account list").stdout


def test_a_database_of_another_kind_of_use_is_told_in_one_line(bare: Terminal) -> None:
    bare.types("init")
    (bare.instance / "disclosure.sqlite").unlink()
    told = bare.is_told("account list")
    assert told == "The database does not answer as it should (OperationalError). See: disclosure doctor"


def test_the_program_runs_as_a_program(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("disclosure")
    nothing = subprocess.run(
        [program, "doctor"],
        env={"DISCLOSURE_INSTANCE": str(tmp_path / "none"), "PATH": ""},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert nothing.stderr.startswith("There is no instance at ")
    assert len(nothing.stderr.splitlines()) == 1
