"""docs/usability.md: the method, and what every task cost in the last run."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.journeys.figures import Task
from tests.journeys.looking import Findings

DOCUMENT = Path(__file__).parents[2] / "docs" / "usability.md"
METHOD = Path(__file__).with_name("method.md")
COLUMNS = ("clicks", "pages", "kB", "requests", "waiting", "words", "modelled")


def write(tasks: Sequence[Task], found: Findings) -> None:
    """Write the document anew."""
    lines = [METHOD.read_text("utf-8"), *_table(tasks), "", *_looked(found), ""]
    DOCUMENT.write_text("\n".join(lines), "utf-8")


def _table(tasks: Sequence[Task]) -> Iterator[str]:
    yield f"Measured on {datetime.now(UTC):%d %B %Y}. A limit stands behind its stroke.".replace(" 0", " ")
    yield ""
    yield "| Task | Line, language | " + " | ".join(COLUMNS) + " |"
    yield "|---|---|" + "--:|" * len(COLUMNS)
    for task in sorted(tasks, key=lambda one: (len(one.name), one.name)):
        cells = " | ".join(_cell(task, column) for column in COLUMNS)
        yield f"| {task.name} {task.title} | {task.line}, {task.language} | {cells} |"


def _cell(task: Task, column: str) -> str:
    figure = f"{task.row[column]:g}"
    if column not in task.limits:
        return figure
    kept = f"{figure} / {task.limits[column]:g}"
    return f"**{kept}**" if column in task.missed else kept


def _looked(found: Findings) -> Iterator[str]:
    yield "## Every page and state"
    yield ""
    yield (
        f"{found.pages} pages and states were looked at in this run, in {found.axe_runs} runs of axe: "
        f"{len(found.violations)} violations, {len(found.faults)} other faults. "
        f"Kinds of page: {len(found.kinds)}; states of the table of states: {len(found.states)}."
    )
