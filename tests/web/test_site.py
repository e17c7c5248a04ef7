"""What all three sites share: hosts they answer to, cookies, headers, and the bounds of a request."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from config import SITES
from disclosure.casework import accounts
from tests.cast import Cast
from tests.pages import checked
from tests.web.sites import SECRET, make_site

pytestmark = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
"""What is asked here is answered before any table is."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
POLICY = ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
PUBLIC = "https://file.example.org"


@pytest.fixture(params=SITES)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def site(name: str, db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """One of the sites, as a trial on one machine has it."""
    db.commit()
    app = make_site(name, tmp_path, migrated_url)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def public(name: str, db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The same site as the world reaches it: over TLS, behind a proxy."""
    db.commit()
    app = make_site(name, tmp_path, migrated_url, url=PUBLIC)
    yield app
    app.extensions["engine"].dispose()


class OverTls(FlaskClient):
    """A browser behind the proxy, which says by which name and how the request came."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - whatever a client takes
        came = {"Host": "file.example.org", "X-Forwarded-Proto": "https"}
        headers = came | kwargs.pop("headers", {})
        return super().open(*args, headers=headers, **kwargs)


def over_tls(app: Flask) -> FlaskClient:
    app.test_client_class = OverTls
    return app.test_client()


def assert_headers(answer: TestResponse) -> None:
    for header, value in ALWAYS.items():
        assert answer.headers[header] == value, (answer.status, header)
    for part in POLICY:
        assert part in answer.headers["Content-Security-Policy"], answer.status
    assert "Server" not in answer.headers or "Werkzeug" not in answer.headers["Server"]


def signed_in(app: Flask, db: Session, cast: Cast, site: str) -> FlaskClient:
    token = accounts.begin_session(db, cast.ravi.account, site=site, method="link")
    db.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def test_every_answer_carries_the_headers(site: Flask, name: str, db: Session, cast: Cast) -> None:
    client = signed_in(site, db, cast, name)
    site.add_url_rule("/broken", "broken", _break)
    for address, status in (
        ("/sign-in", 200),
        ("/nowhere", 404),
        ("/cycle/1066", 404),
        ("/sign-out", 405),
        ("/broken", 500),
    ):
        answer = client.get(address)
        assert answer.status_code == status, address
        assert_headers(answer)
        checked(answer.text)
    refused = client.post("/sign-in", data={"email": "amina@example.org"})
    assert refused.status_code == 400
    assert_headers(refused)


def _break() -> str:
    raise ZeroDivisionError


def test_a_way_to_sign_in_carries_the_headers_too(site: Flask) -> None:
    answer = site.test_client().get("/home")
    assert answer.status_code in (303, 404)
    assert_headers(answer)


def test_each_answer_has_a_nonce_of_its_own(site: Flask) -> None:
    client = site.test_client()
    policies = {client.get("/sign-in").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3
    assert all("script-src 'nonce-" in policy and "unsafe" not in policy for policy in policies)


def test_over_tls_a_browser_is_told_to_stay_there(public: Flask) -> None:
    answer = over_tls(public).get("/sign-in")
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "10.0.0.1"])
def test_a_forged_host_is_refused(site: Flask, host: str) -> None:
    answer = site.test_client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert_headers(answer)
    assert "evil" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-Host"])
def test_a_host_that_a_header_claims_is_not_believed(site: Flask, public: Flask, header: str) -> None:
    for client in (site.test_client(), over_tls(public)):
        claims = {header: "host=evil.example" if header == "Forwarded" else "evil.example"}
        answer = client.get("/sign-in", headers=claims)
        assert answer.status_code == 200
        assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "evil.example"])
def test_in_public_a_site_answers_to_its_own_name_only(public: Flask, host: str) -> None:
    assert over_tls(public).get("/sign-in", headers={"Host": host}).status_code == 400
    assert over_tls(public).get("/sign-in").status_code == 200


def test_a_cookie_is_for_this_site_alone_and_no_script_reads_it(site: Flask, name: str) -> None:
    cookie = site.test_client().get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith(f"{name}-session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_in_public_a_cookie_is_bound_to_the_host_and_to_tls(public: Flask, name: str) -> None:
    cookie = over_tls(public).get("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith(f"__Host-{name}-session=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_cookie_says_nothing_about_its_owner(site: Flask, name: str, db: Session, cast: Cast) -> None:
    client = signed_in(site, db, cast, name)
    client.get("/sign-in")
    with client.session_transaction() as session:
        said = str(dict(session))
    for personal in (cast.ravi.account.email, cast.ravi.account.name, str(cast.ravi.account.id)):
        assert personal not in said
    assert set(session) <= {"_user_id", "csrf_token", "_fresh", "language", "next"}


def test_a_cookie_of_another_secret_is_nobody(
    site: Flask, name: str, db: Session, cast: Cast, migrated_url: str, tmp_path: Path
) -> None:
    other = make_site(name, tmp_path, migrated_url, secret=SECRET[::-1])
    forged = signed_in(other, db, cast, name).get_cookie(f"{name}-session")
    assert forged is not None
    client = site.test_client()
    client.set_cookie(f"{name}-session", forged.value)
    assert "Ravi" not in client.get("/sign-in").text
    other.extensions["engine"].dispose()


def test_a_session_of_one_site_is_none_of_anothers(site: Flask, name: str, db: Session, cast: Cast) -> None:
    mine = signed_in(site, db, cast, name)
    assert "Ravi Menon" in mine.get("/nowhere").text
    others = [signed_in(site, db, cast, other) for other in SITES if other != name]
    for client in others:
        assert "Ravi Menon" not in client.get("/nowhere").text


def multipart(disposition: str, size: int) -> dict[str, Any]:
    """What a browser sends of one part of this size."""
    head = f"--edge\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
    return {
        "data": head + b"x" * size + b"\r\n--edge--\r\n",
        "content_type": "multipart/form-data; boundary=edge",
    }


def test_a_request_that_is_too_large_is_refused_in_words(
    site: Flask, name: str, db: Session, cast: Cast
) -> None:
    client = signed_in(site, db, cast, name)
    field = client.post("/sign-in", **multipart('name="email"', 3 * 2**20))
    file = client.post("/sign-in", **multipart('name="file"; filename="large.pdf"', 26 * 2**20))
    many = {str(number): "x" for number in range(3000)}
    parts = client.post("/sign-in", data=many, content_type="multipart/form-data")
    for answer in (field, file, parts):
        assert answer.status_code == 413
        assert_headers(answer)
        checked(answer.text)


def test_the_sites_do_not_share_what_signs_their_cookies_or_their_names(
    migrated_url: str, tmp_path: Path, cast: Cast
) -> None:
    apps = [make_site(site, tmp_path, migrated_url, secret=f"{site} {SECRET}") for site in SITES]
    assert len({app.config["SESSION_COOKIE_NAME"] for app in apps}) == len(SITES)
    for app in apps:
        assert app.config["SECRET_KEY"].startswith(app.extensions["config"].site)
        assert not app.debug
        assert not app.testing
        app.extensions["engine"].dispose()


def test_a_new_form_says_nothing_of_csrf_being_off(site: Flask) -> None:
    assert site.config.get("WTF_CSRF_ENABLED", True) is True
    assert site.config.get("WTF_CSRF_CHECK_DEFAULT", True) is True
