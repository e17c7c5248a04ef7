"""W6, W7 and W8: where an answer leads, by which name a site is known, and what its headers promise."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from disclosure.web.desk import OPEN
from tests.access.matrix import OF_NO_ROW
from tests.casework.office import Office
from tests.cast import Cast
from tests.reviewer.every_route import parts_of
from tests.security.sites import NAMES, Client, Sites, on_sqlite
from tests.security.test_requests import addresses, members
from tests.web.signing import letters, link, send
from tests.web.sites import make_site

pytestmark = on_sqlite

EVIL = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,evil",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\u2028/evil.example",
    "//evil.example%2f..",
    "/%2f/evil.example",
    "//localhost@evil.example",
)


@pytest.mark.parametrize("site", NAMES)
def test_w6_nobody_is_led_to_another_host_after_signing_in(sites: Sites, cast: Cast, site: str) -> None:
    for wanted in EVIL:
        for written in (quote(wanted, safe=""), quote(quote(wanted, safe=""), safe="")):
            client = sites.client(site)
            client.get(f"/sign-in?next={written}")
            with client.http.session_transaction() as session:
                kept = session.get("next", "/")
            assert kept.startswith("/")
            assert not re.match(r"/[\\/\s]", kept), wanted


def test_w6_the_way_back_is_judged_again_when_it_is_taken(sites: Sites) -> None:
    app = sites["portal"]
    for wanted in ("//evil.example", "/\\evil.example", "https://evil.example"):
        client = app.test_client()
        path = link(app, client)
        with client.session_transaction() as session:
            session["next"] = wanted
        assert send(client, path).location == "/home"


@pytest.mark.parametrize("site", NAMES)
def test_w6_no_page_leads_where_a_header_or_a_parameter_says(sites: Sites, cast: Cast, site: str) -> None:
    client = sites.client(site, members(cast)[site])
    headers = {"Referer": "https://evil.example/", "Origin": "https://evil.example"}
    for name in ("next", "url", "return", "redirect", "back", "continue", "to"):
        for address in ("/", "/home", "/account", "/sign-in"):
            answer = client.get(address, query_string={name: "//evil.example"}, headers=headers)
            assert "evil" not in answer.headers.get("Location", "").partition("?")[0]
            assert 'href="//evil' not in answer.text
            assert 'action="//evil' not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80", "[::1]"])
@pytest.mark.parametrize("site", NAMES)
def test_w7_another_hosts_name_is_refused(sites: Sites, site: str, host: str) -> None:
    answer = sites[site].test_client().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_w7_a_letter_leads_to_the_site_that_was_configured(sites: Sites) -> None:
    app = sites["portal"]
    client = app.test_client()
    forged = dict.fromkeys(("X-Forwarded-Host", "X-Host", "X-Original-Host"), "evil.example")
    forged |= {"Forwarded": "host=evil.example", "X-Forwarded-Proto": "gopher", "X-Forwarded-Prefix": "/evil"}
    found = re.search(
        r'name="?csrf_token"?[^>]* value="([^"]+)"', client.get("/sign-in", headers=forged).text
    )
    assert found
    asked = {"csrf_token": found[1], "email": "amina@example.org"}
    assert client.post("/sign-in", data=asked, headers=forged).status_code == 303
    [letter] = [one for one in letters(app) if "/sign-in/link/" in one]
    assert "http://localhost/sign-in/link/" in letter
    assert "evil" not in letter


PUBLIC = "https://file.example.org"
OVER_TLS = {"Host": "file.example.org", "X-Forwarded-Proto": "https"}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def answers(
    client: Client, sites: Sites, site: str, parts: dict[str, object]
) -> Iterator[tuple[str, object]]:
    yield from (
        (address, client.get(address)) for address in sorted(set(addresses(sites[site], "GET", parts)))
    )


@pytest.mark.parametrize("site", NAMES)
def test_w8_every_answer_of_every_page_carries_its_headers(
    sites: Sites, office: Office, cast: Cast, site: str
) -> None:
    parts = dict(OF_NO_ROW) | {"code": "DOS"} | parts_of(office, cast.amina)
    client = sites.client(site, members(cast)[site])
    open_to_all = {
        rule.rule
        for rule in sites[site].url_map.iter_rules()
        if getattr(sites[site].view_functions[rule.endpoint], "needs", None) is OPEN
    }
    assert open_to_all
    statuses = set()
    for address in sorted(set(addresses(sites[site], "GET", parts))):
        answer = client.get(address)
        statuses.add(answer.status_code)
        holds_headers(address, answer.headers)
        if answer.headers["Cache-Control"] != "no-store":
            assert address.startswith(("/script/", "/public-register", "/draws/", "/static/")), address
    for address, status in (("/nowhere", 404), ("/sign-out", 405)):
        answer = client.get(address)
        assert answer.status_code == status
        holds_headers(address, answer.headers)
        assert answer.headers["Cache-Control"] == "no-store"
    refused = client.http.post("/sign-in", data={})
    assert refused.status_code == 400
    holds_headers("/sign-in", refused.headers)
    assert {200, 404} <= statuses


def holds_headers(address: str, headers: object) -> None:
    found = dict(headers)  # type: ignore[call-overload]
    for name, value in ALWAYS.items():
        assert found[name] == value, (address, name)
    told = found["Content-Security-Policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert part in told, (address, part)
    assert "unsafe" not in told
    if not told.endswith("; sandbox"):  # a file: nothing in it is carried out at all
        assert "form-action 'self'" in told
        assert re.search(r"script-src 'nonce-[\w-]{22}'(;|$)", told), address


@pytest.mark.parametrize("site", NAMES)
def test_w8_over_tls_a_browser_stays_there_also_after_a_fault(sites: Sites, cast: Cast, site: str) -> None:
    app = make_site(site, sites.folder, sites.url, url=PUBLIC)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", "broken", _break)
    client: FlaskClient = app.test_client()
    for address, status in (("/sign-in", 200), ("/nowhere", 404), ("/broken", 500)):
        answer = client.get(address, headers=OVER_TLS)
        assert answer.status_code == status
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        holds_headers(address, answer.headers)
    app.extensions["engine"].dispose()


def _break() -> str:
    raise ZeroDivisionError
