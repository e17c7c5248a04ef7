"""Killing the processes of the topology at random, and starting them again."""

import random
import threading
from collections import Counter

import redis

from tests.stack.programs import ProgramFailed
from tests.stack.topology import SITES, Stack

WORKERS = ("worker-common", "worker-review")


class Killer:
    """Kills a site's process, a whole site or a worker, or empties Redis, every now and then."""

    def __init__(self, topology: Stack, *, seed: int, least: float, most: float) -> None:
        self._topology, self._random = topology, random.Random(seed)
        self._least, self._most = least, most
        self._one_at_a_time = threading.Lock()
        self.killed: Counter[str] = Counter()
        self.fault: ProgramFailed | None = None

    def __call__(self, ended: threading.Event) -> None:
        """Go on until told to end, or until something does not start again."""
        acts = [*[self._process] * 5, *[self._worker] * 4, *[self._site] * 2, self._redis]
        while not ended.wait(self._random.uniform(self._least, self._most)) and self.fault is None:
            with self._one_at_a_time:
                try:
                    self._random.choice(acts)()
                except ProgramFailed as fault:
                    self.fault = fault

    def restart(self, process: str) -> None:
        """Stop a program in good order and start it again, while nothing is being killed."""
        with self._one_at_a_time:
            self._topology.programs[process].stop()
            self._topology.programs[process].start()

    def told(self) -> str:
        """Say what was killed."""
        return (
            ", ".join(f"{number} times {what}" for what, number in sorted(self.killed.items())) or "nothing"
        )

    def _process(self) -> None:
        self._topology.programs[self._random.choice(list(SITES))].kill_child(self._random.randrange(2))
        self.killed["a process of a site"] += 1

    def _site(self) -> None:
        self._again(self._random.choice(list(SITES)))
        self.killed["a whole site"] += 1

    def _worker(self) -> None:
        self._again(self._random.choice(WORKERS))
        self.killed["a worker"] += 1

    def _again(self, process: str) -> None:
        self._topology.programs[process].kill()
        self._topology.programs[process].start()

    def _redis(self) -> None:
        with redis.Redis.from_url(self._topology.redis_url) as connection:
            connection.flushall()
        self.killed["all that Redis held"] += 1
