"""The due date in somebody's calendar: one entry through extensions, taken out when nothing is due."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from msgspec.structs import replace

from disclosure.printing import Due, entry, taken_back

NOW = datetime(2020, 3, 2, 9, tzinfo=UTC)
DUE = Due(
    filing_id=UUID(int=7),
    due_on=date(2020, 3, 31),
    since=date(2019, 1, 1),
    summary="Your 2020 statement is due",
    url="https://filing.example.org/2020/start",
    organiser="office@example.org",
    language="en",
)


def event_of(content: bytes) -> tuple[str, Event]:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_the_entry_is_one_whole_day_with_alarms_a_week_and_a_day_before() -> None:
    method, event = event_of(entry(DUE, now=NOW))
    assert method == "PUBLISH"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2020, 3, 31), date(2020, 4, 1))
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [
        timedelta(days=-7),
        timedelta(days=-1),
    ]
    assert event["ORGANIZER"] == "mailto:office@example.org"
    assert "VALUE=DATE" in entry(DUE, now=NOW).decode()


def test_filing_takes_the_same_entry_out() -> None:
    _publish, asked = event_of(entry(DUE, now=NOW))
    method, event = event_of(taken_back(DUE, now=NOW))
    assert method == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["UID"] == asked["UID"]
    assert event["SEQUENCE"] > asked["SEQUENCE"]
    assert event.walk("VALARM") == []


@given(days=st.integers(1, 400))
def test_an_extension_moves_the_same_entry(days: int) -> None:
    later = replace(DUE, due_on=DUE.due_on + timedelta(days=days))
    (_m, before), (_n, after) = event_of(entry(DUE, now=NOW)), event_of(entry(later, now=NOW))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == later.due_on
    assert event_of(taken_back(later, now=NOW))[1]["SEQUENCE"] > after["SEQUENCE"]


@pytest.mark.parametrize("summary", ["بيانك لعام 2020 مستحق", "您的2020年申报到期", "a; b, c\nBEGIN:VEVENT"])
def test_any_words_make_one_entry(summary: str) -> None:
    content = entry(replace(DUE, summary=summary), now=NOW)
    assert event_of(content)[1]["SUMMARY"] == summary
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
