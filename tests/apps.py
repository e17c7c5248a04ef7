"""The sites of a test process: made once each, and given to one test after another as if they were new.

A site has some hundred addresses, each of which takes its time to be read. What
a test can tell one site from another by is its own: settings, database, keys,
storage. A test that adds a route or changes how a site is made makes its own
(tests/web/sites.py).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from flask import Flask

from config import SiteConfig
from disclosure.casework import reading
from disclosure.db import make_engine
from disclosure.vault.storage import Storage

VARYING = {"instance", "database_url", "storage_url", "keys"}
"""The settings in which one test may differ from another."""
_KEPT: dict[str, tuple[Flask, dict[str, Any], dict[str, Any]]] = {}


@contextmanager
def lent(create: Callable[[Any], Flask], config: SiteConfig) -> Iterator[Flask]:
    """Lend a site with these settings, of which only folders and databases may differ from test to test."""
    if config.site not in _KEPT:
        made = create(config)
        _KEPT[config.site] = made, dict(made.extensions), dict(made.config)
        app = made
    else:
        app, extensions, settings = _KEPT[config.site]
        first = extensions["config"]
        differing = {
            one.name for one in fields(config) if getattr(config, one.name) != getattr(first, one.name)
        }
        assert differing <= VARYING, f"Make a site of your own for other {differing - VARYING}."
        app.extensions.clear()
        app.extensions.update(extensions | _own(config))
        app.config.clear()
        app.config.update(settings)
    yield app
    app.extensions["engine"].dispose()


def _own(config: SiteConfig) -> dict[str, Any]:
    """Make anew what a site has of its own."""
    own: dict[str, Any] = {"config": config, "engine": make_engine(config.database_url)}
    if config.site != "compliance":
        own |= {"keys": reading.keys_in(config.keys), "storage": Storage(config.storage_url)}  # type: ignore[attr-defined]
    return own
