"""Work owed: rows that survive everything, handed to whoever may do them after the commit."""

from disclosure.queue.kinds import COMMON, KINDS, PORTAL, QUEUES, REVIEW
from disclosure.queue.owing import owe

__all__ = ["COMMON", "KINDS", "PORTAL", "QUEUES", "REVIEW", "owe"]
