"""The document on a new organisation, followed word by word in an installation that serves another one."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tests
from disclosure.domain.programme import load
from disclosure.domain.programme.blank import blank
from disclosure.errors import BadInput
from tests.cli.terminal import Terminal

DOCUMENT = Path(tests.__file__).parent.parent / "docs" / "new-organisation.md"
FENCED = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPENING = datetime(2026, 3, 1, 6, tzinfo=UTC)


def followed(terminal: Terminal) -> list[tuple[str, str]]:
    """Write every file of the document and type every command, in order; return what each answered."""
    answers = []
    for kind, name, text in FENCED.findall(DOCUMENT.read_text(encoding="utf-8")):
        if kind == "sh":
            for line in text.splitlines():
                program, _blank, command = line.partition(" ")
                assert program == "disclosure", line
                answers.append((command, terminal.types(command, at=OPENING).stdout))
        else:
            (terminal.here / name).write_text(text, encoding="utf-8")
    return answers


def test_a_third_organisation_needs_a_file_and_a_roster_alone(terminal: Terminal) -> None:
    terminal.types(
        "init --code UNOPS --name UNOPS --programme unops --officer una@unops.example --officer-name 'Una'",
        at=OPENING,
    )
    answers = followed(terminal)
    told = dict(answers)
    assert len(answers) == 7
    assert "can be used" in told["programme check agency.toml"]
    assert "4 added, 0 changed, 0 left" in answers[-3][1]
    assert "3 people are designated" in answers[-2][1]
    assert answers[-1][1].split()[-4:] == ["TOTAL", "3", "0", "3"]
    assert "HQ" in answers[-1][1]
    for other, people in (("UN", "10"), ("UNOPS", "0")):
        listed = terminal.types(f"--organisation {other} account list", at=OPENING).stdout
        assert "agency.example" not in listed, people
    assert "There is no cycle of 2026" in terminal.is_told(
        "--organisation UN report compliance --cycle 2026", at=OPENING
    )


def test_the_blank_is_a_whole_programme_and_says_what_to_decide(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(blank(code="mine", name="Ours & theirs"), encoding="utf-8")
    found = load(file)
    assert (found.code, found.names.in_language("ar")) == ("mine", "Ours & theirs")
    assert found.cost_sharing is not None
    assert file.read_text(encoding="utf-8").count("Decide") >= 5
    assert {question.text for question in found.questions} == {
        question.text for question in load("unops").questions
    }


@pytest.mark.parametrize(
    ("code", "name"), [("Mine", "Ours"), ("mine", 'a "b"'), ("mine", " "), ("mine", "a\nb")]
)
def test_what_a_file_cannot_hold_is_refused(code: str, name: str) -> None:
    with pytest.raises(BadInput):
        blank(code=code, name=name)


def test_a_file_that_is_there_is_not_written_over(bare: Terminal) -> None:
    bare.types("programme new mine.toml --code mine --name Ours")
    assert "is there already" in bare.is_told("programme new mine.toml --code other --name Ours")
    (bare.here / "mine.toml").write_text('code = "mine"', encoding="utf-8")
    faults = bare.types("programme check mine.toml", status=1).stderr
    assert "`names`" in faults
    assert "`grounds`" in faults
