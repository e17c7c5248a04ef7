"""The HPKE suites a wrap may name by number, and the raw form of their keys.

Suite 1 is MLKEM768-X25519, HKDF-SHA-256, AES-256-GCM: a hybrid, safe as long as
either ML-KEM-768 (FIPS 203) or X25519 (RFC 7748) holds. A wrap carries its suite's
number, so a later suite can stand beside it and old wraps still open.

    public key    1,184 bytes ML-KEM encapsulation key, then 32 bytes X25519
    private key   64 bytes ML-KEM seed (FIPS 203 d, z), then 32 bytes X25519
"""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

NEWEST: Final = 1
SUITES: Final = {1: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)}

MLKEM_SEED_BYTES: Final = 64
PUBLIC_BYTES: Final = 1184 + 32
SECRET_BYTES: Final = MLKEM_SEED_BYTES + 32
_MLKEM_PUBLIC_BYTES = 1184


def generate_secret() -> bytes:
    """A new private key in raw form."""
    return MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()


def public_of(secret: bytes) -> bytes:
    """The raw public key that belongs to a raw private key."""
    mlkem, x25519 = _halves(secret)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def parse_secret(secret: bytes) -> MLKEM768X25519PrivateKey:
    """The private key of which `secret` is the raw form."""
    return MLKEM768X25519PrivateKey(*_halves(secret))


def parse_public(material: bytes) -> MLKEM768X25519PublicKey:
    """The public key of which `material` is the raw form."""
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(material[:_MLKEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(material[_MLKEM_PUBLIC_BYTES:]),
    )


def _halves(secret: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    return (
        MLKEM768PrivateKey.from_seed_bytes(secret[:MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(secret[MLKEM_SEED_BYTES:]),
    )
