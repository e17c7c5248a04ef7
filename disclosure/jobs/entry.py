"""What RQ calls: one function that takes an id, in a process that was configured before."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine

from disclosure import queue
from disclosure.errors import ConfigError
from disclosure.queue import Jobs


@dataclass
class _Process:
    """What this process works with."""

    engine: Engine | None = None
    jobs: Jobs | None = None


_process = _Process()


def configure(engine: Engine, jobs: Jobs) -> None:
    """Say once, before RQ calls, with which database and which jobs this process works."""
    _process.engine, _process.jobs = engine, jobs


def perform(work_id: str) -> str | None:
    """Do one piece of work; return what became of it, for RQ's log.

    Raises:
        ConfigError: the process was not configured.

    """
    if _process.engine is None or _process.jobs is None:
        raise ConfigError("This worker was not configured. Start it with `disclosure work`.")
    return queue.perform(_process.engine, UUID(work_id), _process.jobs)
