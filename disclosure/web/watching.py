"""One line and one measurement for each request: which page, which answer, how long; never who or what."""

import logging
import re
import secrets
import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

from disclosure import clock
from disclosure.db import reading
from disclosure.logs import FACTS, request_id
from disclosure.models import LedgerEntry, LedgerHead, Letter, Work, WorkState

LOG = logging.getLogger("disclosure.request")
REQUESTS = Counter("disclosure_requests", "Requests answered.", ["site", "endpoint", "method", "status"])
SECONDS = Histogram(
    "disclosure_request_seconds",
    "How long a request took, from its whole arrival to its answer.",
    ["site", "endpoint"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
_GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_UNSENT = (Letter.sent_at.is_(None), Letter.refused.is_(None))
_NOT_DONE = (WorkState.OWED, WorkState.FAILED)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def register(app: Flask, site: str) -> None:
    """Watch every request of `app`, those that end in a page of errors included."""

    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.began = time.perf_counter()
        request_id.set(given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8))

    def end(response: Response) -> Response:
        took = time.perf_counter() - g.get("began", time.perf_counter())
        endpoint = request.endpoint or "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(site, endpoint, method, str(response.status_code)).inc()
        SECONDS.labels(site, endpoint).observe(took)
        if LOG.isEnabledFor(logging.INFO):
            facts = {"site": site, "endpoint": endpoint, "method": method}
            facts |= {"status": response.status_code, "seconds": round(took, 4)}  # type: ignore[dict-item]
            LOG.info("request", extra={FACTS: facts})
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)
    app.teardown_request(_forget_id)


def _forget_id(_error: BaseException | None) -> None:
    request_id.set(None)


class Owed(Collector):
    """What waits in the database, asked for when the metrics are."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges; only that the database is away when it is."""
        up = GaugeMetricFamily("disclosure_database_up", "Whether the database answers.")
        try:
            gauges = list(self._gauges())
        except SQLAlchemyError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from gauges

    def _gauges(self) -> Iterator[Metric]:
        now = clock.now()
        with reading(self._engine) as connection:
            found = connection.execute(
                select(Work.queue, Work.state, func.count(), func.min(Work.due_at))
                .where(Work.state.in_(_NOT_DONE))
                .group_by(Work.queue, Work.state)
            ).all()
            unsent = sum(
                connection.scalar(select(func.count()).where(*_UNSENT, claimed)) or 0
                for claimed in (Letter.claimed_at.is_(None), Letter.claimed_at.is_not(None))
            )
            newest = connection.scalar(select(func.max(LedgerEntry.at)))
            sealed = connection.scalar(select(func.max(LedgerHead.signed_at)))
        work = GaugeMetricFamily("disclosure_work", "Pieces of work not done.", labels=["queue", "state"])
        age = GaugeMetricFamily("disclosure_work_overdue_seconds", "Age of the oldest.", labels=["queue"])
        for queue, state, number, oldest in found:
            work.add_metric([queue, state.value], number)
            if state is WorkState.OWED:
                age.add_metric([queue], max((now - oldest).total_seconds(), 0))
        yield work
        yield age
        yield GaugeMetricFamily("disclosure_letters_unsent", "Letters not sent yet.", value=unsent)
        waits = (newest - sealed).total_seconds() if newest and sealed else 0.0
        yield GaugeMetricFamily("disclosure_ledger_unsealed_seconds", "Unsealed acts.", value=max(waits, 0.0))
