"""Key pairs, and the rings a site keeps them on.

One pair for each recipient in each cycle; a rotation adds a generation. New content is
sealed to the newest generation, older ones open until they are destroyed.

A ring reads its store once and again only when the store has changed, so a key made
or destroyed by a command reaches running processes without a restart. Key material is
parsed when a key is first used: keys of past cycles cost nothing until then.
"""

import hashlib
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NoReturn, Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey

from disclosure import clock
from disclosure.errors import ConfigError, KeyMissing
from disclosure.vault import suites
from disclosure.vault.envelope import Recipient, fields

_FINGERPRINT_DIGITS = 32


@dataclass(frozen=True)
class PublicKey:
    """What content is sealed to. `material` is raw, see `suites`. ValueError if the suite is unknown."""

    id: UUID
    organisation: str
    cycle_id: UUID
    recipient: Recipient
    generation: int
    suite: int
    created: datetime
    material: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.suite not in suites.SUITES:
            raise ValueError(f"suite {self.suite} is unknown to this release")

    @cached_property
    def parsed(self) -> MLKEM768X25519PublicKey:
        """The key as the cipher takes it; ConfigError if the material is no key."""
        try:
            return suites.parse_public(self.material)
        except ValueError as error:
            raise ConfigError(f"The public key {self.id} is damaged: {error}") from None

    def fingerprint(self) -> str:
        """128 bits of SHA-256 over suite and key, for two people to compare aloud."""
        digest = hashlib.sha256(fields(bytes([self.suite]), self.material)).hexdigest()
        return " ".join(digest[at : at + 4] for at in range(0, _FINGERPRINT_DIGITS, 4))


@dataclass(frozen=True)
class PrivateKey:
    """What opens content sealed to `public`. Never shown, logged or pickled."""

    public: PublicKey
    secret: bytes = field(repr=False)

    @property
    def id(self) -> UUID:
        """The id it shares with its public key."""
        return self.public.id

    @cached_property
    def parsed(self) -> MLKEM768X25519PrivateKey:
        """The key as the cipher takes it; ConfigError if it is not the public key's other half."""
        if suites.public_of(self.secret) != self.public.material:
            raise ConfigError(f"The private and the public half of key {self.id} do not belong together.")
        return suites.parse_secret(self.secret)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled, so that no queue or cache ever holds a key."""
        raise TypeError("A private key is not pickled or copied.")


@dataclass(frozen=True)
class KeyPair:
    """Both halves, as created."""

    public: PublicKey
    private: PrivateKey


def create_pair(*, organisation: str, cycle_id: UUID, recipient: Recipient, generation: int) -> KeyPair:
    """Make a new pair in memory. Nothing is stored; see `keyfiles` and `escrow`."""
    secret = suites.generate_secret()
    public = PublicKey(
        id=uuid4(),
        organisation=organisation,
        cycle_id=cycle_id,
        recipient=recipient,
        generation=generation,
        suite=suites.NEWEST,
        created=clock.now(),
        material=suites.public_of(secret),
    )
    return KeyPair(public, PrivateKey(public, secret))


class KeyStore(Protocol):
    """Where a site's keys come from: files, the environment, or a key service."""

    def public_keys(self) -> Iterable[PublicKey]:
        """Every public key of the site, in any order."""

    def private_keys(self) -> Iterable[PrivateKey]:
        """Every private key of the site, in any order."""

    def stamp(self) -> Hashable:
        """Differs when the keys may have changed; None when that cannot be told."""


class PublicRing:
    """The public keys of a store, to seal with."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._by_id: dict[UUID, PublicKey] = {}
        self._newest: dict[tuple[UUID, Recipient], PublicKey] = {}
        self._stamp: Hashable = None
        self._refresh()

    def newest(self, *, cycle_id: UUID, recipient: Recipient) -> PublicKey:
        """The key that content of this cycle is sealed to now; KeyMissing if there is none."""
        self._refresh()
        try:
            return self._newest[cycle_id, recipient]
        except KeyError:
            raise KeyMissing(
                f"There is no {recipient} key for cycle {cycle_id} here. "
                "Make one with `disclosure keys create`, or copy its public file to this site's key folder."
            ) from None

    def all(self) -> tuple[PublicKey, ...]:
        """Every public key, by cycle, recipient and generation."""
        self._refresh()
        return tuple(sorted(self._by_id.values(), key=lambda k: (k.cycle_id, k.recipient, k.generation)))

    def _refresh(self) -> None:
        stamp = self._store.stamp()
        if stamp is not None and stamp == self._stamp:
            return
        by_id = {key.id: self._by_id.get(key.id, key) for key in self._store.public_keys()}
        newest: dict[tuple[UUID, Recipient], PublicKey] = {}
        for key in by_id.values():
            rival = newest.setdefault((key.cycle_id, key.recipient), key)
            if rival is not key and rival.generation == key.generation:
                raise ConfigError(
                    f"Keys {rival.id} and {key.id} are both generation {key.generation} "
                    f"for {key.recipient} in cycle {key.cycle_id}. Remove the one that is not yours."
                )
            if key.generation > rival.generation:
                newest[key.cycle_id, key.recipient] = key
        self._by_id, self._newest, self._stamp = by_id, newest, stamp


class PrivateRing:
    """The private keys of a store, to open with."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._by_id: dict[UUID, PrivateKey] = {}
        self._stamp: Hashable = None
        self._refresh()

    def get(self, key_id: UUID) -> PrivateKey | None:
        """The private key of that id, or None if this site does not hold it."""
        self._refresh()
        return self._by_id.get(key_id)

    def holds(self, cycle_id: UUID) -> bool:
        """Whether this site holds a key of that cycle."""
        self._refresh()
        return any(key.public.cycle_id == cycle_id for key in self._by_id.values())

    def all(self) -> tuple[PrivateKey, ...]:
        """Every private key of the site."""
        self._refresh()
        return tuple(self._by_id.values())

    def _refresh(self) -> None:
        stamp = self._store.stamp()
        if stamp is None or stamp != self._stamp:
            self._by_id = {key.id: self._by_id.get(key.id, key) for key in self._store.private_keys()}
            self._stamp = stamp


class Keyring:
    """All keys of one site, in two rings that do not know each other."""

    def __init__(self, store: KeyStore) -> None:
        self.public = PublicRing(store)
        self.private = PrivateRing(store)
