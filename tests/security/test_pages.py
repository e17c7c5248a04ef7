"""W2 and W5: what somebody wrote is shown as text, in its place and nowhere else."""

import logging
import re
from email import message_from_bytes, policy

import pytest

from disclosure.jobs.assembly import worker_for
from disclosure.models import Filing
from tests.casework.office import Office, company
from tests.cast import Cast
from tests.security.payloads import SPELLS, XSS
from tests.security.sites import Sites
from tests.security.traps import pages
from tests.web.reading import read

CARRIES = {"iframe", "object", "embed", "math", "style", "img", "base"}
DRAWS = {
    "svg",
    "title",
    "desc",
    "g",
    "rect",
    "line",
    "text",
    "tspan",
    "circle",
    "path",
    "polyline",
    "polygon",
}
"""What a chart of ours is made of; a drawing that somebody wrote would carry more than these and figures."""


def faults(html: str) -> list[str]:
    """Return what in a page a browser would carry out, though no template wrote it."""
    try:
        page = read(html)
    except AssertionError as broken:
        return [f"the page is torn: {broken}"]
    found = []
    for one in page:
        if one.tag == "script" and not one.get("nonce"):
            found.append(f"a script without a nonce: {one.text[:80]}")
        if one.tag in CARRIES or (one.tag == "meta" and one.get("http-equiv")):
            found.append(f"<{one.tag}> {one.attributes}")
        if one.tag == "svg" and {part.tag for part in one} - DRAWS:
            found.append(f"a drawing of {sorted({part.tag for part in one})}")
        for name, value in one.attributes.items():
            if name.startswith("on") or (name in ("style", "srcdoc")):
                found.append(f"{one.tag} {name}={value}")
            if name in ("href", "src", "action", "formaction") and re.match(
                r"\s*(javascript:|data:[^,]|vbscript:)", value or ""
            ):
                found.append(f"{one.tag} {name}={value}")
    return found


def test_w2_sixty_traps_in_every_field_are_text_on_every_page(
    sites: Sites, written: Filing, cast: Cast
) -> None:
    assert len(XSS) == 60
    shown = 0
    for client, address in pages(sites, cast, written):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert faults(answer.text) == [], address
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        shown += "window.carriedOut" in answer.text
    assert shown > 10, "the traps are on the pages"


def test_w2_what_is_looked_for_here_would_be_found() -> None:
    for trap in XSS[:14]:
        if "&lt;" not in trap:
            assert faults(f"<!doctype html><html><body><main>{trap}</main></body></html>"), trap


def test_w2_what_one_searches_for_comes_back_as_text(sites: Sites, cast: Cast) -> None:
    asked = (
        (sites.client("portal", cast.amina), "/help?q={}"),
        (sites.client("portal"), "/public-register?q={}"),
        (sites.client("review", cast.rosa), "/?reference={}"),
        (sites.client("compliance", cast.olu), "/cycle/2020/people?name={}"),
        (sites.client("portal"), "/sign-in?next={}"),
    )
    for client, address in asked:
        for trap in XSS[::4]:
            answer = client.get(
                address.partition("?")[0], query_string={address.partition("?")[2][:-3]: trap}
            )
            assert answer.status_code in (200, 404)
            assert faults(answer.text) == [], (address, trap)


def test_w5_a_spell_in_a_name_is_shown_as_it_was_written(sites: Sites, office: Office, cast: Cast) -> None:
    cast.amina.account.name = cast.amina.on_roster.name = " ".join(SPELLS[:7])
    filing = office.in_review(cast.amina, company(" ".join(SPELLS[:7])))
    office.db.commit()
    for client, address in (
        (sites.client("portal", cast.amina), "/2020/statement"),
        (sites.client("review", cast.rosa), f"/{filing.id}"),
        (sites.client("compliance", cast.olu), f"/cycle/2020/people/{filing.id}"),
    ):
        text = client.get(address).text
        assert "{{7*7}}" in text, address
        assert "49" not in re.sub(r"[\w-]*49[\w-]+|[\w-]+49[\w-]*", "", read(text).one("main").text), address


def test_w5_a_letter_has_the_headers_that_we_wrote(sites: Sites, office: Office, cast: Cast) -> None:
    cast.amina.on_roster.name = cast.amina.account.name = (
        "Amina\r\nBcc: evil@example.org\r\n\r\nHello {{7*7}}"
    )
    filing = office.in_review(cast.amina, company())
    office.ask(filing)
    office.db.commit()
    app = sites["portal"]
    worker_for(app.extensions["config"], app.extensions["engine"], queues=["common"]).run_until_idle()
    letters = [
        message_from_bytes(one.read_bytes(), policy=policy.default)
        for one in (sites.folder / "mail").glob("*.eml")
    ]
    hers = [letter for letter in letters if cast.amina.account.email in str(letter["To"])]
    assert hers
    for letter in hers:
        assert letter["Bcc"] is None
        for name in ("Subject", "To", "From", "Message-ID"):
            assert len(letter.get_all(name, [])) <= 1
        assert [one.addr_spec for one in letter["To"].addresses] == [cast.amina.account.email]


def test_w5_one_event_is_one_line_of_the_log(
    sites: Sites, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    trap = "x\r\nERROR forged: Amina signed in\x1b[31m"
    amina = sites.client("portal", cast.amina)
    headers = {"User-Agent": trap.replace("\r\n", " "), "Referer": "http://localhost/%0d%0aERROR"}
    with caplog.at_level(logging.DEBUG):
        amina.get("/2020/%0d%0aERROR%20forged", headers=headers)
        amina.post("/2020/%0aERROR%20forged", {"name": trap}, headers=headers)
    for record in caplog.records:
        if record.name.startswith("disclosure"):
            assert not re.search(r"[\r\n\x1b]", record.getMessage())
    assert not [line for line in caplog.text.splitlines() if line.startswith("ERROR forged")]


def test_w5_no_header_of_an_answer_holds_what_was_asked(sites: Sites, cast: Cast) -> None:
    amina = sites.client("portal", cast.amina)
    for address in ("/home?language=en%0d%0aSet-Cookie:%20a=b", "/sign-in?next=%0d%0aSet-Cookie:%20a=b"):
        answer = amina.get(address)
        assert not [value for name, value in answer.headers if "a=b" in value]
