"""Sealing: what a site can do with public keys alone. See `envelope` for the format."""

import secrets
from collections.abc import Collection
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from disclosure.vault.envelope import (
    FORMAT,
    NONCE_BYTES,
    Binding,
    Recipient,
    Sealed,
    Wrap,
    payload_context,
)
from disclosure.vault.keys import Keyring, PublicKey, PublicRing
from disclosure.vault.wrapping import new_data_key

__all__ = ["Binding", "Recipient", "Sealed", "Sealer", "Wrap"]

_FORMAT_BYTE = bytes([FORMAT])


class Sealer:
    """Turns content into ciphertext. Holds public keys only and cannot open what it sealed."""

    def __init__(self, ring: PublicRing) -> None:
        self._ring = ring

    @classmethod
    def from_keyring(cls, keyring: Keyring) -> Self:
        """A sealer with the public keys of `keyring`."""
        return cls(keyring.public)

    def seal(
        self, content: bytes, *, bound_to: Binding, cycle_id: UUID, recipients: Collection[Recipient]
    ) -> Sealed:
        """Seal `content` to the newest keys of `recipients` in a cycle.

        KeyMissing if a recipient has no key in that cycle; then nothing is sealed.
        """
        keys = self.keys_for(cycle_id=cycle_id, recipients=recipients)
        data_key, wraps = new_data_key(keys, bound_to=bound_to)
        nonce = secrets.token_bytes(NONCE_BYTES)
        ciphertext = AESGCM(data_key).encrypt(nonce, content, payload_context(bound_to))
        return Sealed(payload=_FORMAT_BYTE + nonce + ciphertext, wraps=wraps)

    def keys_for(self, *, cycle_id: UUID, recipients: Collection[Recipient]) -> tuple[PublicKey, ...]:
        """The newest key of each recipient, each recipient once; ValueError if there is none."""
        if not recipients:
            raise ValueError("Content sealed to nobody could never be opened.")
        return tuple(
            self._ring.newest(cycle_id=cycle_id, recipient=recipient)
            for recipient in dict.fromkeys(recipients)
        )
