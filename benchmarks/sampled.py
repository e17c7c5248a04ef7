"""Our sites with a sampler in each worker: what was at work at every tick of its processor time.

A tick is counted for the innermost layer on the stack; the standard library counts for whoever called it.
"""

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import portal
import reviewer

SAMPLES = "BENCH_SAMPLES"
"""The setting that names the folder into which each worker writes its counts."""
METHOD = "BENCH_SAMPLED"
"""The setting that names the method of the requests that count, GET or POST."""
TICK = 0.004
"""Seconds of processor time between two samples, the least that Linux tells apart by itself."""
SETTLED = 30
"""Requests that count before a worker does: the first ones read texts and compile statements."""
WRITES = 20
"""Requests after which a worker writes its counts down again."""
DATABASE, CIPHERS, TEMPLATES = "database and disk", "ciphers", "templates"
MAPPER, FRAMEWORK, OURS = "SQLAlchemy", "Flask and what it stands on", "our rules, acts and pages"
LAYERS = (DATABASE, CIPHERS, MAPPER, FRAMEWORK, TEMPLATES, OURS)
_OF_PACKAGE = {
    "sqlalchemy": MAPPER,
    "jinja2": TEMPLATES,
    "markupsafe": TEMPLATES,
    "cryptography": CIPHERS,
    **dict.fromkeys(
        ("flask", "flask_login", "flask_wtf", "flask_babel", "werkzeug", "wtforms", "itsdangerous"),
        FRAMEWORK,
    ),
    **dict.fromkeys(("blinker", "babel", "gunicorn", "prometheus_client"), FRAMEWORK),
}
_OURS = ("disclosure", "portal", "reviewer")
_ROOT = Path(__file__).parents[1]

Site = Callable[[dict[str, Any], Any], Iterable[bytes]]


def portal_site() -> Site:
    """Return the filing site, sampled."""
    return _Sampled(portal.create_app())


def review_site() -> Site:
    """Return the review site, sampled."""
    return _Sampled(reviewer.create_app())


@cache
def layer_of(filename: str) -> str | None:
    """Return the layer that a source file belongs to; None for what is done on behalf of its caller."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return _OF_PACKAGE.get(path.parts[path.parts.index("site-packages") + 1])
    if not path.is_relative_to(_ROOT) or path.relative_to(_ROOT).parts[0] not in _OURS:
        return None
    inside = path.relative_to(_ROOT)
    if "templates" in inside.parts:
        return TEMPLATES
    if inside.parts[:2] == ("disclosure", "vault"):
        return CIPHERS
    return DATABASE if inside == Path("disclosure/sqlite.py") else OURS


class _Sampled:
    def __init__(self, site: Site) -> None:
        self._site, self._answered, self._counts = site, 0, False
        self._ticks: Counter[str] = Counter()
        self._place = Path(os.environ[SAMPLES]) / f"{os.getpid()}.json"

    def __call__(self, environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        right = environ["REQUEST_METHOD"] == os.environ[METHOD]
        self._answered += right
        if self._answered == 1:
            signal.signal(signal.SIGPROF, self._tick)
            signal.setitimer(signal.ITIMER_PROF, TICK, TICK)  # for good: a fresh start favours some places
        self._counts = right and self._answered > SETTLED
        if self._counts and self._answered % WRITES == 0:
            self._place.write_text(json.dumps(self._ticks), encoding="utf-8")
        return self._site(environ, start_response)

    def _tick(self, _signal: int, frame: FrameType | None) -> None:
        while frame is not None and layer_of(frame.f_code.co_filename) is None:
            frame = frame.f_back
        if self._counts:
            self._ticks[(frame and layer_of(frame.f_code.co_filename)) or FRAMEWORK] += 1
