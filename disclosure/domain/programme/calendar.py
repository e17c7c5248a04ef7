"""When things happen: cover period, opening, due date, reminders, working-day clocks."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from disclosure.domain.programme.names import Text

MonthDay = Annotated[str, Meta(pattern=r"^\d\d-\d\d$")]
"""A day of every year, month first: "03-31"."""

Days = Annotated[int, Meta(ge=1)]


class Covers(StrEnum):
    """Which calendar year the statements of a cycle are about."""

    PREVIOUS_YEAR = "previous-year"
    CYCLE_YEAR = "cycle-year"


class DueAt(StrEnum):
    """Whose midnight ends the due day."""

    DUTY_STATION = "duty-station"
    DEFAULT_ZONE = "default-zone"


class Weekday(StrEnum):
    """The days of the week, Monday first as in `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Period(NamedTuple):
    """A first and a last day, both included."""

    first: date
    last: date


class DutyStation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where people serve: its IANA time zone and its days of rest."""

    zone: Text
    weekend: tuple[Weekday, ...] = (Weekday.SATURDAY, Weekday.SUNDAY)

    @property
    def rest_days(self) -> frozenset[int]:
        """The weekend as `date.weekday()` numbers."""
        order = list(Weekday)
        return frozenset(order.index(day) for day in self.weekend)


class Calendar(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The dates of a cycle. A cycle is named by the year in which its statements are due."""

    covers: Covers
    opens: MonthDay
    due: MonthDay
    due_at: DueAt
    default_zone: Text
    new_designation_days: Days
    extension_cap_days: Annotated[int, Meta(ge=0)]
    """Most days by which extensions together may move a due date."""
    duty_stations: Mapping[str, DutyStation]

    def opens_on(self, year: int) -> date:
        """Return the day on which the cycle of `year` opens."""
        return date.fromisoformat(f"{year:04}-{self.opens}")

    def due_on(self, year: int) -> date:
        """Return the last day on which a statement of the cycle of `year` is in time."""
        return date.fromisoformat(f"{year:04}-{self.due}")

    def cover_period(self, year: int) -> Period:
        """Return the period that the statements of the cycle of `year` are about."""
        covered = year - 1 if self.covers is Covers.PREVIOUS_YEAR else year
        return Period(date(covered, 1, 1), date(covered, 12, 31))

    def duty_station(self, name: str | None) -> DutyStation | None:
        """Return the duty station of that name, whatever its capitals, or None if it is not listed."""
        wanted = (name or "").strip().casefold()
        return next((one for key, one in self.duty_stations.items() if key.casefold() == wanted), None)

    def zone_of(self, duty_station: str | None) -> str:
        """Return the zone whose midnight ends the due day for somebody serving there.

        A duty station that is not listed counts as the default zone.
        """
        found = self.duty_station(duty_station) if self.due_at is DueAt.DUTY_STATION else None
        return found.zone if found else self.default_zone


class Clocks(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long each holder of a case has, in working days of their duty station."""

    claim: Days
    review: Days
    question: Days
    approve: Days
    advice: Days
    decide: Days
    documents: Days
