"""Statements as bytes, before they are sealed and after they are opened.

The bytes are canonical: the same statement always gives the same bytes, so that a
digest stands for it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from disclosure.domain.interests.statement import SCHEMA, Statement
from disclosure.domain.messages import message
from disclosure.errors import BadInput

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: Mapping[int, Upgrade] = {}
"""For each old schema, the function that turns a document of it into one of the next schema."""

_encoder = msgspec.json.Encoder(order="deterministic", decimal_format="string")
_decoder = msgspec.json.Decoder(Statement)
_PLACE = re.compile(r"at `(\$[^`]*)`")


class _Head(msgspec.Struct):
    schema: int


def encode(statement: Statement) -> bytes:
    """Return the canonical JSON of `statement`, UTF-8."""
    return _encoder.encode(statement)


def decode(written: bytes, *, upgrades: Mapping[int, Upgrade] = UPGRADES, schema: int = SCHEMA) -> Statement:
    """Read a statement written by this version or an older one.

    Fields this version does not know are passed over.

    Raises:
        BadInput: the bytes are no statement, or one of a newer schema. The message names
            the place but never the content.

    """
    try:
        found = msgspec.json.decode(written, type=_Head).schema
        if found == SCHEMA == schema:
            return _decoder.decode(written)
        return msgspec.convert(_raised(written, found, to=schema, upgrades=upgrades), Statement)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(_unreadable(error)) from None


def _raised(written: bytes, found: int, *, to: int, upgrades: Mapping[int, Upgrade]) -> dict[str, Any]:
    """Return the document upgraded step by step to the schema `to`."""
    document = msgspec.json.decode(written, type=dict[str, Any])
    for step in range(found, to):
        if step not in upgrades:
            raise BadInput(message("This statement has schema %(found)d, which cannot be read.", found=found))
        document = upgrades[step](document) | {"schema": step + 1}
    if found > to:
        raise BadInput(
            message(
                "This statement has schema %(found)d; this version reads up to %(known)d. "
                "Upgrade the software and open it again.",
                found=found,
                known=to,
            )
        )
    return document


def _unreadable(error: Exception) -> object:
    """Return a sentence with the place of the fault; the content stays out of it."""
    place = _PLACE.search(str(error))
    return message("The statement cannot be read: fault at %(place)s.", place=place[1] if place else "$")
