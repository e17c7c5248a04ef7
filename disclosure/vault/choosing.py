"""Which store a site's keys are in: files, files that Vault Transit wraps, or the environment."""

import os
from collections.abc import Mapping
from pathlib import Path

from disclosure.vault.keyfiles import FileKeyStore
from disclosure.vault.keys import KeyStore
from disclosure.vault.keyvariables import EnvironmentKeyStore
from disclosure.vault.transit import SETTINGS, TransitKeyStore

RECORDS = "DISCLOSURE_KEY_RECORDS"
"""Holds the keys of a process that serves one site; or `…_FILE` names a file that does."""


def store_of(directory: Path, *, environ: Mapping[str, str] = os.environ) -> KeyStore:
    """Return the store of the site whose key folder is `directory`, to seal and open with."""
    if RECORDS in environ or f"{RECORDS}_FILE" in environ:
        return EnvironmentKeyStore(RECORDS, environ=environ)
    return folder_store(directory, environ=environ)


def folder_store(directory: Path, *, environ: Mapping[str, str] = os.environ) -> FileKeyStore:
    """Return the store in a folder, to which keys can be added."""
    if (directory / SETTINGS).exists():
        return TransitKeyStore.in_folder(directory, environ=environ)
    return FileKeyStore(directory)
