"""The book of figures: each task's line, its limits, and the figures of the run that was last accepted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.walking import Measures

ACCEPTED = Path(__file__).with_name("figures.json")
WORSE = 1.10
"""More than this times an accepted figure is a regression."""
COMPARED = ("clicks", "kB", "requests", "modelled")
ROOM = {"clicks": 0.0, "kB": 6.0, "requests": 4.0, "modelled": 3.0}
"""What a figure may differ by on any machine: a page saves itself after a while, so a slow one sends more."""

Row = dict[str, float]


@dataclass(frozen=True)
class Task:
    """One task as it was measured, and what it may cost."""

    name: str
    title: str
    line: str
    language: str
    row: Row
    limits: Mapping[str, float]

    @property
    def missed(self) -> list[str]:
        """The names of the limits it does not keep."""
        return [name for name, most in self.limits.items() if self.row[name] > most]


@dataclass
class Book:
    """Every task of this run, and the accepted figures beside them."""

    tasks: list[Task] = field(default_factory=list)
    accepted: dict[str, Row] = field(default_factory=lambda: json.loads(ACCEPTED.read_text("utf-8")))

    def write(
        self,
        name: str,
        title: str,
        *,
        line: str,
        language: str,
        cost: Measures,
        **limits: float,
    ) -> None:
        """Keep and print a task's line; fail if it is over a limit or has become worse."""
        task = Task(name, title, line, language, cost.row(), limits)
        self.tasks.append(task)
        facts = ", ".join(f"{key} {value:g}" for key, value in task.row.items())
        print(f"\n{name} ({line}, {language}) {title}: {facts}")  # noqa: T201 - the line of the task
        assert task.missed == [], f"{name}: limits {limits}, of which it misses {task.missed}"
        assert self.worse(task) == [], f"{name} has become worse: {'; '.join(self.worse(task))}"

    @property
    def is_whole(self) -> bool:
        """Whether every task was walked that has an accepted figure, and not only one that was picked."""
        return bool(self.tasks) and self.accepted.keys() <= {task.name for task in self.tasks}

    def worse(self, task: Task) -> list[str]:
        """Return what costs over a tenth more than in the accepted run."""
        before = self.accepted.get(task.name, {})
        return [
            f"{name} {task.row[name]:g}, was {before[name]:g}"
            for name in COMPARED
            if name in before and task.row[name] > max(before[name] * WORSE, before[name] + ROOM[name])
        ]

    def close(self) -> None:
        """Accept the figures of a task that has none yet. To accept others, take its row out of the file."""
        rows = {task.name: task.row for task in self.tasks}
        kept = {name: self.accepted.get(name, row) for name, row in {**self.accepted, **rows}.items()}
        ACCEPTED.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", "utf-8")
