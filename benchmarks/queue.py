"""Every list and filter of the queue among many cases, beside the same among those of 2020."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import func, select

from benchmarks import compliance, copying
from benchmarks import office as offices
from benchmarks.calling import call, get, read
from benchmarks.figures import AtMost, Row, durations, in_turns, quantile
from benchmarks.office import Office
from benchmarks.serving import serving
from disclosure.casework import docket
from disclosure.casework.places import Place
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import FilingState
from disclosure.models import DocketLine, Entity, Filing, Person
from tests.servers import postgres

MANY = 170
"""How many times 5,904 people make a million."""
REQUESTS, WARM_UP, ACTS = 12, 8, 5
GOAL = AtMost(1.5)
SQLITE = "SQLite"
CASE = b"<tr data-row"
COUNTED = 0.06
"""Seconds that the counts of all lists may take, however many cases there are."""
LISTS: Mapping[str, Mapping[str, str]] = {
    "my turn": {"view": "my-turn"},
    "unclaimed": {"view": "unclaimed"},
    "late": {"view": "late"},
    "waiting on filers": {"view": "waiting-on-filer"},
    "not sure": {"view": "not-sure"},
    "dropped to nil": {"view": "dropped-to-nil"},
    "senior officials": {"view": "senior"},
    "sampled": {"view": "sampled"},
    "all open": {"view": "open"},
    "closed lately": {"view": "closed-lately"},
    "open of an entity": {"view": "open", "entity": "{entity}"},
    "open of a year": {"view": "open", "year": "2020"},
    "unclaimed of an entity": {"view": "unclaimed", "entity": "{entity}"},
    "open of a state": {"view": "open", "state": "in-review"},
    "open with a reviewer": {"view": "open", "reviewer": "me"},
    "with flags": {"view": "unclaimed", "flags": "1"},
    "first statements": {"view": "unclaimed", "first": "1"},
    "15 to 30 days": {"view": "open", "age": "15-30"},
    "31 days or more": {"view": "open", "age": "31"},
    "senior of an entity": {"view": "senior", "entity": "{entity}"},
    "several filters": {
        "view": "open", "entity": "{entity}", "year": "2020", "flags": "1", "first": "1", "age": "8-14",
    },
    "a name": {"view": "found", "q": "{name}"},
    "a reference": {"view": "found", "q": "{reference}"},
    "half way down the list": {"view": "unclaimed", "after": "{after}"},
}  # fmt: skip


def measure(office: Office, *, rounds: int, many: int = MANY) -> Iterator[Row]:
    """Yield one line per list and filter: the whole page at both sizes, in turns of one client."""
    yield from _compared(office, rounds=rounds, many=many, on=SQLITE)


def measure_on_postgresql(folder: Path, *, rounds: int, many: int = MANY) -> Iterator[Row]:
    """Yield the same lines for PostgreSQL, on a server of its own that flushes every commit."""
    with postgres(durable=True) as server:
        begun = offices.begin(folder, database=server.url(server.create()))
        yield from _compared(begun, rounds=rounds, many=many, on="PostgreSQL")


def _compared(office: Office, *, rounds: int, many: int, on: str) -> Iterator[Row]:
    few, _ = offices.copy(office, times=1)
    large, people = offices.copy(office, times=many)
    sizes = f"{people:,} beside 5,904, {on}"
    with (
        serving("reviewer:create_app()", environ=few.environ, folder=few.folder) as small_site,
        serving("reviewer:create_app()", environ=large.environ, folder=large.folder) as large_site,
    ):
        sites = ((few, small_site.port), (large, large_site.port))
        for name, asked in LISTS.items():
            pages = [_page(one, asked) for one, _ in sites]
            times: tuple[list[float], list[float]] = ([], [])
            for (_, port), page in zip(sites, pages, strict=True):
                call(port, [page] * WARM_UP, concurrency=1, expect="200")
            for _ in range(rounds):
                for (_, port), page, taken in zip(sites, pages, times, strict=True):
                    load = call(port, [page] * REQUESTS, concurrency=1, expect="200")
                    taken.append(quantile(load.times, 0.5))
            few_shown, shown = (
                read(port, page).count(CASE) for (_, port), page in zip(sites, pages, strict=True)
            )
            work = f"queue, {name} ({shown} beside {few_shown} cases on the page): {sizes}"
            yield durations(work, median(times[1]), median(times[0]), goal=GOAL)
    ours, few_counted = in_turns(
        ours=lambda: _counted(large), limit=lambda: _counted(few), rounds=ACTS * rounds
    )
    yield durations(f"queue, the counts of all lists: {sizes}", ours, few_counted)
    yield durations(f"queue, the counts of all lists of {people:,}, {on}", ours, COUNTED, goal=AtMost(1))
    yield from compliance.measure(large, people=people, rounds=1, on=on)
    if on == SQLITE:
        yield from copying.measure_of(large, f"{people:,} filings without statements", rounds=1)


def _counted(one: Office) -> None:
    by = one.stage.first(Role.REVIEWER)
    with transaction(one.engine, write=False) as db:
        docket.counts(db, by=by)


def _page(one: Office, asked: Mapping[str, str]) -> bytes:
    by = one.stage.first(Role.REVIEWER)
    cookie = offices.cookies(one, site="review", by=[by])[0]
    told = {key: value.format(**_there(one)) for key, value in asked.items()}
    return get(f"/?{urlencode(told)}", cookie=cookie)


def _there(one: Office) -> dict[str, str]:
    """Return an entity, a name, a reference and a place in the middle, as this copy has them."""
    unclaimed = select(DocketLine).where(DocketLine.state == FilingState.FILED)
    beside = (
        unclaimed.join(Filing, Filing.id == DocketLine.filing_id)
        .join(Person, Person.id == DocketLine.person_id)
        .join(Entity, Entity.id == DocketLine.entity_id)
        .with_only_columns(Entity.code, Person.name)
    )
    longest = select(Filing.reference).order_by(func.length(Filing.reference).desc()).limit(1)
    ordered = unclaimed.order_by(DocketLine.rank, DocketLine.filed_at, DocketLine.filing_id)
    with transaction(one.engine, write=False) as db:
        entity, name = db.execute(beside.limit(1)).one()
        reference = db.scalars(longest.where(Filing.reference.is_not(None))).one()
        number = db.scalar(select(func.count()).select_from(unclaimed.subquery())) or 0
        half_way = db.scalars(ordered.limit(1).offset(number // 2)).one()
        place = Place(half_way.rank, half_way.filed_at, half_way.filing_id)
    return {"entity": entity, "name": name.split()[0], "reference": reference or "", "after": str(place)}
