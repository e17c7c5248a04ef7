"""A device that makes passkeys as the standard has it (WebAuthn level 3)."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def plain(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def binary(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One key pair for one site. What may go wrong is set before it answers."""

    origin: str = "http://localhost"
    verifies: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def makes(self, options: str) -> str:
        """Answer navigator.credentials.create()."""
        asked = json.loads(options)
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(public)
        seen = self._seen(asked["rp"]["id"], ATTESTED) + attested
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": plain(client), "attestationObject": plain(made)})

    def proves(self, options: str) -> str:
        """Answer navigator.credentials.get()."""
        asked = json.loads(options)
        self.count += 1
        seen = self._seen(asked["rpId"])
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(seen + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": plain(client),
                "authenticatorData": plain(seen),
                "signature": plain(signature),
            }
        )

    def _seen(self, host: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, str]) -> str:
        told: dict[str, Any] = {"id": plain(self.id), "rawId": plain(self.id), "type": "public-key"}
        return json.dumps({**told, "response": response, "clientExtensionResults": {}})
