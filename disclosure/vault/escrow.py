"""Escrow: the way back when every copy of a private key is lost.

Each private key is also sealed to an escrow key. The escrow key's secret exists only as
five phrases of words, any three of which give it back (SLIP-39, Shamir's scheme over
GF(256) with a checksum in each phrase); they are shown once and kept by five people.

    escrow secret   32 random bytes, split 3 of 5
    escrow key      HKDF-SHA-256 of the secret, no salt: info "disclosure/escrow/1/ml-kem-768"
                    gives the 64-byte seed, "disclosure/escrow/1/x25519" the 32 bytes
    sealed key      HPKE, see `suites`, of the raw private key; `info` is "disclosure/escrow",
                    suite, escrow id, and the public key's id, organisation, cycle id,
                    recipient, generation (4 bytes) and raw form

The escrow's id is the start of the SHA-256 of its public key, so phrases of another
escrow are told from damaged ones.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from disclosure.errors import BadInput, KeyMissing, SealBroken
from disclosure.vault import suites
from disclosure.vault.envelope import fields
from disclosure.vault.keys import PrivateKey, PublicKey

PHRASES: Final = 5
NEEDED: Final = 3
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class EscrowedKey:
    """A private key sealed to an escrow, beside its public half. Needs no hiding."""

    escrow_id: UUID
    public: PublicKey
    sealed: bytes


@dataclass(frozen=True)
class EscrowPublic:
    """What private keys are sealed to for the day they are lost."""

    material: bytes = field(repr=False)
    suite: int = suites.NEWEST

    @cached_property
    def id(self) -> UUID:
        """Names the escrow: the first 16 bytes of a SHA-256 of its key."""
        return UUID(bytes=hashlib.sha256(fields(bytes([self.suite]), self.material)).digest()[:16])

    @cached_property
    def parsed(self) -> MLKEM768X25519PublicKey:
        """The key as the cipher takes it."""
        return suites.parse_public(self.material)

    def seal(self, key: PrivateKey) -> EscrowedKey:
        """Seal a private key, so that three of the five phrases bring it back."""
        info = _context(self.id, suite=self.suite, public=key.public)
        sealed = suites.SUITES[self.suite].encrypt(key.secret, self.parsed, info)
        return EscrowedKey(escrow_id=self.id, public=key.public, sealed=sealed)


def create_escrow() -> tuple[EscrowPublic, list[str]]:
    """A new escrow and its five phrases of 33 words, to be shown once and kept nowhere."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    [phrases] = generate_mnemonics(1, [(NEEDED, PHRASES)], secret)
    return EscrowPublic(suites.public_of(_derive(secret))), phrases


def recover(phrases: Sequence[str], escrowed: Iterable[EscrowedKey]) -> list[PrivateKey]:
    """The private keys that were sealed to the escrow of these phrases; others are left out.

    BadInput, with a sentence for each fault, if fewer than three different phrases were
    given or they do not fit; KeyMissing if none of the keys is of their escrow; SealBroken
    if one was altered. Either all keys of the escrow are answered or none.
    """
    secret = _derive(_combine(phrases))
    escrow = EscrowPublic(suites.public_of(secret))
    ours = [key for key in escrowed if key.escrow_id == escrow.id]
    if not ours:
        raise KeyMissing(
            f"These phrases belong to escrow {escrow.id}, and none of the keys given is sealed to it."
        )
    return [_open(key, suite=escrow.suite, secret=secret) for key in ours]


def _open(escrowed: EscrowedKey, *, suite: int, secret: bytes) -> PrivateKey:
    info = _context(escrowed.escrow_id, suite=suite, public=escrowed.public)
    try:
        raw = suites.SUITES[suite].decrypt(escrowed.sealed, suites.parse_secret(secret), info)
    except InvalidTag:
        raise SealBroken(
            f"Key {escrowed.public.id} in escrow was altered. Take another copy of its escrow file."
        ) from None
    return PrivateKey(escrowed.public, raw)


def _combine(phrases: Sequence[str]) -> bytes:
    shares = _shares(phrases)
    if len({share.identifier for share in shares}) > 1:
        raise BadInput(["These phrases are of different escrows. Their first two words must be the same."])
    different = list({share.index: share for share in shares}.values())
    if len(different) < NEEDED:
        raise BadInput([f"{NEEDED} different phrases are needed; {len(different)} were given."])
    try:
        secret: bytes = combine_mnemonics([share.mnemonic() for share in different[:NEEDED]])
    except MnemonicError as error:
        raise BadInput([f"These phrases do not fit together: {error}"]) from None
    return secret


def _shares(phrases: Sequence[str]) -> list[Share]:
    shares, faults = [], []
    for number, phrase in enumerate(phrases, start=1):
        try:
            shares.append(Share.from_mnemonic(phrase))
        except MnemonicError as error:
            faults.append(f"Phrase {number} was not copied as it was given out: {error}")
    if faults:
        raise BadInput(faults)
    return shares


def _derive(secret: bytes) -> bytes:
    """The raw private key of the escrow."""
    return _expand(secret, b"ml-kem-768", length=64) + _expand(secret, b"x25519", length=32)


def _expand(secret: bytes, label: bytes, *, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"disclosure/escrow/1/" + label).derive(secret)


def _context(escrow_id: UUID, *, suite: int, public: PublicKey) -> bytes:
    return fields(
        b"disclosure/escrow",
        bytes([suite]),
        escrow_id.bytes,
        public.id.bytes,
        public.organisation.encode(),
        public.cycle_id.bytes,
        public.recipient.encode(),
        public.generation.to_bytes(4, "big"),
        public.material,
    )
