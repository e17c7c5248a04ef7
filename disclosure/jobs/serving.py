"""A worker process behind Redis: RQ brings new work at once, a sweep does what Redis lost."""

import logging
import signal
from threading import Event
from types import FrameType

import redis
from rq import SimpleWorker

from disclosure.jobs.entry import configure
from disclosure.jobs.worker import REVIVES, Worker

log = logging.getLogger("disclosure.jobs")


def serve(redis_url: str, worker: Worker) -> None:
    """Work in the main thread until SIGTERM or SIGINT, with `worker` sweeping in another.

    While Redis is away the sweep does everything. Jobs run in this process,
    not in a fork of it: a job is small, and a fork costs more than a letter.
    """
    configure(worker.engine, worker.jobs)
    stop = Event()
    sweeper = worker.start(stop)
    try:
        while not stop.is_set():
            _work_until_told(redis_url, worker, stop)
    finally:
        stop.set()
        sweeper.join()


class Listener(SimpleWorker):
    """RQ's worker, which ends when it is told to and also when Redis answers what it did not expect."""

    told = False
    stop: Event

    def _install_signal_handlers(self) -> None:
        """Hear what was said to the handlers before these while RQ made itself known to Redis, too."""
        super()._install_signal_handlers()  # type: ignore[no-untyped-call]
        self._stop_requested = self._stop_requested or self.stop.is_set()

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Note that a signal said so; RQ does the rest."""
        self.told = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


def _work_until_told(redis_url: str, worker: Worker, stop: Event) -> None:
    with redis.Redis.from_url(redis_url) as connection:
        listener = None
        try:
            listener = Listener(list(worker.queues), connection=connection, serializer="json")
            listener.stop = stop
            listener.work()
        except redis.RedisError as error:
            log.warning("Redis is away (%s); work is swept up meanwhile.", type(error).__name__)
    if listener is not None and listener.told:
        stop.set()
        return
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda _number, _frame: stop.set())
    stop.wait(REVIVES)
