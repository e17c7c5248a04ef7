"""A proof as a file: what somebody is given who is to check one entry, and no other, without the database.

format     "disclosure-proof/1"
entry      the entry in its one form, as text (see `canonical`)
position   its place in the tree, from 0
path       the hashes beside the way up, in hexadecimal, lowest first (RFC 9162, section 2.1.3)
head       the signed head, as the line of the published heads
"""

import msgspec

from disclosure.errors import BadInput
from disclosure.ledger.heads import SignedHead
from disclosure.ledger.proving import Proof
from disclosure.ledger.tree import HASH_BYTES

FORMAT = "disclosure-proof/1"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    entry: str
    position: int
    path: list[str]
    head: str


def write(proof: Proof) -> str:
    """Write a proof as the text of a file."""
    file = _File(
        format=FORMAT,
        entry=proof.entry.decode("ascii"),
        position=proof.position,
        path=[beside.hex() for beside in proof.path],
        head=proof.head.line(),
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=1).decode() + "\n"


def read(text: str | bytes) -> Proof:
    """Read what `write` wrote. Raises BadInput if it is no proof; it is for the proof to say if it holds."""
    try:
        file = msgspec.json.decode(text, type=_File)
        path = tuple(bytes.fromhex(beside) for beside in file.path)
        entry = file.entry.encode("ascii")
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput(f"This is not a proof of an entry of the ledger: {error}") from None
    if file.format != FORMAT or any(len(beside) != HASH_BYTES for beside in path):
        raise BadInput("This is not a proof of an entry of the ledger in a format that this release knows.")
    return Proof(entry, file.position, path, SignedHead.parse(file.head))
