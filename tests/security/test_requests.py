"""W1 and W9: nothing changes without this session's own token; a form takes its own fields, each once."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from disclosure.models import Case, Extension, Filing, Question
from tests.access.matrix import OF_NO_ROW
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member
from tests.reviewer.every_route import parts_of
from tests.security.sites import NAMES, Sites, changed, everything

NOBODY = UUID(int=1)
SIGNED = frozenset({"/sign-in/provider/logout"})
"""Where no browser posts: the identity provider does, and what it sends is signed by it."""


def members(cast: Cast) -> dict[str, Member]:
    """Somebody who has much to do on each site."""
    return {"portal": cast.amina, "review": cast.rosa, "compliance": cast.olu}


def addresses(app: Flask, method: str, parts: dict[str, Any]) -> Iterator[str]:
    """Yield an address for every route that is asked with a method."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()) and rule.endpoint != "static":
            chosen = {name: parts.get(name, NOBODY) for name in rule.arguments}
            yield adapter.build(
                rule.endpoint, chosen | {"occasion": "entry"} if "occasion" in chosen else chosen
            )


@pytest.mark.parametrize("site", NAMES)
def test_w1_no_act_of_any_route_is_done_without_this_sessions_own_token(
    sites: Sites, office: Office, cast: Cast, site: str
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.ask(filing)
    own, other = sites.client(site, members(cast)[site]), sites.client(site, cast.emil)
    old = sites.client(site, members(cast)[site])
    tokens = {"none": None, "foreign": other.token(), "of an old session": old.token(), "made up": "W10.x.y"}
    parts = dict(OF_NO_ROW) | {"filing_id": filing.id, "code": "DOS", "person": cast.amina.on_roster.id}
    asked = sorted(set(addresses(sites[site], "POST", parts)))
    assert len(asked) > 20
    before = everything(sites.db, but=frozenset({"signed_in"}))
    for address in asked:
        for name, token in tokens.items():
            answer = own.http.post(address, data={"csrf_token": token} if token else {})
            assert answer.status_code == (404 if address in SIGNED else 400), f"{address}, token: {name}"
    assert changed(before, everything(sites.db, but=frozenset({"signed_in"}))) == {}


@pytest.mark.parametrize("site", NAMES)
def test_w1_signing_out_needs_the_token_too(sites: Sites, cast: Cast, site: str) -> None:
    client = sites.client(site, members(cast)[site])
    assert client.http.post("/sign-out").status_code == 400
    assert client.get("/sign-out").status_code == 405
    assert members(cast)[site].account.name in client.get("/nowhere").text


BY_READING = frozenset({"ledger_entries", "signed_in", "item_looks"})
"""What a page may write that is only read: that it was opened, that somebody is there."""


@pytest.mark.parametrize("site", NAMES)
def test_w1_reading_pages_changes_nothing(sites: Sites, office: Office, cast: Cast, site: str) -> None:
    parts = dict(OF_NO_ROW) | {"code": "DOS"} | parts_of(office, cast.amina)
    for case in office.db.scalars(select(Case)):
        case.leased_until = None  # or else opening a case begins its two hours anew, as it should
    client = sites.client(site, members(cast)[site])
    before = everything(sites.db, but=BY_READING)
    opened = 0
    for address in sorted(set(addresses(sites[site], "GET", parts))):
        if "/files/" not in address and not address.startswith("/batch/"):
            opened += client.get(address).status_code == 200
    assert opened > 10
    assert changed(before, everything(sites.db, but=BY_READING)) == {}


def test_w9_a_request_for_more_time_takes_its_own_fields_alone(
    sites: Sites, office: Office, cast: Cast
) -> None:
    chen = sites.client("portal", cast.chen)
    address = "/2020/extension"
    columns = {column.key: "granted" for column in Extension.__table__.columns}
    columns |= {column.key: "1" for column in Filing.__table__.columns}
    columns |= {
        "filing_id": str(cast.amina.filing.id),
        "decided_by_id": str(cast.chen.account.id),
        "state": "granted",
    }
    answers = columns | chen.hidden(address) | _more_time()
    assert chen.post(address, answers).status_code == 303
    row = sites.db.scalars(select(Extension)).one()
    assert (row.state, row.filing_id, row.decided_by_id) == ("requested", cast.chen.filing.id, None)
    assert sites.db.get_one(Filing, cast.chen.filing.id).state == "due"


def _more_time() -> dict[str, str]:
    return {"until-day": "10", "until-month": "4", "until-year": "2020", "reason": "I am on mission."}


def test_w9_a_question_takes_its_own_fields_alone(sites: Sites, office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company())
    rosa = sites.client("review", cast.rosa)
    address = f"/{filing.id}/question"
    columns = {column.key: str(cast.boris.filing.id) for column in Question.__table__.columns}
    answers = columns | {"state": "answered", "asked_by_id": str(cast.ana.account.id)} | rosa.hidden(address)
    assert rosa.post(address, answers | {"text": "Who runs this firm?", "language": "en"}).status_code == 303
    row = sites.db.scalars(select(Question)).one()
    assert (row.state, row.filing_id, row.asked_by_id) == ("asked", filing.id, cast.rosa.account.id)


def test_w9_of_a_field_that_comes_twice_the_first_counts_whatever_the_address_says(
    sites: Sites, cast: Cast
) -> None:
    chen = sites.client("portal", cast.chen)
    hidden = chen.hidden("/account")
    twice = hidden | {"language-code": ["fr", "ar"]}
    assert chen.post("/account/language?language-code=ru", twice).status_code == 303
    sites.db.refresh(cast.chen.account)
    assert cast.chen.account.language == "fr"


def test_w9_what_comes_as_json_is_no_form(sites: Sites, cast: Cast) -> None:
    chen = sites.client("portal", cast.chen)
    before = everything(sites.db)
    body = {"csrf_token": chen.token(), "language-code": "fr"}
    assert chen.http.post("/account/language", json=body).status_code == 400
    headers = {"X-CSRFToken": chen.token()}
    assert chen.http.post("/account/language", json=body, headers=headers).status_code == 200
    assert changed(before, everything(sites.db)) == {}


@pytest.mark.parametrize("site", NAMES)
def test_w9_no_method_but_the_two_does_anything(sites: Sites, cast: Cast, site: str) -> None:
    client = sites.client(site, members(cast)[site])
    before, token = everything(sites.db), client.token()
    for rule in sites[site].url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule.rule
    for address in ("/account/language", "/sign-in", "/2020/start", "/cycle/2020/open", "/next"):
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"):
            answer = client.http.open(address, method=method, headers={"X-CSRFToken": token})
            assert answer.status_code in (200, 303, 400, 404, 405), (method, address)
            assert not answer.data or method == "HEAD" or answer.status_code != 200
    assert changed(before, everything(sites.db)) == {}
