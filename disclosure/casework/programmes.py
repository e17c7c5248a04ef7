"""A cycle's programme: the text it was planned with, read once per process."""

from datetime import date

from disclosure.domain.programme import Programme, parse
from disclosure.errors import ConfigError
from disclosure.models import Cycle

_READ: dict[str, Programme] = {}


def of(cycle: Cycle) -> Programme:
    """Return the programme that the cycle keeps, whatever its file says today.

    Raises ConfigError when the kept text is not the one whose digest was
    written down, or is no programme for this release.
    """
    programme = _READ.get(cycle.programme_digest)
    if programme is None:
        programme = parse(cycle.programme_text, source=f"the programme of {cycle.year}")
        if programme.digest != cycle.programme_digest:
            raise ConfigError(
                f"The programme kept with the cycle of {cycle.year} was altered. Compare it with a backup."
            )
        _READ[cycle.programme_digest] = programme
    return programme


def kept_until(cycle: Cycle) -> date | None:
    """Return the last day on which a cycle is kept; None while it is not closed."""
    if cycle.closed_at is None:
        return None
    return date(cycle.closed_at.year + of(cycle).keeping.retention_years, 12, 31)
