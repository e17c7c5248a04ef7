"""Where the processor time of a request goes, by layers, beside all that the bare limit takes.

What is out of reach shows here: a request cannot cost less than the layers that are not ours.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks import office as offices
from benchmarks.bare.store import DATABASE
from benchmarks.calling import call, fetch_all, get, post
from benchmarks.filing import CHECK, FILED
from benchmarks.office import Office
from benchmarks.sampled import LAYERS, METHOD, OURS, SAMPLES
from benchmarks.serving import serving
from disclosure.domain.actors import Role
from disclosure.replay.population import Part

FILERS, CASES = 700, 48
PAGES = 600
LIMIT = 400
"""Requests to the bare limit."""
WARM_UP = 60
CLIENTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What one request of a work costs, and which layers have it."""

    work: str
    ours: float
    """Seconds of processor time."""
    limit: float
    """Seconds of processor time of the bare limit."""
    parts: Mapping[str, float]
    """The part of each layer; together one."""

    @property
    def least(self) -> float:
        """How many times the limit it would cost if all that is our own took no time."""
        return self.ours * (1 - self.parts[OURS]) / self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    name: str
    site: str
    prepared: Callable[[int], Sequence[bytes]]
    """Returns the requests, which a server on that port has prepared."""
    expect: str
    bare: str
    asked: bytes
    """What the bare limit is asked."""


def measure(folder: Path) -> Iterator[Shares]:
    """Yield the shares of filing, of a case and of a page of the queue, in an office of their own."""
    office = offices.begin(folder)
    for work in _works(office):
        samples = folder / work.bare
        samples.mkdir()
        ours = _cost(
            f"benchmarks.sampled:{work.site}()",
            {**office.environ, SAMPLES: str(samples), METHOD: "POST" if work.expect == "303" else "GET"},
            folder,
            prepared=work.prepared,
            expect=work.expect,
        )
        limit = _cost(
            f"benchmarks.bare.{work.bare}:app",
            {DATABASE: str(folder / f"bare-{work.bare}.sqlite")},
            folder,
            prepared=lambda _port, asked=work.asked: [asked] * LIMIT,  # type: ignore[misc]
            expect=work.expect,
        )
        yield Shares(work=work.name, ours=ours, limit=limit, parts=_parts(samples))


def _works(office: Office) -> Iterator[_Work]:
    filers, cases = office.take(FILERS), office.take(CASES)
    offices.draft_all(office, [*filers, *cases])
    yield _Work(
        name="file a statement",
        site="portal_site",
        prepared=lambda port: _certifying(office, port, filers),
        expect="303",
        bare="submit",
        asked=post("/", {"statement": "x" * offices.STATEMENT_BYTES}),
    )
    offices.file_all(office, cases)
    claimed = offices.claim_all(office, cases)
    cookies = offices.cookies(office, site="review", by=[by for by, _ in claimed])
    opened = [get(f"/{filing.id}", cookie=one) for (_, filing), one in zip(claimed, cookies, strict=True)]
    yield _Work(
        name="open a case of 20 kB",
        site="review_site",
        prepared=lambda _port: list(islice(cycle(opened), PAGES)),
        expect="200",
        bare="form",
        asked=post("/", {"kind": "opened"}),
    )
    lister = offices.cookies(office, site="review", by=[office.stage.first(Role.REVIEWER)])[0]
    yield _Work(
        name="a page of the queue",
        site="review_site",
        prepared=lambda _port: [get("/?view=unclaimed", cookie=lister)] * PAGES,
        expect="200",
        bare="hello",
        asked=get("/"),
    )


def _certifying(office: Office, port: int, filers: Sequence[Part]) -> list[bytes]:
    """Let everybody read the check page; return what they send when they certify."""
    by = [office.stage.filers[part.person.index_number] for part in filers]
    pages = fetch_all(port, CHECK, offices.cookies(office, site="portal", by=by))
    return [post(CHECK, {**page.hidden, **FILED}, cookie=page.cookie) for page in pages]


def _cost(
    app: str,
    environ: Mapping[str, str],
    folder: Path,
    *,
    prepared: Callable[[int], Sequence[bytes]],
    expect: str,
) -> float:
    """Return the seconds of processor time that a request costs once the workers are warm."""
    with serving(app, environ=environ, folder=folder) as server:
        requests = prepared(server.port)
        call(server.port, requests[:WARM_UP], concurrency=CLIENTS, expect=expect)
        before = server.processor_seconds()
        load = call(server.port, requests[WARM_UP:], concurrency=CLIENTS, expect=expect)
        assert not load.errors, f"{load.errors} of {app} were not answered with {expect}"
        return (server.processor_seconds() - before) / len(load.times)


def _parts(samples: Path) -> Mapping[str, float]:
    """Return the part of each layer in what the workers counted."""
    ticks: Counter[str] = Counter()
    for counted in samples.glob("*.json"):
        ticks.update(json.loads(counted.read_text(encoding="utf-8")))
    return {layer: ticks[layer] / ticks.total() for layer in LAYERS}
