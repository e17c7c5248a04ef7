"""A past cycle, played through the acts of the office alone.

The replay decides what people do: when they file, what they declare, whether
they answer. Everything else is computed by the system, and at the end its own
compliance table must equal the published one.
"""

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

import config
import migrations
from disclosure import clock
from disclosure.casework import reading
from disclosure.db import make_engine
from disclosure.domain import programme
from disclosure.jobs.assembly import SIGNER, sealer_of
from disclosure.ledger.keys import Signer
from disclosure.replay import (
    filing_season,
    listing,
    next_season,
    opening,
    publicity,
    reviewing_season,
    verification,
    year_end,
)
from disclosure.replay.crew import COLLECT_AFTER, Crew, crew
from disclosure.replay.population import parts, people
from disclosure.replay.stage import Stage, day

PROGRAMME = "un-secretariat"
YEAR = 2020


def play(
    folder: Path, *, seed: int, scale: int, quiet: bool = False, say: Callable[[str], None] = print
) -> Stage:
    """Play the cycle of A/76/76 into a new instance at `folder` and return its stage."""
    config.prepare_instance(folder, demo=True)
    gc.set_threshold(COLLECT_AFTER)
    settings, engine = _prepared(folder)
    with crew(settings, engine) as workers:
        stage = _stage(settings, engine, workers, seed=seed, scale=scale, quiet=quiet)
        until = play_on(stage, say=say)
    with clock.travel(until):
        sealer_of(stage.config, stage.engine)()  # seasons overlap: some acts are older than what was sealed
    return stage


def play_on(stage: Stage, *, say: Callable[[str], None] = print) -> datetime:
    """Play every scene on a stage that was set, and return the last instant of the play."""
    roster = people(stage.seed, stage.scale)
    cast = parts(roster, stage.seed, stage.scale)
    say(f"{len(roster):,} people on the roster; designating by the programme's grounds.")
    opening.set_up(stage, roster, programme=PROGRAMME, year=YEAR)
    listing.take_over(stage, year=YEAR)
    filing_season.play(stage, cast, year=YEAR)
    verification.draw(stage, year=YEAR)
    reviewing_season.play(stage, cast, year=YEAR, start=day(YEAR, 7, 9), end=day(YEAR, 11, 20))
    publicity.play(stage, cast, year=YEAR)
    year_end.close(stage, year=YEAR)
    return next_season.begin(stage, cast, year=YEAR + 1)


def _prepared(folder: Path) -> tuple[config.Config, Engine]:
    """Prepare the database and the ledger's signing key."""
    settings = config.Config.from_environment({"DISCLOSURE_INSTANCE": str(folder)})
    engine = make_engine(settings.database_url, durable=False)
    migrations.upgrade(engine)
    Signer.create(settings.ledger_keys / SIGNER)
    return settings, engine


def _stage(
    settings: config.Config, engine: Engine, workers: Crew, *, seed: int, scale: int, quiet: bool
) -> Stage:
    return Stage(
        config=settings,
        engine=engine,
        worker=workers,
        portal=reading.keys_in(settings.keys_of("portal")),
        review=reading.keys_in(settings.keys_of("review")),
        programme=programme.load(PROGRAMME),
        seed=seed,
        scale=scale,
        quiet=quiet,
    )
