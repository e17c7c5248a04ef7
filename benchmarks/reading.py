"""Opening a case at our review site, and a page of its queue, beside a bare form and a bare page."""

from collections.abc import Iterator

from benchmarks import office as offices
from benchmarks.bare.store import DATABASE
from benchmarks.calling import call, call_in_turns, get, post
from benchmarks.figures import AtLeast, Row, rates
from benchmarks.office import Office
from benchmarks.serving import serving
from disclosure.domain.actors import Role

CASES = 48
OPENED = {1: 96, 8: 192}
"""How many cases are opened in each round, by the number of clients."""
LISTED = {1: 60, 8: 120}
LISTED_OF_MANY = {1: 10}
MANY = 50_000
LISTS = {"unclaimed": "/?view=unclaimed", "late": "/?view=late"}
WARM_UP = 48
A_QUARTER = AtLeast(1 / 4)
A_SIXTH = AtLeast(1 / 6)


def measure_cases(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield one line per number of clients: the whole case page of a statement of 20 kB."""
    cast = office.take(CASES)
    offices.draft_all(office, cast)
    offices.file_all(office, cast)
    claimed = offices.claim_all(office, cast)
    cookies = offices.cookies(office, site="review", by=[by for by, _ in claimed])
    pages = [
        get(f"/{filing.id}", cookie=cookie) for (_, filing), cookie in zip(claimed, cookies, strict=True)
    ]
    bare = {DATABASE: str(office.folder / "bare-form.sqlite")}
    with (
        serving("reviewer:create_app()", environ=office.environ, folder=office.folder) as ours,
        serving("benchmarks.bare.form:app", environ=bare, folder=office.folder) as limit,
    ):
        form = post("/", {"kind": "opened"})
        call(ours.port, _times(pages, 2 * CASES), concurrency=2, expect="200")
        call(limit.port, [form] * WARM_UP, concurrency=2, expect="200")
        for clients, number in OPENED.items():
            speeds = call_in_turns(
                ours=lambda n=number, c=clients: call(
                    ours.port, _times(pages, n), concurrency=c, expect="200"
                ),  # type: ignore[misc]
                limit=lambda n=number, c=clients: call(limit.port, [form] * n, concurrency=c, expect="200"),  # type: ignore[misc]
                rounds=rounds,
            )
            yield rates(f"open a case of 20 kB, c={clients}", *speeds, goal=A_QUARTER)


def measure_queue(copied: Office, *, people: int, rounds: int) -> Iterator[Row]:
    """Yield one line per list and number of clients, from a copy in which most of so many have filed."""
    by = copied.stage.first(Role.REVIEWER)
    cookie = offices.cookies(copied, site="review", by=[by])[0]
    hello = get("/")
    with (
        serving("reviewer:create_app()", environ=copied.environ, folder=copied.folder) as ours,
        serving("benchmarks.bare.hello:app", environ={}, folder=copied.folder) as limit,
    ):
        for name, path in LISTS.items():
            page = get(path, cookie=cookie)
            listed = LISTED if people < MANY else LISTED_OF_MANY
            call(ours.port, [page] * sum(listed.values()), concurrency=2, expect="200")
            for clients, number in listed.items():
                speeds = call_in_turns(
                    ours=lambda p=page, n=number, c=clients: call(
                        ours.port, [p] * n, concurrency=c, expect="200"
                    ),  # type: ignore[misc]
                    limit=lambda n=number, c=clients: call(
                        limit.port, [hello] * n, concurrency=c, expect="200"
                    ),  # type: ignore[misc]
                    rounds=rounds,
                )
                yield rates(f"queue, list “{name}” of {people:,}, c={clients}", *speeds, goal=A_SIXTH)


def _times(pages: list[bytes], number: int) -> list[bytes]:
    return [pages[place % len(pages)] for place in range(number)]
