"""Days and instants as the filer lives them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_datetime_format, get_timezone_location
from flask_babel import get_locale
from flask_login import current_user

from disclosure import clock
from disclosure.casework import programmes
from disclosure.domain.deadlines import SATURDAY_AND_SUNDAY, working_day_after
from disclosure.models import Filing
from disclosure.web.amounts import page_locale


def place(zone: str) -> str:
    """Return the city that stands for a time zone: "Nairobi"."""
    if zone == "UTC":
        return zone
    return get_timezone_location(ZoneInfo(zone), locale=get_locale(), return_city=True)


def local(instant: datetime, zone: str) -> str:
    """Return an instant as a clock in `zone` shows it, in words."""
    locale, there = page_locale(), instant.astimezone(ZoneInfo(zone))
    joined = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return joined.replace("{0}", format_time(there, "HH:mm", tzinfo=there.tzinfo, locale=locale)).replace(
        "{1}", format_date(there, "long", locale=locale)
    )


def of_reader(instant: datetime, zone: str) -> str:
    """Return an instant in the time zone that the reader chose, else in `zone`."""
    return local(instant, _chosen() or zone)


def clock_of_reader(instant: datetime) -> str:
    """Return the time of day of an instant with the place whose clock shows it; UTC unless chosen."""
    zone = _chosen() or "UTC"
    return f"{format_time(instant, 'HH:mm', tzinfo=ZoneInfo(zone), locale=get_locale())} ({place(zone)})"


def _chosen() -> str | None:
    zone: str | None = current_user.account.zone if current_user.is_authenticated else None
    return zone


def is_past(filing: Filing) -> bool:
    """Tell whether the due day is over where the filer serves."""
    return clock.now() >= filing.due_at


def looked_at_by(filing: Filing) -> date | None:
    """Return the day by which the office means to have looked at a statement; nothing before it is filed."""
    if filing.filed_at is None:
        return None
    programme = programmes.of(filing.cycle)
    station = programme.calendar.duty_station(filing.person.duty_station)
    return working_day_after(
        filing.filed_at.astimezone(ZoneInfo(filing.zone)).date(),
        programme.clocks.claim + programme.clocks.review,
        weekend=station.rest_days if station else SATURDAY_AND_SUNDAY,
    )
