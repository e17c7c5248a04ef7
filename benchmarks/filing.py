"""Filing a statement at our site beside the bare encrypted submit, at several numbers of clients."""

from collections.abc import Iterator, Sequence
from itertools import islice, repeat

from benchmarks import office as offices
from benchmarks.bare.store import DATABASE
from benchmarks.calling import call, call_in_turns, fetch_all, post
from benchmarks.figures import AtLeast, AtMost, Load, Row, durations, rates
from benchmarks.office import Office
from benchmarks.serving import Server, serving
from disclosure.replay.population import Part

CHECK = f"/{offices.YEAR}/check"
FILED = {"certified_1": "y", "certified_2": "y"}
COUNTS = {1: 50, 8: 120, 32: 120, 128: 192}
"""How many statements are filed in each round, by the number of clients."""
WARM_UP = 80
"""Enough for each worker to read the texts of every language."""
GOAL = AtLeast(1 / 3)
COST = AtMost(4)
"""Times the processor time of the bare submit: unlike a rate, hardly touched by what else is running."""


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
        filed = Turns(ours, iter(_prepared(office, ours.port, cast)))
        submitted = Turns(limit, repeat(post("/", {"statement": "x" * offices.STATEMENT_BYTES})))
        for turns in (filed, submitted):
            turns.take(WARM_UP, clients=2)
            turns.reckon_anew()
        for at_once in clients:
            speeds = call_in_turns(
                ours=lambda c=at_once: filed.take(COUNTS[c], clients=c),  # type: ignore[misc]
                limit=lambda c=at_once: submitted.take(COUNTS[c], clients=c),  # type: ignore[misc]
                rounds=rounds,
            )
            yield rates(f"file a statement, {name}, c={at_once}", *speeds, goal=GOAL)
        yield durations(
            f"file a statement, {name}, processor time", filed.each(), submitted.each(), goal=COST
        )


class Turns:
    """Requests that a server is sent in turns, and the processor time it spends on one of them."""

    def __init__(self, server: Server, requests: Iterator[bytes]) -> None:
        self._server, self._requests = server, requests
        self.reckon_anew()

    def reckon_anew(self) -> None:
        """Leave out what was spent before."""
        self._before, self._sent = self._server.processor_seconds(), 0

    def take(self, number: int, *, clients: int) -> Load:
        """Send the next requests, so many at a time."""
        self._sent += number
        requests = list(islice(self._requests, number))
        return call(self._server.port, requests, concurrency=clients, expect="303")

    def each(self) -> float:
        """Return the seconds of processor that one request has cost."""
        return (self._server.processor_seconds() - self._before) / self._sent


def _prepared(office: Office, port: int, cast: Sequence[Part]) -> list[bytes]:
    """Sign everybody in, let them read the check page, and return what they send when they certify."""
    filers = [office.stage.filers[part.person.index_number] for part in cast]
    pages = fetch_all(port, CHECK, offices.cookies(office, site="portal", by=filers))
    return [post(CHECK, {**page.hidden, **FILED}, cookie=page.cookie) for page in pages]
