"""Talking to an organisation's sign-in. Whatever it says is checked before anything is believed.

A caller is in no transaction: the provider may take its time.
"""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from disclosure import clock
from disclosure.credentials.provider import Provider, is_safe
from disclosure.domain.messages import message
from disclosure.errors import DisclosureError

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
LEEWAY = timedelta(seconds=60)
ANSWERS_WITHIN = 10.0
KEPT_FOR = timedelta(hours=1)
LOGOUT_WITHIN = timedelta(minutes=5)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_BYTES = 32

Claims = Mapping[str, Any]


class ProviderFailed(DisclosureError):
    """The organisation's sign-in did not answer, or not as it should."""

    def __init__(self) -> None:
        super().__init__(message("The sign-in of your organisation did not answer as it should. Try again."))


class Begun(NamedTuple):
    """Where to lead the browser, and what it must bring back."""

    address: str
    state: str
    nonce: str
    verifier: str


class _Found(msgspec.Struct, frozen=True):
    """What the provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def proved_at(claims: Claims) -> datetime | None:
    """Return when somebody proved to the provider who they are; None where it does not say."""
    told = claims.get("auth_time")
    if not isinstance(told, int | float):
        return None
    return min(datetime.fromtimestamp(told, UTC), clock.now())


class OpenId:
    """The sign-in of one organisation, for one site. What it says of itself is kept for an hour."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._found: tuple[_Found, datetime] | None = None
        self._keys: KeySet | None = None

    def begin(self, *, back: str, again: bool = False) -> Begun:
        """Begin a sign-in that comes back to `back`; `again` asks the provider to ask for everything anew."""
        state, nonce, verifier = (secrets.token_urlsafe(_BYTES) for _ in range(3))
        more = {"prompt": "login", "max_age": "0"} if again else {}
        with self._session(back) as session:
            address, _state = session.create_authorization_url(
                self._discovered().authorization_endpoint,
                state=state,
                code_verifier=verifier,
                nonce=nonce,
                **more,
            )
        return Begun(str(address), state, nonce, verifier)

    def finish(
        self, *, code: str, nonce: str, verifier: str, back: str, since: datetime | None = None
    ) -> Claims:
        """Return what the provider says of who came back. Raises ProviderFailed unless all of it is right.

        With `since` they must have proved it after that instant: a provider may
        lead back at once whoever is signed in there.
        """
        try:
            with self._session(back) as session:
                token = session.fetch_token(
                    self._discovered().token_endpoint,
                    code=code,
                    code_verifier=verifier,
                    allow_redirects=False,
                )
        except (requests.RequestException, AuthlibBaseError, ValueError):
            raise ProviderFailed from None
        claims, header = self._signed(str(token.get("id_token", "")))
        checked = CodeIDToken(
            claims,
            header,
            options={"iss": {"value": self.provider.issuer}, "aud": {"value": self.provider.client_id}},
            params={
                "nonce": nonce,
                "client_id": self.provider.client_id,
                "access_token": token.get("access_token"),
            },
        )
        try:
            checked.validate(now=int(clock.now().timestamp()), leeway=int(LEEWAY.total_seconds()))
        except (JoseError, AuthlibBaseError):
            raise ProviderFailed from None
        if claims.get("nonce") != nonce or not isinstance(claims.get("sub"), str):
            raise ProviderFailed
        proved = proved_at(claims)
        if since is not None and (proved is None or proved < since - LEEWAY):
            raise ProviderFailed
        return claims

    def logged_out(self, token: str) -> Claims:
        """Return who signed out, by a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).

        Raises ProviderFailed unless all of it is right.
        """
        claims, _header = self._signed(token)
        audience = claims.get("aud")
        issued, now = claims.get("iat"), clock.now().timestamp()
        right = (
            claims.get("iss") == self.provider.issuer
            and self.provider.client_id in (audience if isinstance(audience, list) else [audience])
            and isinstance(issued, int)
            and now - LOGOUT_WITHIN.total_seconds() <= issued <= now + LEEWAY.total_seconds()
            and claims.get("exp", now) > now - LEEWAY.total_seconds()
            and isinstance(claims.get("events"), dict)
            and LOGOUT_EVENT in claims["events"]
            and "nonce" not in claims
            and bool(claims.get("sub") or claims.get("sid"))
        )
        if not right:
            raise ProviderFailed
        return claims

    def _signed(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the claims and the header of a token that the provider signed with a key it shows now."""
        for fresh in (False, True):
            try:
                read = jwt.decode(token, self._shown(fresh=fresh), algorithms=list(ALGORITHMS))
            except (JoseError, ValueError):
                continue
            return dict(read.claims), dict(read.header)
        raise ProviderFailed

    def _shown(self, *, fresh: bool) -> KeySet:
        if self._keys is None or fresh:
            self._keys = KeySet.import_key_set(self._get(self._discovered().jwks_uri))
        return self._keys

    def _discovered(self) -> _Found:
        if self._found is None or clock.now() - self._found[1] > KEPT_FOR:
            told = self._get(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
            try:
                found = msgspec.convert(told, _Found)
            except msgspec.ValidationError:
                raise ProviderFailed from None
            ends = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
            if found.issuer != self.provider.issuer or not all(map(is_safe, ends)):
                raise ProviderFailed
            self._found, self._keys = (found, clock.now()), None
        return self._found[0]

    def _get(self, address: str) -> Any:  # noqa: ANN401 - JSON
        try:
            answer = requests.get(address, timeout=ANSWERS_WITHIN, allow_redirects=False)
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError):
            raise ProviderFailed from None

    def _session(self, back: str) -> OAuth2Session:
        return OAuth2Session(
            self.provider.client_id,
            self.provider.secret,
            scope=" ".join(self.provider.scopes),
            redirect_uri=back,
            code_challenge_method="S256",
            default_timeout=ANSWERS_WITHIN,
        )
