"""How many examples a property is tried with: few whenever somebody runs the tests, many in the long run.

`make test-long` chooses the profile LONG by `--hypothesis-profile`.
"""

from hypothesis import settings

QUICK, LONG = "quick", "long"
USUAL = 30
"""Examples of a property that says nothing else, in the quick run."""
TIMES = 5
"""How many times as many the long run tries."""


def register() -> None:
    """Make both profiles known, and choose the quick one. No example fails for being slow."""
    settings.register_profile(QUICK, max_examples=USUAL, deadline=None)
    settings.register_profile(LONG, max_examples=USUAL * TIMES, deadline=None)
    settings.load_profile(QUICK)


def tries(quick: int) -> int:
    """Return how many examples a property is tried with that is tried with `quick` in the quick run."""
    return quick * TIMES if settings.get_current_profile_name() == LONG else quick
