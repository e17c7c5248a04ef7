"""A stand-in for the Transit engine of HashiCorp Vault: its HTTP API on a real socket, with real AES-GCM.

It answers as the documented API of Transit does (POST /v1/<mount>/encrypt/<key> and decrypt, the token
in X-Vault-Token, errors as {"errors": [...]}) for one key made with `derived=true` and aes256-gcm96.
"""

import json
import os
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PREFIX = "vault:v1:"


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(status)
        self.status, self.errors = status, list(errors)


class TransitServer(ThreadingHTTPServer):
    """One engine with one key; `tokens` may use it, `sealed` shuts it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mount, self.key = "transit", "disclosure"
        self.tokens = {"s.portal"}
        self.sealed = False
        self.asked: list[str] = []
        self._secret = os.urandom(32)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, path: str, token: str | None, sent: dict[str, Any]) -> dict[str, Any]:
        if self.sealed:
            raise Refused(503, "Vault is sealed")
        if token not in self.tokens:
            raise Refused(403, "permission denied")
        acts = {
            f"/v1/{self.mount}/encrypt/{self.key}": self._encrypt,
            f"/v1/{self.mount}/decrypt/{self.key}": self._decrypt,
        }
        if path not in acts:
            raise Refused(404)
        self.asked.append(path.split("/")[3])
        return acts[path](sent)

    def _encrypt(self, sent: dict[str, Any]) -> dict[str, Any]:
        nonce = os.urandom(12)
        sealed = self._cipher(sent).encrypt(nonce, b64decode(sent["plaintext"]), _aad(sent))
        return {"ciphertext": PREFIX + b64encode(nonce + sealed).decode(), "key_version": 1}

    def _decrypt(self, sent: dict[str, Any]) -> dict[str, Any]:
        if not sent["ciphertext"].startswith(PREFIX):
            raise Refused(400, "invalid ciphertext: no prefix")
        raw = b64decode(sent["ciphertext"].removeprefix(PREFIX))
        try:
            content = self._cipher(sent).decrypt(raw[:12], raw[12:], _aad(sent))
        except InvalidTag:
            raise Refused(400, "cipher: message authentication failed") from None
        return {"plaintext": b64encode(content).decode()}

    def _cipher(self, sent: dict[str, Any]) -> AESGCM:
        if not sent.get("context"):
            raise Refused(
                400, "missing 'context' for key derivation; the key was created using a derived key"
            )
        context = b64decode(sent["context"])
        return AESGCM(HKDF(SHA256(), 32, salt=None, info=context).derive(self._secret))


def _aad(sent: dict[str, Any]) -> bytes | None:
    given = sent.get("associated_data")
    return b64decode(given) if given else None


class _Handler(BaseHTTPRequestHandler):
    server: TransitServer

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            answer: dict[str, Any] = {
                "request_id": "7f1e",
                "lease_id": "",
                "renewable": False,
                "lease_duration": 0,
                "data": self.server.answer(self.path, self.headers.get("X-Vault-Token"), sent),
                "wrap_info": None,
                "warnings": None,
                "auth": None,
            }
            status = 200
        except Refused as refusal:
            answer, status = {"errors": refusal.errors}, refusal.status
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def transit_server() -> Iterator[TransitServer]:
    server = TransitServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
