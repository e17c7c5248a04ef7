"""A key written as a JSON object.

format          "disclosure-key/1"
id, cycle_id    UUIDs
organisation    its short name
recipient       "portal" or "review"
generation      1 and up
suite           1, see `suites`
created         RFC 3339, with offset
public          base64 of the raw public key
private         base64 of the raw private key, in a private file only

Files hold one such object, an environment variable a list of them.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from disclosure.errors import ConfigError
from disclosure.vault import suites
from disclosure.vault.envelope import Recipient
from disclosure.vault.keys import PrivateKey, PublicKey

KEY_FORMAT: Final = "disclosure-key/1"


def public_record(key: PublicKey) -> dict[str, Any]:
    """What a public file says."""
    return {
        "format": KEY_FORMAT,
        "id": str(key.id),
        "organisation": key.organisation,
        "cycle_id": str(key.cycle_id),
        "recipient": key.recipient.value,
        "generation": key.generation,
        "suite": key.suite,
        "created": key.created.isoformat(),
        "public": b64encode(key.material).decode(),
    }


def private_record(key: PrivateKey) -> dict[str, Any]:
    """What a private file says."""
    return public_record(key.public) | {"private": b64encode(key.secret).decode()}


def read_public(record: object, *, origin: str) -> PublicKey:
    """The public key in a record; ConfigError names `origin` and what is wrong with it."""
    try:
        return _public(_keyed(record))
    except (KeyError, TypeError, ValueError) as error:
        raise _unfit(origin, error) from None


def read_private(record: object, *, origin: str) -> PrivateKey:
    """The private key in a record; ConfigError names `origin` and what is wrong with it."""
    try:
        keyed = _keyed(record)
        return PrivateKey(_public(keyed), _material(keyed, "private", length=suites.SECRET_BYTES))
    except (KeyError, TypeError, ValueError) as error:
        raise _unfit(origin, error) from None


def to_text(record: dict[str, Any] | Iterable[dict[str, Any]]) -> str:
    """JSON of one record, or of several for an environment variable."""
    return json.dumps(record if isinstance(record, dict) else list(record), indent=1) + "\n"


def from_text(text: str, *, origin: str) -> object:
    """What a JSON text holds; ConfigError names `origin` if it is none."""
    try:
        return json.loads(text)
    except ValueError:
        raise ConfigError(f"{origin} does not hold JSON. Restore it from where it was made.") from None


def _public(record: dict[str, Any]) -> PublicKey:
    created = datetime.fromisoformat(record["created"])
    if created.tzinfo is None or not isinstance(record["generation"], int):
        raise ValueError("created needs an offset, generation is a number")
    return PublicKey(
        id=UUID(record["id"]),
        organisation=str(record["organisation"]),
        cycle_id=UUID(record["cycle_id"]),
        recipient=Recipient(record["recipient"]),
        generation=record["generation"],
        suite=record["suite"],
        created=created,
        material=_material(record, "public", length=suites.PUBLIC_BYTES),
    )


def _keyed(record: object) -> dict[str, Any]:
    if not isinstance(record, dict) or record.get("format") != KEY_FORMAT:
        raise ValueError(f"it is not of format {KEY_FORMAT}")
    return record


def _material(record: dict[str, Any], name: str, *, length: int) -> bytes:
    material = b64decode(record[name], validate=True)
    if len(material) != length:
        raise ValueError(f"{name} is {len(material)} bytes long, not {length}")
    return material


def _unfit(origin: str, error: Exception) -> ConfigError:
    fault = f"it has no {error}" if isinstance(error, KeyError) else str(error)
    return ConfigError(f"{origin} does not hold a key: {fault}.")
