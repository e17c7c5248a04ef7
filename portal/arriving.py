"""When a request arrived: what is filed counts from then, however long it waited for a process."""

import re
from datetime import UTC, datetime, timedelta

from flask import g, request

from disclosure import clock

HEADER = "X-Request-Start"
"""What the proxy writes when it has the whole request and begins to hand it on: `t=` and seconds since 1970.
The requests of the last minute wait behind one another at the process, which sees them only afterwards."""
LONGEST = timedelta(minutes=5)
"""A request waited at most so long: whatever says more is a wrong clock."""
_SECONDS = re.compile(r"t=(\d{9,11}\.\d{1,6})")


def note(*, behind_proxy: bool) -> None:
    """Keep when this request arrived: by the word of the proxy where there is one, else now."""
    g.arrived_at = arrival(request.headers.get(HEADER, "") if behind_proxy else "", now=clock.now())


def arrival(told: str, *, now: datetime) -> datetime:
    """Return the instant that the proxy told, or `now` where it told none that can be."""
    found = _SECONDS.fullmatch(told)
    if found is None:
        return now
    at = datetime.fromtimestamp(float(found[1]), UTC)
    return at if now - LONGEST <= at <= now else now
