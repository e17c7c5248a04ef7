"""The due date as an entry for somebody's calendar (RFC 5545, RFC 5546). It says nothing of the content."""

from datetime import date, datetime, timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vCalAddress
from msgspec import Struct

PRODUCT = "-//disclosure-portal//due dates//EN"
ALARMS = (timedelta(days=-7), timedelta(days=-1))
"""Counted from the beginning of the due day."""


class Due(Struct, frozen=True, kw_only=True):
    """One filing's due date.

    Attributes:
        filing_id: makes the identity of the entry: the same one through extensions and filing.
        since: a day before any due date of this filing. Due dates only move back, so the days
            from it until the due date number the entry's changes without anything being kept.
        summary: one line in the reader's language.
        url: the page to which the entry leads.
        organiser: the office's e-mail address.

    """

    filing_id: UUID
    due_on: date
    since: date
    summary: str
    url: str
    organiser: str
    language: str


def entry(due: Due, *, now: datetime) -> bytes:
    """Return the entry as it stands, a whole day with two alarms, to be taken into a calendar."""
    event = _event(due, now=now, sequence=_sequence(due))
    event.add("status", "CONFIRMED")
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", due.summary)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return _calendar(event, method="PUBLISH")


def taken_back(due: Due, *, now: datetime) -> bytes:
    """Return what takes the entry out of a calendar, because nothing is due any more."""
    event = _event(due, now=now, sequence=_sequence(due) + 1)
    event.add("status", "CANCELLED")
    return _calendar(event, method="CANCEL")


def _sequence(due: Due) -> int:
    return max((due.due_on - due.since).days, 0)


def _event(due: Due, *, now: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{due.filing_id}@{due.organiser.rpartition('@')[2]}")
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", due.summary, parameters={"LANGUAGE": due.language})
    event.add("url", due.url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event["organizer"] = vCalAddress(f"mailto:{due.organiser}")
    return event


def _calendar(event: Event, *, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
