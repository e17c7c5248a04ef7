"""The replay on PostgreSQL, Redis, workers and sites that are killed while it runs: `make killed`.

It must end with the table of an undisturbed run, which is played first in one process, or taken from the
report.
"""

import argparse
import csv
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import config
import migrations
from disclosure import queue
from disclosure.casework import reading
from disclosure.db import make_engine
from disclosure.domain import programme
from disclosure.jobs.assembly import SIGNER, worker_for
from disclosure.ledger.keys import Signer
from disclosure.queue import RedisHanding
from disclosure.replay.crew import COLLECT_AFTER
from disclosure.replay.play import PROGRAMME, YEAR, play_on
from tests.acceptance.published import CONFLICTS, FIGURES, annex
from tests.cli.terminal import Terminal
from tests.faults.crowd import meanwhile
from tests.faults.killing import Killer
from tests.faults.spread import Spread
from tests.mail.server import head
from tests.stack.story import Story
from tests.stack.topology import BIN, stack

TABLE = f"report compliance --cycle {YEAR} --format csv"
STATISTICS = f"report statistics --cycle {YEAR} --format json"


def main() -> None:
    """Play, compare, and say how it went."""
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit("Told to end."))  # all that runs ends too
    gc.set_threshold(COLLECT_AFTER)
    with tempfile.TemporaryDirectory(prefix="killed-") as name:
        folder, began = Path(name), time.monotonic()
        due = _multiplied(asked.scale) if asked.published else _undisturbed(folder, asked.scale, asked.seed)
        _say(f"The undisturbed table has {len(due)} lines ({time.monotonic() - began:.0f} s).")
        began = time.monotonic()
        with _stage(folder, asked) as stage:
            with meanwhile(stage.killer):
                play_on(stage, say=_say)
            seconds = time.monotonic() - began
            faults = list(_faults(stage, due, asked.scale))
            _say(f"Scale {asked.scale}, seed {asked.seed}: {seconds:.0f} s. Killed: {stage.killer.told()}.")
            _tell(stage)
    _say(
        "\n".join(faults) or "The table and the figures are those of an undisturbed run, and nothing is lost."
    )
    sys.exit(bool(faults))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.replayed", description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="multiply the population")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=2.0, help="seconds between two faults, at least")
    parser.add_argument("--most", type=float, default=10.0, help="and at most")
    parser.add_argument("--each", type=int, default=20, help="one of so many people files at the site")
    parser.add_argument(
        "--published", action="store_true", help="compare with the report's table times the scale alone"
    )
    return parser.parse_args()


def _undisturbed(folder: Path, scale: int, seed: int) -> list[list[str]]:
    """Play the same cycle in one process on one machine, and return its table."""
    environ = {**os.environ, "DISCLOSURE_INSTANCE": str(folder / "undisturbed")}
    played = ["replay", "a76-76", "--scale", str(scale), "--seed", str(seed)]
    for command in (played, TABLE.split()):
        done = subprocess.run(
            [BIN / "disclosure", *command], check=True, env=environ, stdout=subprocess.PIPE, encoding="utf-8"
        )
    return list(csv.reader(StringIO(done.stdout)))


def _multiplied(scale: int) -> list[list[str]]:
    """Return the table of the report, each number times the scale."""
    header, *rows = annex()
    return [header, *([code, *(str(int(number) * scale) for number in numbers)] for code, *numbers in rows)]


@contextmanager
def _stage(folder: Path, asked: argparse.Namespace) -> Iterator[Spread]:
    """Set the stage: the topology by the clock of a story, and the killer beside it."""
    story = Story(folder / "clock")
    (folder / "stack").mkdir()
    with stack(folder / "stack", prepare=_prepare, story=story) as topology:
        settings = config.Config.from_environment(topology.office.environ)
        engine = make_engine(topology.owner_url)
        queue.start(engine, RedisHanding(topology.redis_url))
        stage = Spread(
            config=settings,
            engine=engine,
            worker=worker_for(settings, engine, queues=()),
            portal=reading.keys_in(settings.keys_of("portal")),
            review=reading.keys_in(settings.keys_of("review")),
            programme=programme.load(PROGRAMME),
            seed=asked.seed,
            scale=asked.scale,
            topology=topology,
            story=story,
            killer=Killer(topology, seed=asked.seed, least=asked.least, most=asked.most),
            each=asked.each,
        )
        topology.mail.before_answer, topology.mail.read = stage.take, head
        try:
            yield stage
        finally:
            queue.stop(engine)
            engine.dispose()


def _prepare(office: Terminal) -> None:
    """An instance with an empty database: the replay sets the organisation up itself."""
    config.prepare_instance(office.instance, demo=False)
    settings = config.Config.from_environment(office.environ)
    engine = make_engine(settings.database_url)
    migrations.upgrade(engine)
    engine.dispose()
    Signer.create(settings.ledger_keys / SIGNER)


def _faults(stage: Spread, due: list[list[str]], scale: int) -> Iterator[str]:
    """What is not as in an undisturbed run."""
    office = stage.topology.office
    if stage.killer.fault:
        yield str(stage.killer.fault)
    found = list(csv.reader(StringIO(office.types(TABLE).stdout)))
    yield from (
        f"The table says {one}, not {other}." for one, other in zip(found, due, strict=True) if one != other
    )
    figures = json.loads(office.types(STATISTICS).stdout)
    wanted = {
        name: number if isinstance(number, bool) else number * scale for name, number in FIGURES.items()
    }
    yield from (f"{name}: {figures[name]}, not {due}" for name, due in wanted.items() if figures[name] != due)
    if list(figures["conflict_items_by_category"].values()) != [number * scale for number in CONFLICTS]:
        yield f"Conflicts by category: {figures['conflict_items_by_category']}"
    if lost := stage.lost():
        yield f"{len(lost)} of those who filed at the site are not found so: {lost[:5]}"
    if given_up := stage.given_up():
        yield f"{given_up} pieces of work were given up."
    if twice := sum(number > 1 for number in stage.letters.values()):
        yield f"{twice} letters were sent twice."
    stage.topology.programs["worker-common"].stop()
    office.types("ledger seal")
    if "are as they were sealed" not in (said := office.types("ledger verify").stdout):
        yield said


def _tell(stage: Spread) -> None:
    filers = stage.at_site.values()
    answers = sorted({status for filer in filers for status in filer.answers})
    _say(
        f"Filed at the site: {sum(filer.acknowledged for filer in filers):,} acknowledged / "
        f"{len(stage.lost())} lost (answers {answers}); {len(stage.letters):,} letters, "
        f"{sum(number > 1 for number in stage.letters.values())} sent twice; {stage.given_up()} given up."
    )


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - it is there to be read


if __name__ == "__main__":
    main()
