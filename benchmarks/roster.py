"""Rosters of 38,675 people and of a million, from file to database, beside bare CSV put into a bare table."""

import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, select

import migrations
from benchmarks.figures import AtMost, Row, durations, in_turns
from disclosure.casework import accounts, rosters
from disclosure.casework.rosters import COLUMNS
from disclosure.db import make_engine, transaction
from disclosure.domain.actors import Actor
from disclosure.models import Organisation

FOUR_TIMES = AtMost(4)
PEOPLE, MANY = 38_675, 1_000_000
"""Everybody who served the United Nations Secretariat in 2020, in round figures; a shared service."""
MOST_MEMORY = 300
"""Megabytes that a process may take for the million."""
ENTITIES = b"code,name_en,group\nDOS,Department of Operational Support,secretariat\n"


def text(people: int) -> bytes:
    """Return a roster of so many people as a file."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(COLUMNS)
    for number in range(people):
        function = "procurement" if number % 50 == 0 else ""
        who = [
            f"R{number:07}",
            f"Person {number}",
            f"roster-{number}@example.org",
            "DOS",
            f"P-{number % 5 + 1}",
        ]
        post = ["Officer", function, "fixed-term", "New York", "en", "", "", "2019-01-01", ""]
        writer.writerow([*who, *post])
    return held.getvalue().encode()


def measure(folder: Path, *, rounds: int) -> Iterator[Row]:
    """Yield the lines of rosters: taken over, met again unchanged, and a million in a process of its own."""
    content = text(PEOPLE)
    offices = [_office(folder / f"taken-{number}.sqlite") for number in range(rounds)]
    fresh = iter(offices)
    ours, limit = in_turns(
        ours=lambda: _take_over(*next(fresh), content),
        limit=lambda: _bare(folder / "bare.sqlite", content),
        rounds=rounds,
    )
    yield durations(f"roster of {PEOPLE:,} taken over", ours, limit, goal=FOUR_TIMES)
    ours, limit = in_turns(
        ours=lambda: _again(*offices[0], content),
        limit=lambda: _bare(folder / "bare.sqlite", content),
        rounds=rounds,
    )
    yield durations(f"the same {PEOPLE:,} again, unchanged", ours, limit, goal=FOUR_TIMES)
    for engine, _by in offices:
        engine.dispose()
    yield from _many(folder)


def _many(folder: Path) -> Iterator[Row]:
    file = folder / "million.csv"
    file.write_bytes(text(MANY))
    began = perf_counter()
    _bare(folder / "bare-million.sqlite", file.read_bytes())
    limit = perf_counter() - began
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.roster", str(folder / "million.sqlite"), str(file)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    yield durations(f"roster of {MANY:,} taken over", found["seconds"], limit, goal=FOUR_TIMES)
    memory = found["memory"]
    yield Row(
        work=f"memory for {MANY:,} on the roster",
        ours=f"{memory:.0f} MB",
        limit=f"{MOST_MEMORY} MB",
        ratio=memory / MOST_MEMORY,
        goal="≤ 1",
        met=memory <= MOST_MEMORY,
    )


def _office(database: Path) -> tuple[Engine, Actor]:
    """Return an engine over a new office, and its officer."""
    engine = make_engine(f"sqlite:///{database}", durable=False)
    migrations.upgrade(engine)
    with transaction(engine) as db:
        organisation, account = accounts.set_up_organisation(
            db,
            code="UN",
            names={"en": "United Nations"},
            programme="un-secretariat",
            officer_email="olu@example.org",
            officer_name="Olu Adeyemi",
        )
        by = accounts.actor_of(db, account)
        entities = rosters.read_entities(organisation, ENTITIES)
        rosters.apply_entities(db, by=by, organisation=organisation, rows=entities)
    return engine, by


def _again(engine: Engine, by: Actor, content: bytes) -> None:
    with transaction(engine) as db:
        organisation = db.scalars(select(Organisation)).one()
        rows = rosters.read(db, organisation, content)
        assert rosters.apply(db, by=by, organisation=organisation, rows=rows, complete=True).is_empty


def _take_over(engine: Engine, by: Actor, source: bytes | Path) -> None:
    with transaction(engine) as db:
        organisation = db.scalars(select(Organisation)).one()
        rosters.take_over(db, by=by, organisation=organisation, source=source)


def _bare(database: Path, content: bytes) -> None:
    """Read the same file and put its rows into a table with the same two indexes, unchecked."""
    database.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as bare:
        bare.execute("PRAGMA synchronous=OFF")
        bare.execute(f"CREATE TABLE people (id INTEGER PRIMARY KEY, {', '.join(COLUMNS)})")
        bare.execute("CREATE UNIQUE INDEX by_number ON people (index_number)")
        bare.execute("CREATE INDEX by_entity ON people (entity)")
        reader = csv.reader(io.StringIO(content.decode(), newline=""))
        next(reader)
        marks = ", ".join("?" for _ in COLUMNS)
        bare.executemany(f"INSERT INTO people ({', '.join(COLUMNS)}) VALUES ({marks})", reader)  # noqa: S608
        bare.commit()


def _alone(database: Path, file: Path) -> None:
    """Take one file over in this process, and say how long it took and how much memory."""
    engine, by = _office(database)
    began = perf_counter()
    _take_over(engine, by, file)
    seconds = perf_counter() - began
    memory = _most_memory()
    print(json.dumps({"seconds": seconds, "memory": memory}))


def _most_memory() -> float:
    """Return the most megabytes that this program held, without what its parent held before it began."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    _alone(Path(sys.argv[1]), Path(sys.argv[2]))
