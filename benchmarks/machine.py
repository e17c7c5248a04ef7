"""The machine and the versions that a measurement was made with."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from cryptography.hazmat.backends.openssl import backend

LIBRARIES = (
    "flask",
    "werkzeug",
    "jinja2",
    "wtforms",
    "gunicorn",
    "sqlalchemy",
    "cryptography",
    "msgspec",
    "psycopg",
)
_QUIET = 0.3
"""Load per core up to which nothing else of weight was running."""


def described() -> Iterator[str]:
    """Yield the machine line by line."""
    yield f"{_cores()} cores ({_processor()}), {_memory():.0f} GiB of memory"
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield f"SQLite {sqlite3.sqlite_version}, {backend.openssl_version_text()} inside cryptography"
    yield ", ".join(f"{name} {version(name)}" for name in LIBRARIES)


def load() -> float:
    """Return how many processes have wanted to run on average in the last minute."""
    return os.getloadavg()[0]


def is_quiet(load: float) -> bool:
    """Whether a load before the start says that nothing else was running."""
    return load <= _QUIET * _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
