"""Opens what the vault stores, by its written format alone.

Run as a program of its own, with the standard library and `cryptography` only: if the
format described in the vault's docstrings were not the one in use, this would not open it.
Reads one JSON object from standard input (see `main`) and prints what it opened.
"""

import hashlib
import hmac
import json
import sys
from base64 import b64decode
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def context(*parts: bytes) -> bytes:
    out = b""
    for part in parts:
        out += len(part).to_bytes(4, "big") + part
    return out


def hybrid(raw: bytes) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(raw[:64]),
        x25519.X25519PrivateKey.from_private_bytes(raw[64:]),
    )


def place(asked: dict[str, Any]) -> list[bytes]:
    return [asked["table"].encode(), UUID(asked["row_id"]).bytes, asked["version"].to_bytes(8, "big")]


def data_key(asked: dict[str, Any], key: dict[str, Any]) -> bytes:
    info = context(
        b"disclosure/wrap", b"\x01", b"\x01", *place(asked), key["recipient"].encode(), UUID(key["id"]).bytes
    )
    return SUITE.decrypt(b64decode(asked["wrapped"]), hybrid(b64decode(key["private"])), info)


def payload(asked: dict[str, Any], key: dict[str, Any]) -> str:
    raw = b64decode(asked["payload"])
    additional = context(b"disclosure/payload", b"\x01", *place(asked))
    return AESGCM(data_key(asked, key)).decrypt(raw[1:13], raw[13:], additional).decode()


def stream_digest(asked: dict[str, Any], key: dict[str, Any]) -> str:
    raw, cipher = b64decode(asked["stream"]), AESGCM(data_key(asked, key))
    additional = context(b"disclosure/stream", b"\x01", *place(asked))
    starts = range(8, max(len(raw), 9), 65552)
    digest = hashlib.sha256()
    for number, at in enumerate(starts):
        nonce = raw[1:8] + number.to_bytes(4, "big") + (b"\x01" if number == len(starts) - 1 else b"\x00")
        digest.update(cipher.decrypt(nonce, raw[at : at + 65552], additional))
    return digest.hexdigest()


def hkdf(secret: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256 and no salt, by hand."""
    pseudorandom = hmac.digest(bytes(32), secret, "sha256")
    out, block = b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([number]), "sha256")
        out += block
    return out[:length]


def escrowed_private(asked: dict[str, Any]) -> str:
    """The raw private key in escrow, in hex."""
    record, secret = asked["record"], bytes.fromhex(asked["escrow_secret"])
    info = context(
        b"disclosure/escrow",
        b"\x01",
        UUID(record["escrow_id"]).bytes,
        UUID(record["id"]).bytes,
        record["organisation"].encode(),
        UUID(record["cycle_id"]).bytes,
        record["recipient"].encode(),
        record["generation"].to_bytes(4, "big"),
        b64decode(record["public"]),
    )
    seed = hkdf(secret, b"disclosure/escrow/1/ml-kem-768", 64)
    raw = seed + hkdf(secret, b"disclosure/escrow/1/x25519", 32)
    return SUITE.decrypt(b64decode(record["sealed"]), hybrid(raw), info).hex()


def main() -> None:
    """Answer {"key": private key file, "payload": ..., "stream": ..., "escrow": ...} part by part."""
    asked = json.load(sys.stdin)
    answers = {
        "payload": payload(asked["payload"], asked["key"]),
        "stream": stream_digest(asked["stream"], asked["key"]),
        "escrow": escrowed_private(asked["escrow"]),
    }
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
