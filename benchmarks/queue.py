"""Every list and filter of the queue among many cases, beside the same among those of 2020."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from statistics import median
from urllib.parse import urlencode

from benchmarks import office as offices
from benchmarks.calling import call, get
from benchmarks.figures import AtMost, Row, durations, quantile
from benchmarks.office import Office
from benchmarks.serving import serving
from disclosure.domain.actors import Role

MANY = 170
"""How many times 5,904 people make a million."""
REQUESTS, WARM_UP = 12, 8
GOAL = AtMost(1.5)
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
    "deep in the list": {"view": "unclaimed", "after": "{after}"},
}  # fmt: skip


def measure(office: Office, *, rounds: int, many: int = MANY) -> Iterator[Row]:
    """Yield one line per list and filter: the whole page at both sizes, in turns of one client."""
    few, _ = offices.copy(office, times=1)
    large, people = offices.copy(office, times=many)
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
            yield durations(
                f"queue, {name}: {people:,} beside 5,904", median(times[1]), median(times[0]), goal=GOAL
            )


def _page(one: Office, asked: Mapping[str, str]) -> bytes:
    by = one.stage.first(Role.REVIEWER)
    cookie = offices.cookies(one, site="review", by=[by])[0]
    told = {key: value.format(**_there(one)) for key, value in asked.items()}
    return get(f"/?{urlencode(told)}", cookie=cookie)


def _there(one: Office) -> dict[str, str]:
    """Return an entity, a name, a reference and a place in the middle, as this copy has them."""
    with closing(sqlite3.connect(one.folder / "disclosure.sqlite")) as bare:
        entity, name, reference = bare.execute(
            "SELECT entities.code, people.name, filings.reference FROM docket_lines "
            "JOIN filings ON filings.id = filing_id JOIN people ON people.id = filings.person_id "
            "JOIN entities ON entities.id = filings.entity_id WHERE docket_lines.state = 'filed' LIMIT 1"
        ).fetchone()
        rank, at, filing_id = bare.execute(
            "SELECT rank, filed_at, filing_id FROM docket_lines WHERE state = 'filed' AND closed_at IS NULL "
            "ORDER BY rank, filed_at, filing_id LIMIT 1 OFFSET (SELECT count(*) / 2 FROM docket_lines "
            "WHERE state = 'filed')"
        ).fetchone()
    written = at.replace("-", "").replace(":", "").replace(" ", "T") + "Z"
    return {
        "entity": entity,
        "name": name.split()[0],
        "reference": reference,
        "after": f"{rank}_{written}_{filing_id}",
    }
