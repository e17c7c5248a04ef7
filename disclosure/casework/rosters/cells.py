"""What fits into a cell of a roster, and how it writes days and years."""

from datetime import date
from functools import lru_cache

from disclosure.casework.rosters.rows import COLUMNS
from disclosure.domain import emails

LONGEST = {
    **dict.fromkeys(COLUMNS, 64),
    **dict.fromkeys(("name", "title", "duty_station"), 300),
    "functions": 1_000,
    "email": emails.LONGEST,
}
"""Characters that fit, by column."""
FIRST_YEAR, LAST_YEAR = 1945, 2200


@lru_cache(maxsize=20_000)
def iso_date(text: str) -> date | None:
    """Return a date written as 2020-03-31. Raises ValueError for any other writing."""
    if not text:
        return None
    if len(text) != len("2020-03-31"):
        raise ValueError(text)
    return date.fromisoformat(text)


@lru_cache(maxsize=1_000)
def year(text: str) -> int | None:
    """Return a year that somebody can have filed in first. Raises ValueError for anything else."""
    if not text:
        return None
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(text)
    return int(text)
