"""What goes to a log, and that nothing about a person does.

`DISCLOSURE_LOG_FORMAT=json` writes one JSON object per line, for a machine that gathers them; otherwise lines
for people. `DISCLOSURE_LOG_LEVEL` is WARNING unless set; json begins at INFO, with one line for each request.

Of an error that nobody foresaw, its kind and the places in the code are told, never its words, which may
quote what somebody typed. One event is one line: line breaks in a value are escaped.
"""

import json
import logging
import logging.config
import os
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from disclosure.errors import ConfigError

FORMAT, LEVEL = "DISCLOSURE_LOG_FORMAT", "DISCLOSURE_LOG_LEVEL"
FORMATS = ("plain", "json")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""What binds the lines of one request together, here and in the proxy's log."""

FACTS = "facts"
"""The key of `extra` under which a line may carry facts: names, numbers, codes, never content."""


class JsonLines(logging.Formatter):
    """One JSON object per event."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if (known := request_id.get()) is not None:
            line["request"] = known
        line |= getattr(record, FACTS, {})
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["where"] = places(record.exc_info[2])
        return json.dumps(line, default=str)


class PlainLines(logging.Formatter):
    """A line for people. Control characters that came with a value are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and under it the places in the code where an error went through."""
        said = f"{record.levelname} {record.name}: {record.getMessage()}"
        for name, value in getattr(record, FACTS, {}).items():
            said += f" {name}={value}"
        said = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in said)
        if record.exc_info and record.exc_info[0] is not None:
            said += f" {record.exc_info[0].__name__} at " + " < ".join(reversed(places(record.exc_info[2])))
        return said


def places(trace: TracebackType | None) -> list[str]:
    """Return where an error went through, as file:line:function, without what was in memory there."""
    return [f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in traceback.extract_tb(trace)]


def configuration(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what `logging.config.dictConfig` takes, for ours and for gunicorn's loggers.

    Raises:
        ConfigError: a setting is none of those there are.

    """
    given = os.environ if environ is None else environ
    kind = given.get(FORMAT) or "plain"
    level = given.get(LEVEL) or "WARNING"
    if kind not in FORMATS:
        raise ConfigError(f"{FORMAT} is {kind!r}. Write one of: {', '.join(FORMATS)}.")
    if level not in LEVELS:
        raise ConfigError(f"{LEVEL} is {level!r}. Write one of: {', '.join(LEVELS)}.")
    ours = "INFO" if kind == "json" and not given.get(LEVEL) else level
    own = {"handlers": [], "propagate": True, "level": "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.{'JsonLines' if kind == 'json' else 'PlainLines'}"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": level, "handlers": ["out"]},
        "loggers": {
            "disclosure": {"level": ours},
            "gunicorn.error": own,
            "gunicorn.access": own | {"level": "WARNING"},
        },
    }


def configure() -> None:
    """Let this process log as the environment says."""
    logging.config.dictConfig(configuration())
