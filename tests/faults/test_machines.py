"""A full disk, a locked database, clocks that jump, years far away: before one site, on its own database."""

import logging
import resource
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo, available_timezones

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from disclosure import clock, sqlite
from disclosure.domain.deadlines import due_instant, is_late
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing, LedgerEntry
from disclosure.vault.storage import Storage
from tests.cast import Cast
from tests.faults.crowd import tally
from tests.portal.browser import Browser
from tests.portal.conftest import amina, at_site, site
from tests.portal.journeys import ALL_NO, BOTH_BOXES, file_nil, to_check

__all__ = ["amina", "at_site", "site"]
pytestmark = pytest.mark.faults
MARCH = datetime(2020, 3, 31, tzinfo=UTC)


ROOM = 40_000
"""Bytes up to which a file may still be written: enough for the index of SQLite's log, for no act."""


@contextmanager
def full(engine: Engine) -> Iterator[None]:
    """Let the disk take nothing more from this process (RLIMIT_FSIZE; Python ignores the signal for it)."""
    engine.dispose()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def filings(db: Session) -> list[FilingState]:
    db.rollback()
    db.expire_all()
    found = list(db.scalars(select(Filing.state).where(Filing.filed_at.is_not(None))))
    db.rollback()  # who reads here would else be the one writer
    return found


def lines(db: Session) -> int:
    found = db.scalars(select(LedgerEntry.id).where(LedgerEntry.kind == "statement:filed")).all()
    db.rollback()
    return len(found)


def test_c7_a_full_disk_is_told_nothing_is_half_written_and_it_goes_on_without_a_restart(
    db: Session, site: Flask, amina: Browser
) -> None:
    engine = site.extensions["engine"]
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's own disk is its server's")
    page = to_check(amina)
    db.rollback()
    with full(engine):
        refused = [amina.send(page, BOTH_BOXES, expect=503) for _ in range(3)]
        assert "The site is closed for a short time" in refused[0].heading
        assert amina.open("/help").heading, "reading goes on"
        assert (filings(db), lines(db)) == ([], 0)
    assert amina.send(page, BOTH_BOXES).heading == "Filed"
    assert (len(filings(db)), lines(db)) == (1, 1)
    tally(acknowledged=1, lost=0)


def test_c7_a_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    storage, content = Storage((tmp_path / "attachments").as_uri()), uuid4()
    with pytest.raises(OSError, match="No space"):
        _write_past_the_end(storage, content)
    assert list(storage.content_ids()) == []
    with storage.create(content) as target:
        target.write(b"whole")
    with storage.open(content) as source:
        assert source.read() == b"whole"


def _write_past_the_end(storage: Storage, content: UUID) -> None:
    with storage.create(content) as target:
        target.write(b"the first half")
        with open("/dev/full", "wb", buffering=0) as disk:  # noqa: PTH123 - a device that is always full
            disk.write(b"the other half")


def test_c7_a_log_that_finds_no_room_stops_nobody(amina: Browser) -> None:
    log, disk = logging.getLogger("disclosure.request"), Path("/dev/full").open("w")  # noqa: SIM115 - fails to close
    handler = logging.StreamHandler(disk)
    log.addHandler(handler)
    try:
        assert file_nil(amina).heading == "Filed"
    finally:
        log.removeHandler(handler)
        with suppress(OSError):
            disk.close()


def test_c8_a_writer_that_holds_the_database_is_waited_for_within_bounds(
    db: Session, site: Flask, amina: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = site.extensions["engine"]
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 600)
    page = to_check(amina)
    db.rollback()
    if engine.dialect.name == "sqlite":
        with sqlite3.connect(engine.url.database or "", isolation_level=None) as holder:
            holder.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            amina.send(page, BOTH_BOXES, expect=503)
            assert 0.4 < time.monotonic() - began < 5
            assert amina.open("/help").status == 200, "who only reads waits for nobody"
            holder.execute("ROLLBACK")
        holder.close()
    assert amina.send(page, BOTH_BOXES).heading == "Filed"


@pytest.mark.parametrize("seconds", [-1, 0, 1])
@pytest.mark.parametrize("zone", ["Africa/Nairobi", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tehran"])
def test_t1_a_second_before_midnight_is_in_time_and_at_midnight_it_is_late_on_page_list_and_receipt(
    db: Session, cast: Cast, amina: Browser, zone: str, seconds: int
) -> None:
    filing = cast.amina.filing
    filing.zone, filing.due_at = zone, due_instant(filing.due_on, zone)
    db.commit()
    to_check(amina)
    with clock.travel(filing.due_at - timedelta(minutes=5)):
        page = amina.sign_in(cast.amina).open("/2020/check")
    with clock.travel(filing.due_at + timedelta(seconds=seconds)):
        filed = amina.send(page, BOTH_BOXES)
    db.refresh(filing)
    assert filed.heading == "Filed"
    assert filing.late is (seconds >= 0)
    if seconds:  # time runs on while the form is read: within a second of it both are right
        assert is_late(filing.filed_at or MARCH, filing.due_at) is filing.late


def test_t1_in_every_zone_there_is_the_last_second_of_the_day_is_in_time_and_the_next_is_not() -> None:
    days = [date(2020, 3, 31), date(2024, 2, 29), date(2011, 12, 29), date(2026, 10, 24), date(2026, 3, 28)]
    for zone in sorted(available_timezones()):
        local = ZoneInfo(zone)
        for day in days:
            due = due_instant(day, zone)
            assert (due - timedelta(seconds=1)).astimezone(local).date() <= day, (zone, day)
            assert due.astimezone(local).date() > day, (zone, day)


@pytest.mark.parametrize("step", [-3600, 3600])
def test_t2_a_clock_that_jumps_in_the_middle_spoils_nothing(
    db: Session, cast: Cast, amina: Browser, step: int
) -> None:
    to_check(amina)
    with clock.travel(clock.now() + timedelta(seconds=step)):
        if amina.open("/2020/check").heading == "Sign in":  # an hour went by unseen: the session was idle
            amina.sign_in(cast.amina)
        filed = amina.send(amina.open("/2020/check"), BOTH_BOXES)
    assert filed.heading == "Filed"
    assert lines(db) == 1


@pytest.mark.parametrize("day", [datetime(2038, 1, 20, 4, tzinfo=UTC), datetime(2100, 3, 1, 4, tzinfo=UTC)])
def test_t3_beyond_2038_and_in_2100_people_sign_in_file_and_read_their_receipt(
    db: Session, cast: Cast, site: Flask, day: datetime
) -> None:
    with clock.travel(day):
        filing = cast.amina.filing
        filing.due_on = day.date() + timedelta(days=9)
        filing.due_at = due_instant(filing.due_on, filing.zone)
        db.commit()
        page = file_nil(Browser(site).sign_in(cast.amina))
    db.refresh(filing)
    assert page.heading == "Filed"
    assert filing.filed_at
    assert filing.filed_at.year == day.year
    assert not filing.late


def test_c1_the_second_of_two_windows_is_shown_both_texts_and_overwrites_nothing(
    db: Session, cast: Cast, amina: Browser
) -> None:
    to_check(amina)
    first, second = amina.open("/2020/questions"), amina.open("/2020/questions")
    amina.send(first, {**ALL_NO, "q-gifts": "yes"})
    refused = amina.send(second, {**ALL_NO, "q-debts": "yes"}, expect=409)
    assert refused.heading == "Somebody changed this before you"
    row = db.execute(text("SELECT version FROM drafts")).scalar_one()
    db.rollback()
    assert amina.open("/2020/questions").answers["version"] == [str(row)]
