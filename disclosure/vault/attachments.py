"""Sealing attachments of any size, segment by segment. See `streams` for the format."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from disclosure.vault.envelope import FORMAT, Binding, Recipient, Wrap, stream_context
from disclosure.vault.sealing import Sealer
from disclosure.vault.streams import PREFIX_BYTES, SEGMENT_BYTES, blocks, nonce
from disclosure.vault.wrapping import new_data_key


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What a row keeps of its attachment: the wraps, sizes in bytes, and a checksum.

    `size` is that of the content; `sealed_size` and `sha256` (hex) are those of the
    ciphertext, so a backup can be checked without a key.
    """

    wraps: tuple[Wrap, ...]
    size: int
    sealed_size: int
    sha256: str


def seal_stream(
    source: BinaryIO,
    target: BinaryIO,
    *,
    sealer: Sealer,
    bound_to: Binding,
    cycle_id: UUID,
    recipients: Collection[Recipient],
) -> SealedFile:
    """Read `source` to its end and write it sealed to `target`.

    KeyMissing if a recipient has no key in that cycle; then nothing is written.
    """
    keys = sealer.keys_for(cycle_id=cycle_id, recipients=recipients)
    data_key, wraps = new_data_key(keys, bound_to=bound_to)
    cipher, prefix, context = AESGCM(data_key), secrets.token_bytes(PREFIX_BYTES), stream_context(bound_to)
    digest, size, sealed_size = hashlib.sha256(), 0, 0

    def write(block: bytes) -> None:
        nonlocal sealed_size
        target.write(block)
        digest.update(block)
        sealed_size += len(block)

    write(bytes([FORMAT]) + prefix)
    for number, last, segment in blocks(source, SEGMENT_BYTES):
        write(cipher.encrypt(nonce(prefix, number, last=last), segment, context))
        size += len(segment)
    return SealedFile(wraps=wraps, size=size, sealed_size=sealed_size, sha256=digest.hexdigest())
