"""One process that serves all three sites and does their work: the trial on one machine."""

import gc
from threading import Event
from typing import Any

from gunicorn.app.base import BaseApplication
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import import_string

from config import Config
from disclosure import queue
from disclosure.db import make_engine
from disclosure.jobs.assembly import worker_for
from disclosure.queue import QUEUES, InProcess

SITES = {"": "portal", "/review": "reviewer", "/compliance": "compliance"}


class Trial(BaseApplication):
    """gunicorn with threads in one worker process, and the worker of the queues beside them."""

    def __init__(self, settings: Config, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options; there is no configuration file."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> DispatcherMiddleware:
        """Build the sites in the worker process, after the fork, and start the work.

        The program itself is then left out of every later search for garbage.
        """
        woken = InProcess()
        sites = {path: import_string(f"{site}:create_app")() for path, site in SITES.items()}
        for site in sites.values():
            queue.start(site.extensions["engine"], woken)
        engine = make_engine(self._settings.database_url)
        worker_for(self._settings, engine, queues=QUEUES, woken=woken).start(Event())
        gc.collect()
        gc.freeze()
        return DispatcherMiddleware(sites.pop(""), sites)


def run(settings: Config, *, host: str, port: int, threads: int) -> None:
    """Serve until told to stop."""
    Trial(
        settings,
        {
            "bind": f"{host}:{port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": threads,
            "timeout": 60,
            "graceful_timeout": 10,
            "control_socket_disable": True,
        },
    ).run()
