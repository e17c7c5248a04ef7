"""Opening: the only module that turns ciphertext into plain text.

Imported by `casework.reading` alone, which names the reader and writes the ledger.
Two errors, told apart: KeyMissing (this site holds none of the keys it was sealed to)
and SealBroken (it was altered, moved, cut or mixed up). Neither comes with any text.
No function here keeps a data key in a variable, so that a traceback printed with its
variables shows none.
"""

import resource
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from disclosure.errors import KeyMissing, SealBroken
from disclosure.vault.envelope import (
    FORMAT,
    NONCE_BYTES,
    TAG_BYTES,
    Binding,
    Wrap,
    payload_context,
    stream_context,
    wrap_context,
)
from disclosure.vault.keys import Keyring, PrivateKey, PrivateRing, PublicKey
from disclosure.vault.streams import HEADER_BYTES, SEGMENT_BYTES, blocks, nonce, read_block
from disclosure.vault.suites import SUITES
from disclosure.vault.wrapping import wrap_data_key

_CIPHERTEXT_AT = 1 + NONCE_BYTES


class Opener:
    """Turns ciphertext back into content. Holds the private keys of one site."""

    def __init__(self, ring: PrivateRing) -> None:
        self._ring = ring

    @classmethod
    def from_keyring(cls, keyring: Keyring) -> Self:
        """An opener with the private keys of `keyring`.

        From then on this process leaves no core file: it would hold the keys.
        """
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        return cls(keyring.private)

    def holds(self, cycle_id: UUID) -> bool:
        """Whether a private key of that cycle is at hand."""
        return self._ring.holds(cycle_id)

    def open(self, payload: bytes, wraps: Iterable[Wrap], *, bound_to: Binding) -> bytes:
        """The content as it was sealed: all of it or an error.

        KeyMissing if none of this site's keys is among `wraps`, SealBroken on any other failure.
        """
        cipher = AESGCM(self._data_key(wraps, bound_to=bound_to))
        if len(payload) < _CIPHERTEXT_AT + TAG_BYTES or payload[0] != FORMAT:
            raise _broken(bound_to, "it is not in a format this release knows")
        nonce, ciphertext = payload[1:_CIPHERTEXT_AT], payload[_CIPHERTEXT_AT:]
        try:
            return cipher.decrypt(nonce, ciphertext, payload_context(bound_to))
        except InvalidTag:
            raise _broken(bound_to, "its content was altered or moved") from None

    def open_stream(self, source: BinaryIO, wraps: Iterable[Wrap], *, bound_to: Binding) -> Iterator[bytes]:
        """An attachment's content, segment by segment, each authenticated before it is handed out.

        KeyMissing and a broken wrap are told at once. That the file was cut or altered further
        on is told when that place is reached, by SealBroken: content handed out before it is
        genuine but not complete. Call `check_stream` first where that would not do.
        """
        cipher = AESGCM(self._data_key(wraps, bound_to=bound_to))
        return _open_segments(source, cipher, bound_to=bound_to)

    def check_stream(self, source: BinaryIO, wraps: Iterable[Wrap], *, bound_to: Binding) -> int:
        """Read an attachment to its end and answer its size in bytes; the errors of `open_stream`."""
        return sum(len(segment) for segment in self.open_stream(source, wraps, bound_to=bound_to))

    def rewrap(self, wrap: Wrap, *, bound_to: Binding, to: PublicKey) -> Wrap:
        """The same data key wrapped to another key of the same recipient; content is not touched.

        For rotation. ValueError if `to` belongs to another recipient (see `share`) or cycle.
        """
        if to.recipient != wrap.recipient:
            raise ValueError(f"A wrap for {wrap.recipient} is not rewrapped to {to.recipient}.")
        return self.share([wrap], bound_to=bound_to, to=to)

    def share(self, wraps: Iterable[Wrap], *, bound_to: Binding, to: PublicKey) -> Wrap:
        """One more wrap of the same data key, for another recipient; content is not touched.

        For attachments of a draft that is filed: a file of any size gains a recipient at once.
        ValueError if `to` is of another cycle: the content would outlive its retention.
        """
        wrap, key = self._own(wraps, bound_to=bound_to)
        if to.cycle_id != key.public.cycle_id:
            raise ValueError(f"Key {to.id} is of another cycle than key {key.id}.")
        return wrap_data_key(_unwrap(wrap, key, bound_to=bound_to), bound_to=bound_to, to=to)

    def _data_key(self, wraps: Iterable[Wrap], *, bound_to: Binding) -> bytes:
        wrap, key = self._own(wraps, bound_to=bound_to)
        return _unwrap(wrap, key, bound_to=bound_to)

    def _own(self, wraps: Iterable[Wrap], *, bound_to: Binding) -> tuple[Wrap, PrivateKey]:
        """The first wrap to a key of this site, and that key."""
        listed = tuple(wraps)
        for wrap in listed:
            if key := self._ring.get(wrap.key_id):
                return wrap, key
        sealed_to = ", ".join(f"{wrap.recipient} key {wrap.key_id}" for wrap in listed) or "no key at all"
        raise KeyMissing(f"No key of this site opens the sealed {bound_to}. It is sealed to {sealed_to}.")


def _unwrap(wrap: Wrap, key: PrivateKey, *, bound_to: Binding) -> bytes:
    if (wrap.recipient, wrap.suite) != (key.public.recipient, key.public.suite):
        raise _broken(bound_to, "its wrap names a recipient or suite that is not its key's")
    info = wrap_context(bound_to, suite=wrap.suite, recipient=wrap.recipient, key_id=wrap.key_id)
    try:
        return SUITES[wrap.suite].decrypt(wrap.wrapped, key.parsed, info)
    except InvalidTag:
        raise _broken(bound_to, "its wrapped key was altered or moved") from None


def _open_segments(source: BinaryIO, cipher: AESGCM, *, bound_to: Binding) -> Iterator[bytes]:
    header = read_block(source, HEADER_BYTES)
    if len(header) < HEADER_BYTES or header[0] != FORMAT:
        raise SealBroken(f"The file of the sealed {bound_to} is not in a format this release knows.")
    prefix, context = header[1:], stream_context(bound_to)
    for number, last, block in blocks(source, SEGMENT_BYTES + TAG_BYTES):
        try:
            segment = cipher.decrypt(nonce(prefix, number, last=last), block, context)
        except InvalidTag:
            raise SealBroken(
                f"The file of the sealed {bound_to} was altered, moved, cut or extended "
                f"(segment {number + 1} does not open). Compare it with a backup."
            ) from None
        yield segment


def _broken(bound_to: Binding, why: str) -> SealBroken:
    return SealBroken(f"The sealed {bound_to} cannot be opened: {why}. Compare it with a backup.")
