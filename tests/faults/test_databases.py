"""A database that is stopped, held, or started anew under load."""

import threading
import time

import psycopg
import pytest

from tests.faults.crowd import Crowd, meanwhile
from tests.faults.points import CHANCE, refused
from tests.stack.programs import ready

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
HELD = 30.0
"""Seconds for which somebody holds the table."""
BOUND = 20.0
"""Seconds within which a site says that it is to be asked again."""


def test_c8_a_database_that_is_stopped_is_told_as_such_within_bounds(crowd: Crowd) -> None:
    (filer,) = crowd.take(1)
    crowd.stack.postgres.crash()
    try:
        status, page, headers = crowd.send(filer)
    finally:
        crowd.stack.postgres.start_again()
    assert status == 503
    assert headers["Retry-After"] == "10"
    assert "The site is closed for a short time" in page
    crowd.file(filer)
    assert filer.acknowledged
    assert crowd.lost([filer]) == []


def test_c8_who_holds_the_table_for_half_a_minute_is_waited_for_within_bounds(crowd: Crowd) -> None:
    filers = crowd.take(6)
    filer, *others = filers
    waiting = threading.Thread(target=crowd.file_all, args=(others,), kwargs={"at_once": len(others)})
    with psycopg.connect(crowd.stack.owner_url) as holder:
        holder.execute("LOCK TABLE statements IN EXCLUSIVE MODE")
        began = time.monotonic()
        status, _page, headers = crowd.send(filer)
        assert time.monotonic() - began < BOUND
        assert (status, headers["Retry-After"]) == (503, "10")
        assert ready(crowd.door.port), "who only reads waits for nobody"
        waiting.start()
        time.sleep(max(began + HELD - time.monotonic(), 0))
    waiting.join()
    crowd.file(filer)
    assert refused(filers) == []
    assert all(filer.acknowledged for filer in filers)
    assert crowd.lost(filers) == []


def test_c8_a_database_that_is_started_anew_under_load_loses_nothing(crowd: Crowd) -> None:
    filers, postgres = crowd.take(40), crowd.stack.postgres

    def anew(ended: threading.Event) -> None:
        for _ in range(3):
            ended.wait(CHANCE.uniform(0.2, 0.8))
            postgres.stop()
            postgres.start_again()

    with meanwhile(anew):
        crowd.file_all(filers, at_once=8)
    assert refused(filers) == []
    assert all(filer.acknowledged for filer in filers)
    assert crowd.lost(filers) == []
