"""Keys in an environment variable: a JSON list of records, see `keyrecords`."""

import os
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path

from disclosure.errors import ConfigError
from disclosure.vault import keyrecords
from disclosure.vault.durable import changed_at, read_private
from disclosure.vault.keys import PrivateKey, PublicKey


class EnvironmentKeyStore:
    """The keys in `variable`, or in the file that `<variable>_FILE` names, as secret mounts do."""

    def __init__(self, variable: str, *, environ: Mapping[str, str] = os.environ) -> None:
        self._variable = variable
        self._environ = environ

    def public_keys(self) -> Iterator[PublicKey]:
        """The public half of every key listed."""
        for record in self._records():
            yield keyrecords.read_public(record, origin=self._variable)

    def private_keys(self) -> Iterator[PrivateKey]:
        """Every key listed with its private half."""
        for record in self._records():
            if isinstance(record, dict) and "private" in record:
                yield keyrecords.read_private(record, origin=self._variable)

    def stamp(self) -> Hashable:
        """When the named file last changed; the environment of a process never does."""
        path = self._path()
        return "unchanging" if path is None else changed_at(path)

    def _records(self) -> list[object]:
        records = keyrecords.from_text(self._text(), origin=self._variable)
        if not isinstance(records, list):
            raise ConfigError(f"{self._variable} must hold a JSON list of keys.")
        return records

    def _text(self) -> str:
        path = self._path()
        return self._environ[self._variable] if path is None else read_private(path)

    def _path(self) -> Path | None:
        """The file that holds the keys, or None if the variable itself does."""
        named = f"{self._variable}_FILE"
        if (self._variable in self._environ) == (named in self._environ):
            raise ConfigError(f"Set exactly one of {self._variable} and {named} to this site's keys.")
        return Path(self._environ[named]) if named in self._environ else None
