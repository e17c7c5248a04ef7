"""A command of the office killed at any moment, and typed again: as if it had run once."""

import os
import random
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import func, select

from disclosure.db import transaction
from disclosure.models import Person
from tests.acceptance.instance import environment
from tests.cast import HEADER
from tests.cli.terminal import Terminal
from tests.stack.topology import BIN

pytestmark = pytest.mark.faults
PEOPLE = 4_000
TIMES = 4


def test_c5_an_import_killed_at_any_moment_is_whole_when_it_is_typed_again(tmp_path: Path) -> None:
    office, chance = Terminal(tmp_path), random.Random(5)
    office.types("init --code UN --name 'United Nations' --officer olu@example.org --officer-name Olu")
    lines = (
        f"3{one:06},Person {one},person{one}@example.org,DOS,P-3,Officer,,,Nairobi,en,,2016,,"
        for one in range(PEOPLE)
    )
    (office.here / "many.csv").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    command = [str(BIN / "disclosure"), "roster", "import", "many.csv", "--entities", "entities.csv"]
    environ = environment(office.instance) | {"PATH": os.environ["PATH"]}
    for _ in range(TIMES):
        importing = subprocess.Popen(command, cwd=office.here, env=environ, stdout=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            importing.wait(chance.uniform(0.2, 2.0))
        importing.kill()
        importing.wait()
        assert people(office) in (0, PEOPLE), "half of a roster is never there"
    for _ in range(2):
        subprocess.run(command, cwd=office.here, env=environ, check=True, stdout=subprocess.DEVNULL)
        assert people(office) == PEOPLE


def people(office: Terminal) -> int:
    engine = office.engine
    with transaction(engine, write=False) as db:
        found = db.scalar(select(func.count()).where(Person.index_number.startswith("3"))) or 0
    engine.dispose()
    return found
