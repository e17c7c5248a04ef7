"""The folder of an escrow: its public key and the private keys sealed to it.

    escrow.json                                   format "disclosure-escrow/1", suite, public
    <cycle id>.<recipient>.<generation>.escrow.json
                                                  the public key's record (`keyrecords`), and
                                                  escrow_id and sealed (base64)

Without three phrases the folder opens nothing, so it may be copied. When a key is
destroyed at the end of its retention, its file has to go from every copy too.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from disclosure.errors import ConfigError
from disclosure.vault import keyrecords, suites
from disclosure.vault.durable import erase, write_once
from disclosure.vault.escrow import EscrowedKey, EscrowPublic

ESCROW_FORMAT: Final = "disclosure-escrow/1"
_PUBLIC = "escrow.json"


class EscrowFolder:
    """One escrow's files."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def begin(self, escrow: EscrowPublic) -> Path:
        """Write the public key of a new escrow; ConfigError if the folder has one."""
        record = {
            "format": ESCROW_FORMAT,
            "suite": escrow.suite,
            "public": b64encode(escrow.material).decode(),
        }
        return write_once(self.directory / _PUBLIC, keyrecords.to_text(record), mode=0o600)

    def public(self) -> EscrowPublic:
        """The escrow that private keys are sealed to; ConfigError if there is none or it is damaged."""
        path = self.directory / _PUBLIC
        record = self._read(path)
        if record.get("format") != ESCROW_FORMAT or record.get("suite") != suites.NEWEST:
            raise ConfigError(f"{path} is of a format or suite that this release does not know.")
        try:
            escrow = EscrowPublic(b64decode(str(record.get("public")), validate=True))
            escrow.parsed  # noqa: B018 - material that is no key is told here, not at the first use
        except ValueError as error:
            raise ConfigError(f"{path} does not hold an escrow key: {error}") from None
        return escrow

    def add(self, escrowed: EscrowedKey) -> Path:
        """Write a sealed private key; ConfigError if there is one of its generation."""
        sealed = {"escrow_id": str(escrowed.escrow_id), "sealed": b64encode(escrowed.sealed).decode()}
        key = escrowed.public
        path = self.directory / f"{key.cycle_id}.{key.recipient}.{key.generation}.{_PUBLIC}"
        return write_once(path, keyrecords.to_text(keyrecords.public_record(key) | sealed), mode=0o600)

    def escrowed(self) -> Iterator[EscrowedKey]:
        """Every private key sealed here; ConfigError names the file that is none."""
        for path in sorted(self.directory.glob(f"*.{_PUBLIC}")):
            yield self._escrowed_in(path)

    def destroy(self, key_id: UUID) -> bool:
        """Overwrite and remove a sealed private key; False if it is not here."""
        found = [
            path
            for path in self.directory.glob(f"*.{_PUBLIC}")
            if self._escrowed_in(path).public.id == key_id
        ]
        for path in found:
            erase(path)
        return bool(found)

    def _escrowed_in(self, path: Path) -> EscrowedKey:
        record = self._read(path)
        public = keyrecords.read_public(record, origin=str(path))
        try:
            sealed = b64decode(str(record["sealed"]), validate=True)
            return EscrowedKey(escrow_id=UUID(str(record["escrow_id"])), public=public, sealed=sealed)
        except (KeyError, ValueError) as error:
            raise ConfigError(f"{path} does not hold a key in escrow: {error}") from None

    def _read(self, path: Path) -> dict[str, object]:
        try:
            record = keyrecords.from_text(path.read_text(encoding="utf-8"), origin=str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"The escrow in {path} cannot be read: {error}") from None
        if not isinstance(record, dict):
            raise ConfigError(f"{path} does not hold a key in escrow.")
        return record
