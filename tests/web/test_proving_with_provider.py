"""Proving again with one's organisation: what counts is when one last proved it there, not when one came."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.cast import PRESENT, Cast
from tests.web.openid_provider import Provider
from tests.web.signing import MakeSite, is_in, on_sqlite
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
