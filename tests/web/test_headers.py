import gzip
import re

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from disclosure.web import headers
from tests.web.sample import make_app


@pytest.fixture(scope="module")
def app() -> Flask:
    app = make_app()
    app.add_url_rule("/public", "public", _public)
    app.add_url_rule("/script", "script", headers.nonce)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _public() -> Response:
    response = Response("for everybody")
    response.cache_control.public = True
    response.cache_control.max_age = 300
    return response


def directives(policy: str) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in policy.split("; "))


@pytest.mark.parametrize(
    "path", ["/page", "/form", "/nowhere", "/broken", "/static/disclosure.css", "/static/nothing"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(client: FlaskClient, path: str) -> None:
    answer = client.get(path, buffered=True)
    policy = directives(answer.headers["Content-Security-Policy"])
    nonce = policy.pop("script-src")
    assert re.fullmatch(r"'nonce-[\w-]{22}'", nonce)
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_a_nonce_is_used_once_and_is_the_one_of_its_page(client: FlaskClient) -> None:
    first, second = client.get("/script"), client.get("/script")
    assert first.text != second.text
    assert f"'nonce-{first.text}'" in first.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/page", "/nowhere", "/broken"])
def test_no_page_stays_in_a_cache(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_page_that_its_view_calls_public_may(client: FlaskClient) -> None:
    assert client.get("/public").headers["Cache-Control"] == "public, max-age=300"


def test_a_file_is_kept_for_a_year_only_under_its_current_version(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = headers.asset("disclosure.css")
    assert (
        client.get(address, buffered=True).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    )
    for stale in ("/static/disclosure.css", "/static/disclosure.css?v=0000", "/static/nothing?v=0000"):
        assert client.get(stale, buffered=True).headers["Cache-Control"] == "public, no-cache"


def test_https_is_demanded_once_it_was_used(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/page").headers
    assert (
        client.get("/page", base_url="https://site.example").headers["Strict-Transport-Security"]
        == "max-age=63072000"
    )


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_style(client: FlaskClient) -> None:
    for path in ("/page", "/form", "/error/500"):
        html = client.get(path).text
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)
        assert " style=" not in html
        assert not re.search(r'\son\w+="', html)


def test_a_stylesheet_travels_compressed_to_whoever_takes_it_so(client: FlaskClient) -> None:
    plain = client.get("/static/disclosure.css", buffered=True)
    squeezed = client.get("/static/disclosure.css", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert len(squeezed.data) < len(plain.data) / 3
    tag = squeezed.headers["ETag"]
    assert tag == f"W/{plain.headers['ETag']}"
    asked = {"Accept-Encoding": "gzip", "If-None-Match": tag}
    assert client.get("/static/disclosure.css", headers=asked, buffered=True).status_code == 304
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in squeezed.headers["Vary"]


def test_a_page_is_never_compressed_beside_its_secrets(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/form", headers={"Accept-Encoding": "gzip"}).headers
