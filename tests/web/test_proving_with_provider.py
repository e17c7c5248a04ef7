"""Proving again with one's organisation: what counts is when one last proved it there, not when one came."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import PRESENT, Cast
from tests.second_factors import set_up
from tests.web.openid_provider import Provider
from tests.web.signing import MakeSite, is_in, link, on_sqlite, send
from tests.web.test_provider import ASKED_AGAIN, come_back, provider, settings, socket_provider

__all__ = ["provider", "socket_provider"]
pytestmark = [on_sqlite, pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
NEEDS_PROOF = "/account/sign-in/password"
AN_HOUR_AGO = int(PRESENT.timestamp()) - 3600


@pytest.fixture
def client(cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path) -> FlaskClient:
    return make(provider=settings(provider, tmp_path)).test_client()


def is_asked(client: FlaskClient) -> bool:
    """Whether a page for those who proved lately who they are asks to do so."""
    answer = client.get(NEEDS_PROOF)
    assert answer.status_code in (200, 303)
    return answer.status_code == 303 and answer.location.startswith("/sign-in/prove")


def test_whoever_proved_it_just_now_is_not_asked_again(client: FlaskClient) -> None:
    assert come_back(client)[0] == 303
    assert not is_asked(client)


@pytest.mark.parametrize("auth_time", [AN_HOUR_AGO, None])
def test_whom_the_provider_knew_for_long_proves_it_once_more_there(
    client: FlaskClient, provider: Provider, auth_time: int | None
) -> None:
    provider.claims["auth_time"] = auth_time
    assert come_back(client)[0] == 303
    assert is_in(client)
    assert is_asked(client)
    assert "/sign-in/provider?again=yes" in client.get(f"/sign-in/prove?next={NEEDS_PROOF}").text
    del provider.claims["auth_time"]
    assert come_back(client, at="/sign-in/provider?again=yes") == (303, NEEDS_PROOF)
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert not is_asked(client)


@pytest.mark.parametrize("auth_time", [AN_HOUR_AGO, None])
def test_a_provider_that_asks_nobody_proves_nothing(
    client: FlaskClient, provider: Provider, auth_time: int | None
) -> None:
    provider.claims["auth_time"] = auth_time
    come_back(client)
    status, text = come_back(client, at="/sign-in/provider?again=yes")
    assert (status, ASKED_AGAIN in text) == (403, True)
    assert is_in(client)
    assert is_asked(client)


def signs_out(client: FlaskClient, token: str) -> int:
    """The provider's server says that somebody signed out there."""
    return client.post("/sign-in/provider/logout", data={"logout_token": token}).status_code


@pytest.mark.parametrize("has_app", [True, False])
def test_n3_signing_out_at_the_organisation_ends_a_session_that_took_more_than_its_word(
    db: Session, cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path, has_app: bool
) -> None:
    """With a second factor of ours after the provider's first, and where none is asked for here."""
    named = settings(provider, tmp_path, 'second_factor = ["otp"]\n')
    site = make(provider=named, second_factor_on=frozenset())
    if has_app:
        made, _codes = set_up(db, cast.amina.account, at=PRESENT - timedelta(seconds=30))
        db.commit()
    client = site.test_client()
    assert come_back(client)[1] == ("/sign-in/code" if has_app else "/home")
    if has_app:
        assert send(client, "/sign-in/code", code=made.at(PRESENT)).status_code == 303
    assert is_in(client)
    other = provider.logout_token(sid="session-2", sub=None)
    assert signs_out(site.test_client(), other) == 200
    assert is_in(client)
    assert signs_out(site.test_client(), provider.logout_token(sid="session-1")) == 200
    assert not is_in(client)


def test_n3_what_the_provider_calls_a_session_that_was_not_finished_ends_no_other(
    db: Session, cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path
) -> None:
    site = make(provider=settings(provider, tmp_path, 'second_factor = ["otp"]\n'))
    made, _codes = set_up(db, cast.amina.account, at=PRESENT - timedelta(seconds=30))
    db.commit()
    client = site.test_client()
    assert come_back(client)[1] == "/sign-in/code"
    assert send(client, link(site, client)).location == "/sign-in/code"
    assert send(client, "/sign-in/code", code=made.at(PRESENT)).status_code == 303
    assert signs_out(site.test_client(), provider.logout_token(sid="session-1")) == 200
    assert is_in(client)


@pytest.mark.parametrize("auth_time", [AN_HOUR_AGO, None])
def test_whom_the_provider_knew_for_long_proves_it_again_also_where_it_used_no_second_factor(
    cast: Cast, provider: Provider, make: MakeSite, tmp_path: Path, auth_time: int | None
) -> None:
    named = settings(provider, tmp_path, 'second_factor = ["otp"]\n')
    client = make(provider=named, second_factor_on=frozenset()).test_client()
    provider.claims["auth_time"] = auth_time
    assert come_back(client) == (303, "/home")
    assert is_asked(client)
