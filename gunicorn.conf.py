"""How gunicorn serves any of the sites: it reads this file in the folder in which it is started.

What differs between sites is said where they are started: `--bind`, and WEB_CONCURRENCY for the processes.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

from disclosure import logs

METRICS = "PROMETHEUS_MULTIPROC_DIR"
TURNS = "DISCLOSURE_TURNS"
"""Where the processes of one start leave word of who hashes; set here, for the children."""

workers = int(os.environ.get("WEB_CONCURRENCY") or 2 * (os.cpu_count() or 1))
"""Two for each core: while one waits for the database or the disk, the other has the processor."""
worker_class = "sync"
"""One request at a time in a process. With threads the write latency of the slowest hundredth trebles, and a
fault of one request can touch another. The proxy takes slow browsers off their hands."""
timeout = 60
"""Seconds until a process that answers nothing is ended; a writer waits ten for the database."""
graceful_timeout = 30
"""Seconds a process told to end may take to finish its request: nothing acknowledged is cut off."""
keepalive = 0
"""A sync worker keeps no connection; the proxy opens one for each request on the same machine."""
backlog = 1024
"""Connections that wait: on the last evening a queue of some seconds is better than a refusal."""
max_requests = 20_000
max_requests_jitter = 4_000
"""A process is replaced now and then, not all at once: what a library loses does not add up over weeks."""
limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's own choice of name
"""The heartbeat goes to memory: on a full or slow disk a healthy process would be taken for dead."""
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
"""Whose word about TLS is taken: the proxy's alone."""
control_socket_disable = True
"""No second way in; and the root file system is read-only."""
logconfig_dict = logs.configuration()
"""In one form with what the sites say: DISCLOSURE_LOG_FORMAT."""
accesslog = None
"""The sites write one line for each request themselves, without what addresses carry about people."""
GARBAGE = 20_000
"""Objects made and not yet freed before young ones are searched, which costs some milliseconds then."""
preload_app = False
"""Each process reads its keys itself, after it was forked, and can be replaced when they are rotated."""


def on_starting(_server: object) -> None:
    """Begin the metrics anew: what processes of an earlier start left is no one's."""
    os.environ[TURNS] = tempfile.mkdtemp(prefix="disclosure-turns-")
    if folder := os.environ.get(METRICS):
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in Path(folder).glob("*.db"):
            left.unlink()


def on_exit(_server: object) -> None:
    """Take the folder of turns away with the last process."""
    shutil.rmtree(os.environ.get(TURNS, ""), ignore_errors=True)


def post_fork(_server: object, worker: object) -> None:
    """Let all processes of a site hash passwords two at a time together, and one of them none."""
    from disclosure.credentials import hashing  # noqa: PLC0415 - in the process that hashes

    hashing.share(Path(os.environ[TURNS]), processes=worker.cfg.workers)  # type: ignore[attr-defined]


def child_exit(_server: object, worker: object) -> None:
    """Keep what a process counted when it ends, and forget what only held while it ran."""
    if os.environ.get(METRICS):
        from prometheus_client import multiprocess  # noqa: PLC0415 - only where there are metrics

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[attr-defined,no-untyped-call]


def post_worker_init(_worker: object) -> None:
    """Leave the program itself, now loaded, out of every later search for garbage, and search less often.

    A request leaves next to nothing that counting references does not free.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
