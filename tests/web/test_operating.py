"""What an operator asks a site, what it counts and logs, and the page while it is closed."""

import json
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from sqlalchemy.orm import Session

from config import SITES
from disclosure import clock, maintenance
from disclosure.errors import WrongState
from disclosure.logs import FACTS, JsonLines
from disclosure.maintenance import Closed
from disclosure.web.languages import LANGUAGES
from tests.web.signing import MakeSite
from tests.web.sites import make_site

ASKED = ("/healthz", "/readyz", "/metrics")
each_site = pytest.mark.parametrize("site", SITES)


@pytest.fixture
def closed(portal: Flask, tmp_path: Path) -> Closed:
    """The sites are closed for two hours, half an hour ago."""
    since = clock.now() - timedelta(minutes=30)
    closed = Closed(since=since, until=since + timedelta(hours=2))
    maintenance.begin(tmp_path, closed)
    return closed


@each_site
def test_every_site_says_that_it_is_alive_and_ready(make: MakeSite, site: str) -> None:
    client = make(site).test_client()
    assert client.get("/healthz").text == "alive\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.parametrize("path", ASKED)
def test_from_outside_there_is_no_such_page(portal: Flask, path: str) -> None:
    through_the_proxy = {"X-Forwarded-For": "192.0.2.7"}
    assert portal.test_client().get(path, headers=through_the_proxy).status_code == 404
    assert portal.test_client().post(path).status_code in (400, 404)


def test_a_site_over_a_database_of_another_release_is_alive_and_not_ready(portal: Flask, db: Session) -> None:
    db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.commit()
    answer = portal.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "the database is of another release\n")
    assert portal.test_client().get("/healthz").status_code == 200


def test_a_closed_site_is_alive_and_not_ready(portal: Flask, closed: Closed) -> None:
    answer = portal.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "closed for maintenance\n")


def test_the_figures_are_those_that_prometheus_reads(portal: Flask) -> None:
    client = portal.test_client()
    client.get("/sign-in")
    client.get("/nothing-here")
    families = {one.name: one for one in text_string_to_metric_families(client.get("/metrics").text)}
    counted = {tuple(sample.labels.values()) for sample in families["disclosure_requests"].samples}
    assert ("signin.show", "GET", "portal", "200") in {tuple(sorted(one, key=_as_listed)) for one in counted}
    assert families["disclosure_database_up"].samples[0].value == 1
    for name in ("disclosure_work", "disclosure_letters_unsent", "disclosure_ledger_unsealed_seconds"):
        assert name in families


def _as_listed(value: str) -> tuple[bool, str]:
    return (value.isdigit(), {"signin.show": "0", "GET": "1", "portal": "2"}.get(value, value))


def test_the_figures_say_when_the_database_is_away(portal: Flask, db: Session) -> None:
    db.execute(text("ALTER TABLE work RENAME TO away"))
    db.commit()
    families = text_string_to_metric_families(portal.test_client().get("/metrics").text)
    assert {one.name: one for one in families}["disclosure_database_up"].samples[0].value == 0
    db.execute(text("ALTER TABLE away RENAME TO work"))
    db.commit()


def test_l1_a_request_is_logged_without_its_address_and_its_words(
    portal: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="disclosure.request"):
        portal.test_client().post("/sign-in?next=/2020/amina", data={"email": "amina@example.org"})
        portal.test_client().get("/2020/amina", headers={"X-Request-Id": "0123456789abcdef"})
    first, second = [json.loads(JsonLines().format(record)) for record in caplog.records]
    assert first["endpoint"] == "signin.show" or first["status"] == 400
    assert set(second) - {"at", "level", "logger", "event", "request"} == {
        "site",
        "endpoint",
        "method",
        "status",
        "seconds",
    }
    assert "amina" not in json.dumps([first, second])
    assert all(hasattr(record, FACTS) for record in caplog.records)


@pytest.mark.parametrize("given", ["x" * 65, "a b", "a\nb", "é" * 9])
def test_w5_a_request_id_that_is_none_is_not_taken(
    portal: Flask, caplog: pytest.LogCaptureFixture, given: str
) -> None:
    with caplog.at_level(logging.INFO, logger="disclosure.request"):
        portal.test_client().get("/sign-in", environ_overrides={"HTTP_X_REQUEST_ID": given})
    assert given not in "".join(JsonLines().format(record) for record in caplog.records)


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_a_closed_site_says_until_when_in_six_languages(portal: Flask, closed: Closed, language: str) -> None:
    answer = portal.test_client().get(f"/?language={language}")
    assert answer.status_code == 503
    assert f"{closed.until:%H:%M} UTC" in answer.text
    assert f'<html lang="{language}' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@each_site
def test_every_page_of_a_closed_site_is_that_one_and_asks_the_database_nothing(
    tmp_path: Path, site: str
) -> None:
    app = make_site(site, tmp_path, f"sqlite:///{tmp_path / 'nowhere' / 'none.db'}")
    since = clock.now()
    maintenance.begin(tmp_path, Closed(since=since, until=since + timedelta(hours=1)))
    for path in ("/", "/sign-in", "/nothing-here"):
        answer = app.test_client().get(path)
        assert answer.status_code == 503
        assert "You need not write to us." in answer.text
        assert "Retry-After" in answer.headers
    assert app.test_client().post("/sign-in").status_code == 503
    with app.test_client().get("/static/disclosure.css") as stylesheet:
        assert stylesheet.status_code == 200


def test_without_a_promise_the_page_makes_none(portal: Flask, tmp_path: Path) -> None:
    since = clock.now()
    maintenance.begin(tmp_path, Closed(since=since, until=since + timedelta(hours=1), promised=False))
    assert "You need not write" not in portal.test_client().get("/").text


def test_when_the_time_has_passed_a_browser_may_ask_again_in_a_minute(portal: Flask, tmp_path: Path) -> None:
    since = clock.now() - timedelta(hours=3)
    maintenance.begin(tmp_path, Closed(since=since, until=since + timedelta(hours=1)))
    assert portal.test_client().get("/").headers["Retry-After"] == "60"


def test_opened_again_it_is_open_at_once(portal: Flask, closed: Closed, tmp_path: Path) -> None:
    assert portal.test_client().get("/sign-in").status_code == 503
    maintenance.end(tmp_path)
    maintenance.end(tmp_path)
    assert portal.test_client().get("/sign-in").status_code == 200


def test_what_is_closed_is_not_closed_again_nor_for_no_time(tmp_path: Path) -> None:
    noon = datetime(2027, 3, 31, 12, tzinfo=UTC)
    with pytest.raises(WrongState):
        maintenance.begin(tmp_path, Closed(since=noon, until=noon))
    maintenance.begin(tmp_path, Closed(since=noon, until=noon + timedelta(hours=1)))
    with pytest.raises(WrongState):
        maintenance.begin(tmp_path, Closed(since=noon, until=noon + timedelta(hours=2)))
