"""What seals second factors at rest: one secret that the sites share, in no database and no backup of one.

The compliance site must reach no key of the vault, and its people sign in with second factors too; so this
is a secret of its own (`ACCOUNTS_SECRET`, or `secrets/accounts` in the instance). It opens no statement. It
may hold several secrets, one on each line: the first seals, the others still open, which is how it is
changed.
"""

import hmac
import secrets
from functools import cached_property
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from disclosure.errors import ConfigError, SealBroken

FORMAT = b"\x01"
_NONCE = 12
_KEY = 32


class Locker:
    """Seals short texts of accounts, and marks what must be found again without being kept."""

    def __init__(self, secret: str) -> None:
        self._secrets = [line.strip() for line in secret.split("\n") if line.strip()]

    def seal(self, text: str, *, row: UUID) -> bytes:
        """Return `text` as it is kept in the row of that id: AES-256-GCM, of use in no other row."""
        nonce = secrets.token_bytes(_NONCE)
        return FORMAT + nonce + self._ciphers[0].encrypt(nonce, text.encode(), _bound(row))

    def open(self, sealed: bytes, *, row: UUID) -> str:
        """Return what was sealed for a row. Raises SealBroken if it was altered, moved, or never ours."""
        head, nonce, content = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
        for cipher in self._ciphers if head == FORMAT else ():
            try:
                return cipher.decrypt(nonce, content, _bound(row)).decode()
            except InvalidTag:
                continue
        raise SealBroken("A second factor cannot be opened. Was ACCOUNTS_SECRET replaced? Put it back.")

    def marks(self, *parts: str) -> list[bytes]:
        """Return the marks of a text by each secret, the newest first (HMAC-SHA-256)."""
        text = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
        return [hmac.digest(key, text, "sha256") for key in self._marking]

    def mark(self, *parts: str) -> bytes:
        """Return by what a text is found again that is not kept: a code, an address, a source."""
        return self.marks(*parts)[0]

    @cached_property
    def _ciphers(self) -> list[AESGCM]:
        return [AESGCM(key) for key in self._derived(b"disclosure accounts seal")]

    @cached_property
    def _marking(self) -> list[bytes]:
        return self._derived(b"disclosure accounts mark")

    def _derived(self, use: bytes) -> list[bytes]:
        if not self._secrets:
            raise ConfigError("ACCOUNTS_SECRET is not set. Run `disclosure init`, or set ACCOUNTS_SECRET.")
        return [
            HKDF(hashes.SHA256(), _KEY, salt=None, info=use).derive(secret.encode())
            for secret in self._secrets
        ]


def _bound(row: UUID) -> bytes:
    return b"second-factor:" + row.bytes
