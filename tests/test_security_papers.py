"""What the papers on security say is there: each check has a test, each file given as evidence exists."""

import csv
import re
from pathlib import Path

import pytest

from tests.security.__main__ import NAMED, elsewhere
from tests.security.checks import CHECKS

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "docs" / "security"
ASVS = PAPERS / "asvs.csv"
FILE = re.compile(r"\b(?:tests|disclosure|docs|portal|reviewer|compliance)/[\w./*-]*\w")
MET = {"yes", "partly", "no", "does not apply"}


@pytest.fixture
def requirements() -> list[dict[str, str]]:
    with ASVS.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_check_has_a_test_of_its_name() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "security").glob("test_*.py")]
    here = {check.upper() for text in texts for _name, check in NAMED.findall(text)}
    beside = {re.findall(r"::test_([a-z]\d)_", one)[0].upper() for one in elsewhere()}
    assert here | beside == set(CHECKS)


def test_the_papers_have_a_line_for_every_check() -> None:
    told = re.findall(r"^\| (\w\d) \|", (PAPERS / "checks.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert told == list(CHECKS)


def test_every_file_that_is_evidence_is_there(requirements: list[dict[str, str]]) -> None:
    named = {file for row in requirements for file in FILE.findall(row["evidence"])}
    assert len(named) > 40
    assert [file for file in sorted(named) if not (ROOT / file).exists() and not list(ROOT.glob(file))] == []


def test_every_requirement_is_answered_and_what_is_met_in_part_says_in_which(
    requirements: list[dict[str, str]],
) -> None:
    assert {row["met"] for row in requirements} == MET
    assert [
        row["requirement"] for row in requirements if row["met"] == "partly" and not row["evidence"]
    ] == []
