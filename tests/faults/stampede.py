"""The last minutes before a deadline: people arrive as they do, whether or not the site keeps up."""

import random
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update

from disclosure.db import transaction
from disclosure.models import Account, Filing
from tests.faults.crowd import Crowd
from tests.faults.door import AGAIN, Door, Filer
from tests.stack.programs import free_port

HOST = "file.example.org"
PEAK = 0.3 * 4
"""People a second: four times the busiest minute that is planned for six thousand filers."""
MINUTES = 10
IN_THE_LAST = 0.3
LAST_MINUTE = round(PEAK * MINUTES * 60 * IN_THE_LAST)
"""How many come in the last minute."""
BURST, TOO_LATE = 24, 6
"""How many come in the last half second, and in the half second after."""


@contextmanager
def behind_a_proxy(crowd: Crowd) -> Iterator[Door]:
    """Run the filing site once more, as a proxy that speaks TLS calls it; the test is the proxy."""
    usual, port = crowd.stack.programs["portal"], free_port()
    environ = {**usual.environ, "PORTAL_URL": f"https://{HOST}"}
    environ["PROMETHEUS_MULTIPROC_DIR"] = str(crowd.stack.folder / "proxied-metrics")
    command = [f"127.0.0.1:{port}" if part.startswith("127.0.0.1:") else part for part in usual.command]
    site = replace(usual, name="proxied", command=command, environ=environ, port=port)
    site.start()
    try:
        yield Door(port, crowd.door.year, host=HOST, now=crowd.story.now)
    finally:
        site.stop()


def arrivals(number: int, *, minutes: float, chance: random.Random) -> list[float]:
    """Give the seconds before the deadline at which people come, the first first; some come after it.

    So many come in the last minute as the check says, the others evenly before; `BURST` of the last
    minute's come all together at its end.
    """
    last = round(number * IN_THE_LAST) if minutes > 1 else number
    before = [chance.uniform(60, minutes * 60) for _ in range(number - last)]
    steady = [chance.uniform(0.5, min(minutes, 1) * 60) for _ in range(last - BURST - TOO_LATE)]
    at_once = [chance.uniform(0.02, 0.5) for _ in range(BURST)]
    return sorted([*before, *steady, *at_once, *(-chance.uniform(0.02, 0.5) for _ in range(TOO_LATE))])[::-1]


def come(door: Door, filer: Filer, at: float) -> float:
    """File at an instant, again with longer and longer pauses; return the seconds until the answer."""
    time.sleep(max(at - time.monotonic(), 0))
    began, pause = time.monotonic(), 0.5
    while True:
        status, _page, headers = door.send(filer)
        filer.answers.append(status)
        if status == 303:
            filer.led_to = headers["Location"]
        if status not in AGAIN or time.monotonic() - began > 60:
            return time.monotonic() - began
        time.sleep(pause * random.uniform(0.5, 1.5))
        pause *= 2


def stampede(crowd: Crowd, number: int, *, minutes: float) -> tuple[list[Filer], datetime, list[float]]:
    """Let so many people come before a deadline; return them, it, and how many seconds each took."""
    chance = random.Random(number)
    with behind_a_proxy(crowd) as door:
        filers = crowd.take(number, door=door)
        moments = arrivals(number, minutes=minutes, chance=chance)
        ends_in = moments[0] + 2
        deadline, ends = crowd.story.now() + timedelta(seconds=ends_in), time.monotonic() + ends_in
        _due(crowd, filers, deadline)
        with ThreadPoolExecutor(128) as pool:
            took = list(
                pool.map(lambda one: come(door, one[0], ends - one[1]), zip(filers, moments, strict=True))
            )
    return filers, deadline, took


def told(filers: list[Filer], took: list[float]) -> str:
    """Say how it went."""
    ranked = statistics.quantiles(took, n=100)
    others = sum(status != 303 for filer in filers for status in filer.answers)
    return (
        f"stampede: {len(filers)} came, {others} answers other than filed; seconds until the answer: "
        f"{ranked[49]:.3f} (p50), {ranked[98]:.3f} (p99), {max(took):.3f} at most"
    )


def counted_wrongly(crowd: Crowd, filers: list[Filer], deadline: datetime) -> list[str]:
    """Who is not counted from when the proxy had the form, or is late or in time by anything else."""
    with transaction(crowd.engine, write=False) as db:
        found = db.execute(
            select(Account.email, Filing.filed_at, Filing.late).join_from(
                Account, Filing, Account.person_id == Filing.person_id
            )
        )
        kept = {email: (at, late) for email, at, late in found}
    wrong = []
    for filer in filers:
        filed_at, late = kept[filer.email]
        at = filed_at.timestamp() if filed_at else 0.0
        came = any(abs(at - one) < 0.002 for one in filer.arrived)
        if not came or late is not (at >= deadline.timestamp()):
            wrong.append(f"{filer.email}: {at} of {filer.arrived}, late {late}")
    return wrong


def _due(crowd: Crowd, filers: list[Filer], deadline: datetime) -> None:
    people = select(Account.person_id).where(Account.email.in_([filer.email for filer in filers]))
    with transaction(crowd.engine) as db:
        db.execute(update(Filing).where(Filing.person_id.in_(people)).values(due_at=deadline))
