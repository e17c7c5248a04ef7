"""The key that signs heads of the ledger, and the public keys that check them (Ed25519, RFC 8032).

The private half is a file of its own, readable by its owner alone, held by the
one process that seals. The public half stands beside it in `<file>.pub` and is
meant to be handed out: whoever has it and a signed head can check the ledger
without trusting this machine.
"""

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from disclosure.errors import ConfigError

PUBLIC = ".pub"
_OTHERS = 0o077


class Signer:
    """Signs heads. `key_id` is the SHA-256 of the public key, in hexadecimal."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key()
        self.key_id = key_id(self.public)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new key: `path` (0600) and `path`.pub; ConfigError if either is there already."""
        signer = cls(Ed25519PrivateKey.generate())
        private = signer._private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        public = signer.public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, private, mode=0o600)
        _write_once(_public_path(path), public, mode=0o644)
        return signer

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key; ConfigError if it is missing, not one, or readable by others than its owner."""
        pem = _read(path)
        if path.stat().st_mode & _OTHERS:
            raise ConfigError(f"Others than its owner may read or change {path}. Run: chmod 600 {path}")
        try:
            private = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError):
            private = None
        if not isinstance(private, Ed25519PrivateKey):
            raise ConfigError(f"{path} is not an Ed25519 private key in PEM form.")
        return cls(private)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes."""
        return self._private.sign(message)


class LedgerKeys:
    """The public keys that heads may be signed with. Old ones stay: old heads are signed with them."""

    def __init__(self, keys: Iterable[Ed25519PublicKey]) -> None:
        self._by_id: Mapping[str, Ed25519PublicKey] = {key_id(key): key for key in keys}

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """Read public keys from files, and from every `*.pub` of folders.

        Raises `ConfigError` when a file is missing or no Ed25519 public key, or there is none at all.
        """
        files = [file for path in paths for file in (_public_files(path) if path.is_dir() else [path])]
        if not files:
            raise ConfigError(f"There is no public key of the ledger in {', '.join(map(str, paths))}.")
        return cls(map(_public_in, files))

    def include(self, key_id: str) -> bool:
        """Whether `key_id` names one of these keys."""
        return key_id in self._by_id

    def signed(self, message: bytes, *, key_id: str, signature: bytes) -> bool:
        """Whether `signature` is that of `message` by the key that `key_id` names, and one of these."""
        key = self._by_id.get(key_id)
        if key is None:
            return False
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


def key_id(key: Ed25519PublicKey) -> str:
    """Return the name of a key: the SHA-256 of its 32 bytes, in hexadecimal."""
    return sha256(key.public_bytes_raw()).hexdigest()


def _public_path(path: Path) -> Path:
    return path.with_name(path.name + PUBLIC)


def _public_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{PUBLIC}"))


def _public_in(path: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(_read(path))
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ConfigError(f"{path} is not an Ed25519 public key in PEM form.")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"The ledger's key {path} cannot be read: {error.strerror}.") from None


def _write_once(path: Path, content: bytes, *, mode: int) -> None:
    """Write a file that was not there, with exactly `mode`, whatever the caller's umask leaves out."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise ConfigError(f"{path} exists already and is never overwritten.") from None
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
