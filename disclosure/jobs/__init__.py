"""What a worker may run. Each queue has its module, so a worker imports no more than it has keys for."""

from disclosure.jobs.entry import configure, perform
from disclosure.jobs.worker import Worker

__all__ = ["Worker", "configure", "perform"]
