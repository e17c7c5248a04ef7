"""Filing a statement at our site beside the bare encrypted submit, at several numbers of clients."""

from collections.abc import Iterator, Sequence

from benchmarks import office as offices
from benchmarks.bare.store import DATABASE
from benchmarks.calling import call, call_in_turns, fetch_all, post
from benchmarks.figures import AtLeast, Load, Row, rates
from benchmarks.office import Office
from benchmarks.serving import serving
from disclosure.replay.population import Part

CHECK = f"/{offices.YEAR}/check"
FILED = {"certified_1": "y", "certified_2": "y"}
COUNTS = {1: 50, 8: 120, 32: 120, 128: 192}
"""How many statements are filed in each round, by the number of clients."""
WARM_UP = 80
"""Enough for each worker to read the texts of every language."""
GOAL = AtLeast(1 / 3)


def on_sqlite(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield the lines on SQLite."""
    bare = str(office.folder / "bare.sqlite")
    yield from measure(office, bare=bare, name="SQLite", clients=tuple(COUNTS), rounds=rounds)


def measure(office: Office, *, bare: str, name: str, clients: Sequence[int], rounds: int) -> Iterator[Row]:
    """Yield one line per number of clients. `bare` is the database of the bare submit."""
    cast = office.take(WARM_UP + rounds * sum(COUNTS[number] for number in clients))
    offices.draft_all(office, cast)
    with (
        serving("portal:create_app()", environ=office.environ, folder=office.folder) as ours,
        serving("benchmarks.bare.submit:app", environ={DATABASE: bare}, folder=office.folder) as limit,
    ):
        waiting = iter(_prepared(office, ours, cast))
        form = post("/", {"statement": "x" * offices.STATEMENT_BYTES})

        def file(number: int, clients: int) -> Load:
            requests = [next(waiting) for _ in range(number)]
            return call(ours, requests, concurrency=clients, expect="303")

        def submit(number: int, clients: int) -> Load:
            return call(limit, [form] * number, concurrency=clients, expect="303")

        file(WARM_UP, 2)
        submit(WARM_UP, 2)
        for at_once in clients:
            speeds = call_in_turns(
                ours=lambda c=at_once: file(COUNTS[c], c),  # type: ignore[misc]
                limit=lambda c=at_once: submit(COUNTS[c], c),  # type: ignore[misc]
                rounds=rounds,
            )
            yield rates(f"file a statement, {name}, c={at_once}", *speeds, goal=GOAL)


def _prepared(office: Office, port: int, cast: Sequence[Part]) -> list[bytes]:
    """Sign everybody in, let them read the check page, and return what they send when they certify."""
    filers = [office.stage.filers[part.person.index_number] for part in cast]
    pages = fetch_all(port, CHECK, offices.cookies(office, site="portal", by=filers))
    return [post(CHECK, {**page.hidden, **FILED}, cookie=page.cookie) for page in pages]
