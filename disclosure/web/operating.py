"""What the operator asks a site, before anything of the site itself: alive, ready, figures.

Answered only to whoever reaches the process without the proxy, which writes X-Forwarded-For into every
request; from outside these addresses are pages that do not exist.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Flask
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from disclosure import maintenance
from disclosure.web.watching import Owed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Answer = tuple[str, str, bytes]
TEXT = "text/plain; charset=utf-8"
MANY_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"


class Operating:
    """Answers /healthz, /readyz and /metrics itself, and hands everything else on."""

    def __init__(self, app: Flask) -> None:
        self._inner: WSGIApplication = app.wsgi_app
        self._app = app
        self._asked: dict[str, Callable[[], Answer]] = {
            "/healthz": self._alive,
            "/readyz": self._ready,
            "/metrics": self._figures,
        }

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        asked = self._asked.get(environ.get("PATH_INFO", ""))
        if asked is None or environ["REQUEST_METHOD"] != "GET" or "HTTP_X_FORWARDED_FOR" in environ:
            return self._inner(environ, start_response)
        status, kind, body = asked()
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response(status, headers)
        return [body]

    @property
    def _engine(self) -> Engine:
        found: Engine = self._app.extensions["engine"]
        return found

    def _alive(self) -> Answer:
        return "200 OK", TEXT, b"alive\n"

    def _ready(self) -> Answer:
        """Whether this process may be given requests: not closed, and its database is of its release."""
        for fault in (self._closed(), self._database()):
            if fault:
                return "503 Service Unavailable", TEXT, f"{fault}\n".encode()
        return "200 OK", TEXT, b"ready\n"

    def _closed(self) -> str | None:
        return "closed for maintenance" if maintenance.of(self._app.extensions["config"].instance) else None

    def _database(self) -> str | None:
        import migrations  # noqa: PLC0415 - what migrates is loaded where somebody asks for it

        try:
            current = migrations.is_current(self._engine)
        except SQLAlchemyError as fault:
            return f"the database does not answer ({type(fault).__name__})"
        return None if current else "the database is of another release"

    def _figures(self) -> Answer:
        own = CollectorRegistry()
        own.register(Owed(self._engine))
        if os.environ.get(MANY_PROCESSES):
            MultiProcessCollector(own)  # type: ignore[no-untyped-call]
            return "200 OK", CONTENT_TYPE_LATEST, generate_latest(own)
        return "200 OK", CONTENT_TYPE_LATEST, generate_latest(REGISTRY) + generate_latest(own)
