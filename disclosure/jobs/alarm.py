"""What finds out that the ledger is not what was sealed says so, before it gives up."""

import time
from collections.abc import Callable

from sqlalchemy import Engine

from disclosure.casework.alerting import ledger_is_broken
from disclosure.errors import SealBroken

AN_HOUR = 3600.0


class Alarm:
    """Calls an act; when that finds the ledger broken, it is kept as a line, at most once an hour."""

    def __init__(self, act: Callable[[], object], engine: Engine) -> None:
        self._act, self._engine = act, engine
        self._silent_until = 0.0

    def __call__(self) -> object:
        """Do it. Raises SealBroken as the act does."""
        try:
            return self._act()
        except SealBroken:
            if time.monotonic() >= self._silent_until:
                ledger_is_broken(self._engine)
                self._silent_until = time.monotonic() + AN_HOUR
            raise
