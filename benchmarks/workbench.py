"""A reviewer's round, over and over: the next case, what changed, advice with approved wording, approval.

Every request of it is timed at a real server from connecting to the end of the answer. The cases that are
advised on are sealed statements of twelve items; the others of the queue lie beside them.
"""

import http.client
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from benchmarks import office as offices
from benchmarks.figures import AtMost, Row, durations, quantile
from benchmarks.office import YEAR, Office
from benchmarks.serving import serving
from disclosure.casework import docket
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.replay.population import Part
from tests.web.reading import Element, read

ROUNDS = 12
LIMIT = 0.4
"""Seconds within which the server answers 95 of 100 requests."""
GOAL = AtMost(1)
LONG_AGO = datetime(2020, 1, 6, 9, tzinfo=UTC)
MOST_URGENT = 10
FOUND = {
    "category": "outside-activity",
    "likelihood": "potential",
    "reasons": "It is an implementing partner of the filer's department.",
}


class Answered(NamedTuple):
    """What came back: where it leads on, or the page."""

    leads_to: str
    page: Element


class Seat:
    """Somebody at a browser: keeps the cookie, sends forms as they stand, and times every request."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.times: list[float] = []

    def opens(self, path: str) -> Element:
        """Open a page."""
        return self._ask("GET", path, {}, expect=200).page

    def sends(self, path: str, form: Element, **answers: str) -> Answered:
        """Send a form that leads on."""
        return self._ask("POST", path, as_it_stands(form) | answers, expect=303)

    def shows(self, path: str, form: Element, **answers: str) -> Element:
        """Send a form whose page comes again."""
        return self._ask("POST", path, as_it_stands(form) | answers, expect=200).page

    def _ask(self, method: str, path: str, form: Mapping[str, str], *, expect: int) -> Answered:
        head = {"Cookie": self.cookie, "Accept-Language": "en"}
        if form:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        began = perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, urlencode(form) or None, head)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        self.times.append(perf_counter() - began)
        assert answer.status == expect, f"{answer.status} at {method} {path}"
        if fresh := answer.getheader("Set-Cookie"):
            self.cookie = fresh.partition(";")[0]
        there = urlsplit(answer.getheader("Location") or "").path
        return Answered(there, read(body.decode() if expect == 200 else ""))


def measure(office: Office) -> Iterator[Row]:
    """Yield the line of it: the request that 95 of 100 are no slower than, beside what it may take."""
    cast = office.take(2 * ROUNDS)
    offices.draft_all(office, cast)
    offices.file_all(office, cast)
    copied, people = offices.copy(office, times=1)
    _come_first(copied, cast)
    rosa, ana = copied.stage.first(Role.REVIEWER), copied.stage.first(Role.APPROVER)
    cookies = offices.cookies(copied, site="review", by=[rosa, ana])
    with serving("reviewer:create_app()", environ=copied.environ, folder=copied.folder) as site:
        reviewer, approver = (Seat(site.port, cookie) for cookie in cookies)
        for _ in range(ROUNDS):
            _advise(reviewer)
            _approve(approver)
    times = [*reviewer.times, *approver.times]
    name = f"advise and approve (T11), 95 of 100 of {len(times)} requests, among {people:,}"
    yield durations(name, quantile(times, 0.95), LIMIT, goal=GOAL)


def as_it_stands(form: Element) -> dict[str, str]:
    """Return what a browser would send of a form that nobody touched."""
    boxes = {
        one.get("name"): one.get("value")
        for one in form.all("input")
        if one.get("type") in ("hidden", "text", "") or "checked" in one.attributes
    }
    texts = {one.get("name"): one.text for one in form.all("textarea")}
    lists = {
        one.get("name"): option.get("value")
        for one in form.all("select")
        for option in one.all("option", selected="")
    }
    return boxes | texts | lists


def _advise(by: Seat) -> None:
    """Start the next case, advise on it with the first piece of wording; the next case opens."""
    queue = by.opens("/")
    case = by.sends("/next", queue.one("form", action="/next")).leads_to
    by.opens(case)
    page = by.opens(f"{case}/advice")
    wording = page.all("button", name="use")[0].get("value")
    told = {**FOUND, "items": page.all("input", name="items")[0].get("value")}
    page = by.shows(f"{case}/advice", page.by_id("decision"), **told, use=wording)
    by.opens(by.sends(f"{case}/advice", page.by_id("decision"), **told).leads_to)


def _approve(by: Seat) -> None:
    """Approve what waits longest."""
    waiting = [one.get("href") for one in by.opens("/approvals").one("main").all("a")]
    advice = next(path for path in waiting if path.startswith("/approvals/"))
    by.sends(advice, by.opens(advice).by_id("decision"), verdict="yes")


def _come_first(office: Office, cast: Sequence[Part]) -> None:
    """Let the cases of these people be the first in line."""
    with transaction(office.engine) as db:
        for filing in office.stage.filings(db, cast, YEAR).values():
            assert filing.case is not None
            filing.turn_since, filing.case.priority = LONG_AGO, MOST_URGENT
        db.flush()
        docket.reckon_all(db)
