"""Work owed: rows that survive everything, handed to whoever may do them after the commit."""

from disclosure.queue.handing import Handing, InProcess, RedisHanding, start, stop
from disclosure.queue.kinds import COMMON, KINDS, PORTAL, QUEUES, REVIEW
from disclosure.queue.owing import owe
from disclosure.queue.performing import Job, Jobs, Together, owe_again, perform, perform_all, sweep

__all__ = [
    "COMMON",
    "KINDS",
    "PORTAL",
    "QUEUES",
    "REVIEW",
    "Handing",
    "InProcess",
    "Job",
    "Jobs",
    "RedisHanding",
    "Together",
    "owe",
    "owe_again",
    "perform",
    "perform_all",
    "start",
    "stop",
    "sweep",
]
