"""The key that signs heads, and the public keys that check them."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from disclosure.errors import ConfigError
from disclosure.ledger.keys import LedgerKeys, Signer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "ledger.pem"


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_key_is_readable_by_its_owner_alone_and_its_public_half_by_all(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        Signer.create(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_name("ledger.pem.pub").stat().st_mode) == 0o644


def test_what_a_loaded_key_signs_the_public_half_checks(path: Path) -> None:
    created = Signer.create(path)
    signer = Signer.load(path)
    assert signer.key_id == created.key_id
    keys = LedgerKeys.load(path.with_name("ledger.pem.pub"))
    signature = signer.sign(b"head")
    assert keys.signed(b"head", key_id=signer.key_id, signature=signature)
    assert not keys.signed(b"tail", key_id=signer.key_id, signature=signature)
    assert not keys.signed(b"head", key_id="another", signature=signature)
    assert not keys.signed(b"head", key_id=signer.key_id, signature=signature[:63])


def test_a_key_is_never_overwritten(path: Path) -> None:
    Signer.create(path)
    was = path.read_bytes()
    with pytest.raises(ConfigError, match="exists already"):
        Signer.create(path)
    assert path.read_bytes() == was


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_reach_is_not_used(path: Path, mode: int) -> None:
    Signer.create(path)
    path.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        Signer.load(path)


def test_a_missing_key_is_told(path: Path) -> None:
    with pytest.raises(ConfigError, match=r"ledger\.pem cannot be read: No such file"):
        Signer.load(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        LedgerKeys.load(path)


def test_what_is_no_key_of_this_kind_is_told(path: Path) -> None:
    path.parent.mkdir()
    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for content in (b"", b"-----BEGIN NOTHING-----", other):
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(ConfigError, match="is not an Ed25519 private key"):
            Signer.load(path)
        with pytest.raises(ConfigError, match="is not an Ed25519 public key"):
            LedgerKeys.load(path)


def test_a_folder_gives_every_public_key_in_it_old_and_new(path: Path) -> None:
    old, new = Signer.create(path), Signer.create(path.with_name("ledger-2.pem"))
    keys = LedgerKeys.load(path.parent)
    assert keys.include(old.key_id)
    assert keys.include(new.key_id)
    assert not keys.include("another")


def test_a_folder_without_public_keys_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no public key of the ledger"):
        LedgerKeys.load(tmp_path)
