"""Data keys and their wraps: the half that needs public keys only."""

import secrets
from collections.abc import Iterable

from disclosure.vault.envelope import DATA_KEY_BYTES, Binding, Wrap, wrap_context
from disclosure.vault.keys import PublicKey
from disclosure.vault.suites import SUITES


def new_data_key(keys: Iterable[PublicKey], *, bound_to: Binding) -> tuple[bytes, tuple[Wrap, ...]]:
    """Draw a fresh data key and wrap it to each of `keys`."""
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    return data_key, tuple(wrap_data_key(data_key, bound_to=bound_to, to=key) for key in keys)


def wrap_data_key(data_key: bytes, *, bound_to: Binding, to: PublicKey) -> Wrap:
    """Seal a data key to one public key; ConfigError if that key is damaged."""
    info = wrap_context(bound_to, suite=to.suite, recipient=to.recipient, key_id=to.id)
    wrapped = SUITES[to.suite].encrypt(data_key, to.parsed, info)
    return Wrap(recipient=to.recipient, key_id=to.id, wrapped=wrapped, suite=to.suite)
