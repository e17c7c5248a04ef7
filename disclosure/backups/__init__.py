"""Copies of everything but the keys, taken while people work, and a way back from them."""

from disclosure.backups.manifest import Manifest, read
from disclosure.backups.restoring import restore
from disclosure.backups.taking import newest, take, take_keys

__all__ = ["Manifest", "newest", "read", "restore", "take", "take_keys"]
