"""The frozen report says what A/76/76 said: its annex row by row, its paragraphs number by number."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.acceptance.instance import copied, told
from tests.acceptance.published import COUNTS, YEAR, annex

KEYS = dict(zip(COUNTS, ("required", "filed", "not-filed"), strict=True))
PARAGRAPHS = (
    "In 2020, 5,904 people had to file, 253 fewer than in 2019 (6,157).",
    (
        "Secretariat and Peacekeeping operations 2,777 (47%); "
        "United Nations bodies/agencies and others 3,127 (53%)"
    ),
    "For 1,624 of 5,904 it was the first time (27.5%).",
    "Of 5,904 who had to file, 5,898 filed (99.9%) and 6 did not.",
    (
        "Did not file: 6 (Secretariat 1; United Nations bodies/agencies and others 5). "
        "Referred to the heads of their entities: 6."
    ),
    "63 files were open when the cycle closed (1.1% of filers)",
    "(5.0%; the programme asks for about 5%)",
    (
        "264 conflicts were found: Financial activity 43; Outside activity 179; "
        "Family or personal relationship 40; Other 2."
    ),
    "With a conflict: 224 (3.8% of those who had to file), against 211 (3.4%) in 2019.",
    (
        "Of 158 who could publish a summary, 126 (79.7%) did, 24 (15.2%) declined, 4 (2.5%) did not "
        "answer, and for 4 (2.5%) the review was not finished in time."
    ),
)


def same_annex(instance: Path) -> str:
    """Compare the frozen numbers with the annex, and check digest and signature of the snapshot."""
    numbers = json.loads(told(instance, "report", "snapshot", "--cycle", YEAR))["numbers"]
    _header, *rows = annex()
    wrong = [
        f"{code}: {key} is {numbers[key]}, not {due}"
        for code, *counts in rows
        for name, due in zip(COUNTS, counts, strict=True)
        if str(numbers[key := _key(KEYS[name], code)]) != due
    ]
    assert not wrong, f"The frozen annex differs from the published one. {'; '.join(wrong)}"
    return told(instance, "report", "verify", "--cycle", YEAR).strip()


def same_paragraphs(instance: Path) -> str:
    """Print the report from a copy and look for every number of the published paragraphs."""
    with TemporaryDirectory() as place:
        file = Path(place) / "report.html"
        command = ("report", "annual", "--cycle", YEAR, "--format", "html", "--edition", "complete")
        told(copied(instance, Path(place) / "copy"), *command, "-o", str(file))
        said = file.read_text(encoding="utf-8")
    missing = [sentence for sentence in PARAGRAPHS if sentence not in said]
    assert not missing, f"The report does not say: {' | '.join(missing)}"
    return f"All {len(PARAGRAPHS)} paragraphs say what the published report says."


def _key(name: str, code: str) -> str:
    """Return the key of a line of the annex; its sub-total is the Secretariat without peacekeeping."""
    if code == "TOTAL":
        return name
    return f"{name}/sum/secretariat-without-peacekeeping" if code == "SUBTOTAL" else f"{name}/entity/{code}"
