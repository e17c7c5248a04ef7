"""Keys in a folder of a site, one file each, as `keyrecords` writes them.

The folder holds `<cycle id>.<recipient>.<generation>.public.json` of every recipient
and `...private.json` of the site's own. Private files are 0600, their folder 0700. A
file is written once, whole or not at all, and never changed.
"""

from collections.abc import Collection, Hashable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from disclosure.errors import ConfigError
from disclosure.vault import keyrecords
from disclosure.vault.durable import changed_at, erase, flush_folder, read_private, write_once
from disclosure.vault.keys import KeyPair, PrivateKey, PublicKey

_PUBLIC = "public.json"
_PRIVATE = "private.json"


class FileKeyStore:
    """The keys in a folder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def public_keys(self) -> Iterator[PublicKey]:
        """Every public key in the folder; ConfigError names the file that is none."""
        for path in self._paths(_PUBLIC):
            yield _public_in(path)

    def private_keys(self) -> Iterator[PrivateKey]:
        """Every private key in the folder; ConfigError if others than its owner may read one."""
        for path in self._paths(_PRIVATE):
            yield self._private_in(path)

    def stamp(self) -> Hashable:
        """When the folder last changed, unless that was just now."""
        return changed_at(self.directory)

    def add_public(self, key: PublicKey) -> Path:
        """Write a public key into the folder; ConfigError if there is one of its generation."""
        text = keyrecords.to_text(keyrecords.public_record(key))
        return write_once(self.directory / _name(key, _PUBLIC), text, mode=0o644)

    def add_private(self, key: PrivateKey) -> Path:
        """Write a private key into the folder, 0600; ConfigError if there is one of its generation."""
        text = keyrecords.to_text(self.private_record(key))
        return write_once(self.directory / _name(key.public, _PRIVATE), text, mode=0o600)

    def remove_public(self, key_id: UUID) -> bool:
        """Remove a public key, so that nothing more is sealed to it; False if it is not here."""
        found = [path for path in self._paths(_PUBLIC) if _public_in(path).id == key_id]
        for path in found:
            path.unlink()
            flush_folder(self.directory)
        return bool(found)

    def destroy_private(self, key_id: UUID) -> bool:
        """Overwrite and remove a private key; False if it is not here.

        What is sealed to it alone is lost. A disk may keep old blocks and a backup old
        files: the folder belongs on an encrypted disk and into no backup.
        """
        found = [path for path in self._paths(_PRIVATE) if _public_in(path).id == key_id]
        for path in found:
            erase(path)
        return bool(found)

    def private_record(self, key: PrivateKey) -> dict[str, Any]:
        """What a private file says."""
        return keyrecords.private_record(key)

    def private_of(self, record: object, *, origin: str) -> PrivateKey:
        """Read what a private file says; ConfigError if it is no key."""
        return keyrecords.read_private(record, origin=origin)

    def private_ids(self) -> frozenset[UUID]:
        """The ids of the private keys in the folder, without opening one."""
        return frozenset(_public_in(path).id for path in self._paths(_PRIVATE))

    def _private_in(self, path: Path) -> PrivateKey:
        return self.private_of(keyrecords.from_text(read_private(path), origin=str(path)), origin=str(path))

    def _paths(self, ending: str) -> list[Path]:
        try:
            return sorted(path for path in self.directory.iterdir() if path.name.endswith(f".{ending}"))
        except OSError as error:
            raise _unreadable(self.directory, error) from None


def install(pair: KeyPair, *, owner: FileKeyStore, others: Collection[FileKeyStore] = ()) -> None:
    """Write a new pair, the private half first: nothing may be sealed that cannot be opened."""
    owner.add_private(pair.private)
    for store in (owner, *others):
        store.add_public(pair.public)


def destroy(key_id: UUID, *, owner: FileKeyStore, others: Collection[FileKeyStore] = ()) -> None:
    """Destroy a pair, the public half first: nothing may be sealed that cannot be opened."""
    for store in (*others, owner):
        store.remove_public(key_id)
    owner.destroy_private(key_id)


def _name(key: PublicKey, ending: str) -> str:
    return f"{key.cycle_id}.{key.recipient}.{key.generation}.{ending}"


def _public_in(path: Path) -> PublicKey:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    return keyrecords.read_public(keyrecords.from_text(text, origin=str(path)), origin=str(path))


def _unreadable(path: Path, error: Exception) -> ConfigError:
    return ConfigError(f"The keys in {path} cannot be read: {error}")
