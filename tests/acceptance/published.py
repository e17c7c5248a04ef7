"""What the system computed must be what was published in A/76/76, row by row and figure by figure."""

import csv
import json
from io import StringIO
from pathlib import Path

from disclosure.replay import published
from tests.acceptance.instance import told

YEAR = "2020"
WITHOUT_PEACEKEEPING = "secretariat"
COUNTS = ("required", "filed", "not_filed")
FIGURES = {
    "filers": 5904,
    "first_time": 1624,
    "filed": 5898,
    "non_filers": 6,
    "referred": 6,
    "open_at_year_end": 63,
    "conflict_filers": 224,
    "conflict_items": 264,
    "provisional": False,
}
CONFLICTS = [43, 179, 40, 2]
"""Financial activity, outside activity, family or personal relationship, other."""


def same_table(instance: Path) -> str:
    """Compare the table per entity with the annex of the report."""
    printed = told(instance, "report", "compliance", "--cycle", YEAR, "--format", "csv")
    found, wanted = list(csv.reader(StringIO(printed))), annex()
    assert [row[0] for row in found] == [row[0] for row in wanted], (
        "The table has other lines than the annex."
    )
    wrong = [
        f"{row[0]}: {row[1:]}, not {due[1:]}" for row, due in zip(found, wanted, strict=True) if row != due
    ]
    assert not wrong, f"The table differs from the annex. {'; '.join(wrong)}"
    return f"All {len(wanted) - 3} entities, the sub-total and the total are those of the annex."


def same_figures(instance: Path) -> str:
    """Compare the figures of the year with those of the report's text."""
    printed = told(instance, "report", "statistics", "--cycle", YEAR, "--format", "json")
    found = json.loads(printed)
    wrong = [f"{name} is {found[name]}, not {due}" for name, due in FIGURES.items() if found[name] != due]
    conflicts = list(found["conflict_items_by_category"].values())
    if conflicts != CONFLICTS:
        wrong.append(f"conflicts by category are {conflicts}, not {CONFLICTS}")
    assert not wrong, f"The figures differ from the report. {'; '.join(wrong)}"
    return f"{len(FIGURES)} figures and the conflicts by category are those of the report."


def annex() -> list[list[str]]:
    """Read the annex from its file, and add up what the file leaves to the reader."""
    path = Path(published.__file__).with_name("a76_76.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    secretariat = [row for row in rows if row["group"] == WITHOUT_PEACEKEEPING]
    return [
        ["code", *COUNTS],
        *([row["code"], *(row[name] for name in COUNTS)] for row in rows),
        ["SUBTOTAL", *_summed(secretariat)],
        ["TOTAL", *_summed(rows)],
    ]


def _summed(rows: list[dict[str, str]]) -> list[str]:
    return [str(sum(int(row[name]) for row in rows)) for name in COUNTS]
