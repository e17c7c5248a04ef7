"""An organisation's sign-in on a socket of this machine: it signs real tokens and insists on PKCE."""

import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug.serving import make_server

CLIENT, SECRET = "disclosure", "a client secret"
EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass
class Provider:
    """The provider: who signs in there, and what it says of them. Tests change what it says."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", auto_kid=True))
    signs_with: ECKey | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    offset: timedelta = timedelta(0)
    """How far the tests are from the present: it answers in a thread of its own, which does not travel."""

    def token(self, **claims: Any) -> str:  # noqa: ANN401 - claims
        """Sign claims; those that are None are left out."""
        now = int((datetime.now(UTC) + self.offset).timestamp())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300} | claims
        key = self.signs_with or self.key
        header = {"alg": "ES256", "kid": key.kid}
        return jwt.encode(header, {name: value for name, value in told.items() if value is not None}, key)

    def logout_token(self, **claims: Any) -> str:  # noqa: ANN401 - claims
        return self.token(**{"events": {EVENT: {}}, "jti": secrets.token_hex(8), "sub": "amina-1"} | claims)

    def authorise(self, asked: dict[str, str]) -> str:
        """Somebody proves who they are; return the address to which they are led back."""
        self.asked.append(asked)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        told = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
        return f"{asked['redirect_uri']}?{told}"

    def exchange(self, sent: dict[str, str], authorization: str) -> Response:
        """Hand out the tokens of a code, once, to the client that can show how it began."""
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        if (
            asked is None
            or (client != f"{CLIENT}:{SECRET.replace(' ', '%20')}" and client != f"{CLIENT}:{SECRET}")
            or proof.decode() != asked["code_challenge"]
            or sent.get("redirect_uri") != asked["redirect_uri"]
        ):
            return Response('{"error": "invalid_grant"}', 400, mimetype="application/json")
        access = secrets.token_urlsafe(16)
        half = urlsafe_b64encode(sha256(access.encode()).digest()[:16]).rstrip(b"=").decode()
        just_now = int((datetime.now(UTC) + self.offset).timestamp())
        told = {"nonce": asked["nonce"], "sub": "amina-1", "sid": "session-1", "at_hash": half}
        said = {**told, "auth_time": just_now, **self.claims}
        return jsonify(access_token=access, token_type="Bearer", expires_in=60, id_token=self.token(**said))


def site_of(provider: Provider) -> Flask:
    """The pages of the provider."""
    app = Flask(__name__)

    @app.get("/.well-known/openid-configuration")
    def discovery() -> ResponseReturnValue:
        at = provider.issuer
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
        }

    @app.get("/keys")
    def keys() -> ResponseReturnValue:
        return dict(KeySet([provider.key]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> ResponseReturnValue:
        return redirect(provider.authorise(request.args.to_dict()))

    @app.post("/token")
    def token() -> ResponseReturnValue:
        return provider.exchange(request.form.to_dict(), request.headers.get("Authorization", ""))

    return app


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider until the block ends."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, site_of(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked_in(address: str) -> dict[str, str]:
    """What an address asks of the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
