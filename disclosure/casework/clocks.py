"""Clocks that run in working days of the filer's duty station."""

from datetime import date
from zoneinfo import ZoneInfo

from disclosure import clock
from disclosure.casework import programmes
from disclosure.domain.deadlines import SATURDAY_AND_SUNDAY, working_day_after
from disclosure.models import Filing


def due_in(filing: Filing, working_days: int) -> date:
    """Return the day on which `working_days` from today are over, where the filer serves."""
    station = programmes.of(filing.cycle).calendar.duty_station(filing.person.duty_station)
    return working_day_after(
        today(filing), working_days, weekend=station.rest_days if station else SATURDAY_AND_SUNDAY
    )


def today(filing: Filing) -> date:
    """Return today's date where the filer serves."""
    return clock.now().astimezone(ZoneInfo(filing.zone)).date()
