"""Signing in with one's organisation: what the provider says is believed once all of it is checked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.domain.actors import Role
from disclosure.models import Identity, LedgerEntry
from tests.cast import PRESENT, Cast
from tests.pages import checked
from tests.web import openid_provider
from tests.web.openid_provider import CLIENT, SECRET, Provider
from tests.web.signing import MakeSite, is_in, on_sqlite

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
AMINA = {"email": "amina@example.org", "email_verified": True}
LINKED = "Your organisation knows you, but you have no account here."
ASKED_AGAIN = "did not answer as it should"


@pytest.fixture(scope="module")
def socket_provider() -> Iterator[Provider]:
    with openid_provider.running() as provider:
        yield provider


@pytest.fixture
def provider(socket_provider: Provider, cast: Cast) -> Provider:
    """The provider, on the day of the cast, saying of whoever comes that it is Amina."""
    socket_provider.claims, socket_provider.signs_with = dict(AMINA), None
    socket_provider.offset = clock.now() - datetime.now(UTC)
    return socket_provider


def settings(provider: Provider, folder: Path, more: str = "") -> Path:
    path = folder / "provider.toml"
    path.write_text(
        f'name = "Sign in with your organisation"\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT}"\n'
        f'client_secret = "{SECRET}"\norganisation = "UN"\n{more}'
    )
    return path


@pytest.fixture
def portal(provider: Provider, make: MakeSite, tmp_path: Path) -> Flask:
    return make(provider=settings(provider, tmp_path))


def come_back(client: FlaskClient, *, at: str = "/sign-in/provider", **changed: str) -> tuple[int, str]:
    """Go to the provider and come back, with what is `changed` on the way."""
    there = client.get(at)
    assert there.status_code == 303
    back = requests.get(there.location, allow_redirects=False, timeout=5).headers["Location"]
    told = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()} | changed
    answer = client.get(f"{urlsplit(back).path}?{urlencode(told)}")
    return answer.status_code, answer.location if answer.status_code == 303 else answer.text


def test_somebody_signs_in_with_the_organisation(
    db: Session, cast: Cast, portal: Flask, provider: Provider
) -> None:
    client = portal.test_client()
    page = client.get("/sign-in?next=/help")
    assert "Sign in with your organisation" in checked(page.text).one("main").text
    assert come_back(client) == (303, "/help")
    assert is_in(client)
    asked = provider.asked[-1]
    assert (asked["redirect_uri"], asked["client_id"]) == ("http://localhost/sign-in/provider/back", CLIENT)
    assert "openid" in asked["scope"].split()
    identity = db.scalars(select(Identity)).one()
    assert (identity.account_id, identity.subject) == (cast.amina.account.id, "amina-1")
    lines = select(LedgerEntry.facts).where(LedgerEntry.kind == "account:signed-in")
    assert {"site": "portal", "method": "provider"} in db.scalars(lines).all()


@on_sqlite
def test_who_came_once_is_known_by_the_subject_and_not_by_the_address(
    portal: Flask, provider: Provider
) -> None:
    assert come_back(portal.test_client())[0] == 303
    provider.claims = {"email": "boris@example.org", "email_verified": True}
    client = portal.test_client()
    assert come_back(client)[0] == 303
    assert "Amina" in client.get("/account").text


@on_sqlite
@pytest.mark.parametrize(
    "claims",
    [
        {"email": "amina@example.org"},
        {"email": "amina@example.org", "email_verified": False},
        {"email": "amina@example.org", "email_verified": "true"},
        {"email": "nobody@example.org", "email_verified": True},
        {"email": "sana@example.net", "email_verified": True},
        {},
    ],
)
def test_who_has_no_account_or_no_verified_address_stays_out(
    portal: Flask, provider: Provider, claims: dict[str, object]
) -> None:
    provider.claims = {**claims, "sub": "somebody-new"}
    client = portal.test_client()
    status, text = come_back(client)
    assert status == 403
    assert LINKED in checked(text).one("main").text
    assert not is_in(client)


@on_sqlite
def test_what_is_not_as_it_should_be_signs_nobody_in(portal: Flask, provider: Provider) -> None:
    now = int(PRESENT.timestamp())
    wrong: list[dict[str, object]] = [
        {"iss": "https://evil.example"},
        {"aud": "somebody-else"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": now - 600},
        {"exp": None},
        {"iat": now + 600},
        {"sub": None},
        {"at_hash": "wrong"},
    ]
    for claims in wrong:
        provider.claims = {**AMINA, **claims}
        client = portal.test_client()
        status, text = come_back(client)
        assert (status, ASKED_AGAIN in text) == (403, True), claims
        assert not is_in(client), claims


@on_sqlite
def test_a_token_signed_by_others_is_worth_nothing(portal: Flask, provider: Provider) -> None:
    provider.signs_with = ECKey.generate_key("P-256", {"kid": provider.key.kid or ""})
    client = portal.test_client()
    assert come_back(client)[0] == 403
    assert not is_in(client)


@on_sqlite
def test_new_keys_of_the_provider_are_looked_up(portal: Flask, provider: Provider) -> None:
    assert come_back(portal.test_client())[0] == 303
    provider.key = ECKey.generate_key("P-256", auto_kid=True)
    assert come_back(portal.test_client())[0] == 303


@on_sqlite
def test_what_comes_back_must_have_begun_in_this_browser(portal: Flask, provider: Provider) -> None:
    for changed in ({"state": "guessed"}, {"code": "guessed"}, {"iss": "https://evil.example"}):
        client = portal.test_client()
        assert come_back(client, **changed)[0] == 403, changed
        assert not is_in(client), changed
    theirs, mine = portal.test_client(), portal.test_client()
    there = theirs.get("/sign-in/provider").location
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    mine.get("/sign-in/provider")
    parts = urlsplit(back)
    assert mine.get(f"{parts.path}?{parts.query}").status_code == 403
    assert portal.test_client().get(f"{parts.path}?{parts.query}").status_code == 403
    assert theirs.get(f"{parts.path}?{parts.query}").status_code == 303
    assert theirs.get(f"{parts.path}?{parts.query}").status_code == 403, "a second time"


@on_sqlite
def test_groups_give_roles_and_take_them_back(
    db: Session, cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path
) -> None:
    roles = (
        '[[roles]]\ngroup = "reviewers"\nrole = "reviewer"\n'
        '[[roles]]\ngroup = "heads"\nrole = "entity-head"\nentity = "DPO"\n'
    )
    review = make("review", provider=settings(provider, tmp_path, roles))

    def held_with(*groups: str) -> set[tuple[Role, bool]]:
        provider.claims = {"sub": "boris-1", "email": "boris@example.org", "email_verified": True}
        provider.claims["groups"] = list(groups)
        assert come_back(review.test_client())[0] == 303
        db.expire_all()
        actor = accounts.actor_of(db, cast.boris.account)
        held = {(one.role, one.entity_id == cast.entities["DPO"].id) for one in actor.held}
        db.rollback()
        return held

    assert held_with("reviewers", "staff") == {(Role.REVIEWER, False)}
    assert held_with("reviewers", "heads") == {(Role.REVIEWER, False), (Role.ENTITY_HEAD, True)}
    assert held_with("staff") == set()


@on_sqlite
def test_the_last_programme_officer_and_roles_that_are_not_mapped_stay(
    db: Session, cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path
) -> None:
    mapped = '[[roles]]\ngroup = "officers"\nrole = "programme-officer"\n'
    site = make("compliance", provider=settings(provider, tmp_path, mapped))
    for name in ("petra", "olu", "emil"):
        provider.claims = {"sub": name, "email": f"{name}@example.org", "email_verified": True}
        assert come_back(site.test_client())[0] == 303
    db.expire_all()
    held = {
        name: {one.role for one in accounts.actor_of(db, getattr(cast, name).account).held}
        for name in ("petra", "olu", "emil")
    }
    assert held == {"petra": set(), "olu": {Role.PROGRAMME_OFFICER}, "emil": {Role.ETHICS_OFFICER}}


@on_sqlite
def test_our_second_factor_is_asked_for_where_the_provider_used_none_that_counts(
    provider: Provider, make: MakeSite, tmp_path: Path
) -> None:
    strict = settings(provider, tmp_path, 'second_factor = ["mfa", "otp"]\n')
    site = make(provider=strict, second_factor_on=frozenset({"portal"}))
    for amr, leads_to in ((None, "/sign-in/enrol"), (["pwd"], "/sign-in/enrol"), (["pwd", "mfa"], "/home")):
        provider.claims = AMINA | {"amr": amr}
        assert come_back(site.test_client()) == (303, leads_to)


@on_sqlite
def test_signing_out_at_the_organisation_ends_the_session_here(portal: Flask, provider: Provider) -> None:
    client, other = portal.test_client(), portal.test_client()
    come_back(client)
    provider.claims = AMINA | {"sid": "session-2"}
    come_back(other)
    told = portal.test_client().post(
        "/sign-in/provider/logout", data={"logout_token": provider.logout_token(sid="session-1")}
    )
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "no-store")
    assert not is_in(client)
    assert is_in(other)
    portal.test_client().post("/sign-in/provider/logout", data={"logout_token": provider.logout_token()})
    assert not is_in(other)


@on_sqlite
def test_a_logout_that_is_not_right_ends_nothing(portal: Flask, provider: Provider) -> None:
    client = portal.test_client()
    come_back(client)
    now = int(PRESENT.timestamp())
    wrong = [
        provider.logout_token(iss="https://evil.example"),
        provider.logout_token(aud="somebody-else"),
        provider.logout_token(events={}),
        provider.logout_token(events=None),
        provider.logout_token(nonce="x"),
        provider.logout_token(iat=now - 3600),
        provider.logout_token(exp=now - 3600),
        provider.logout_token(sub=None),
        provider.token(sub="amina-1"),
        "nonsense",
        "",
    ]
    provider.signs_with = ECKey.generate_key("P-256", {"kid": provider.key.kid or ""})
    wrong.append(provider.logout_token())
    for token in wrong:
        told = portal.test_client().post("/sign-in/provider/logout", data={"logout_token": token})
        assert told.status_code == 400, token
    assert is_in(client)


@on_sqlite
def test_a_logout_of_before_ends_no_later_session(portal: Flask, provider: Provider) -> None:
    token = provider.logout_token(sid="session-1")
    with clock.travel(PRESENT + timedelta(minutes=2)):
        client = portal.test_client()
        come_back(client)
        told = portal.test_client().post("/sign-in/provider/logout", data={"logout_token": token})
        assert told.status_code == 200
        assert is_in(client)


@on_sqlite
def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    provider: Provider, make: MakeSite, tmp_path: Path
) -> None:
    path = settings(provider, tmp_path)
    path.write_text(path.read_text().replace(provider.issuer, "http://127.0.0.1:9"))
    refused = make(provider=path).test_client().get("/sign-in/provider")
    assert refused.status_code == 403
    assert ASKED_AGAIN in checked(refused.text).one("main").text


@on_sqlite
def test_without_a_provider_its_addresses_do_not_exist(make: MakeSite) -> None:
    client = make().test_client()
    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/back?code=x&state=y").status_code == 404
    assert client.post("/sign-in/provider/logout").status_code == 404
    assert "organisation" not in checked(client.get("/sign-in").text).one("main").text
