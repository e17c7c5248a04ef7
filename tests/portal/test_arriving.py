"""A statement counts from when the proxy had it whole, however long it waited for a process then."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from disclosure import clock
from portal import arriving
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.journeys import BOTH_BOXES, to_check

NOW = datetime(2020, 3, 31, 21, 0, 20, tzinfo=UTC)


def told(at: datetime) -> str:
    """What the proxy writes: seconds with three digits after the point."""
    return f"t={at.timestamp():.3f}"


def test_what_the_proxy_says_is_believed_within_five_minutes() -> None:
    for seconds in (0, 20, 299):
        at = NOW - timedelta(seconds=seconds)
        assert arriving.arrival(told(at), now=NOW) == at
    for wrong in (
        told(NOW + timedelta(seconds=1)),
        told(NOW - timedelta(seconds=301)),
        "",
        "t=",
        "t=soon",
        "1585688420.000",
        "t=99999999999.999",
        "t=-1585688420.000",
        "t=1585688420.000, t=1",
    ):
        assert arriving.arrival(wrong, now=NOW) == NOW


@pytest.mark.parametrize("behind_proxy", [True, False])
def test_i3_who_waited_in_the_last_minutes_queue_is_in_time_by_the_proxys_word_alone(
    db: Session, cast: Cast, site: Flask, amina: Browser, monkeypatch: pytest.MonkeyPatch, behind_proxy: bool
) -> None:
    note = partial(arriving.note, behind_proxy=behind_proxy)
    monkeypatch.setitem(site.before_request_funcs, None, [note, *site.before_request_funcs[None][1:]])
    filing = cast.amina.filing
    to_check(amina)
    with clock.travel(filing.due_at - timedelta(minutes=5)):
        page = amina.sign_in(cast.amina).open("/2020/check")
    with clock.travel(filing.due_at + timedelta(seconds=20)):
        amina.client.environ_base["HTTP_X_REQUEST_START"] = told(filing.due_at - timedelta(seconds=30))
        assert amina.send(page, BOTH_BOXES).heading == "Filed"
    db.refresh(filing)
    assert filing.late is not behind_proxy


def test_a_site_without_tls_has_no_proxy_to_believe(site: Flask) -> None:
    first = site.before_request_funcs[None][0]
    assert isinstance(first, partial)
    assert first.keywords == {"behind_proxy": False}
