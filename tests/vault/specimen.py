"""One of everything the vault stores, as JSON, to keep or to hand to another program."""

import hashlib
import io
import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import uuid4

from shamir_mnemonic import combine_mnemonics

from disclosure.vault.attachments import seal_stream
from disclosure.vault.envelope import Binding, Wrap
from disclosure.vault.escrow import create_escrow
from disclosure.vault.escrowfiles import EscrowFolder
from disclosure.vault.sealing import Recipient
from disclosure.vault.streams import SEGMENT_BYTES
from tests.vault.cast import sites_in

TEXT = "J'ai des parts dans Ñandú S.A. — 股份"
REVIEW = (Recipient.REVIEW,)


def specimen(folder: Path, *, stream_length: int = SEGMENT_BYTES + 100) -> dict[str, Any]:
    """What a review site has on its disk and in its tables, and what it should open to."""
    sites, content, target = sites_in(folder), bytes(stream_length), io.BytesIO()
    row, attachment = (Binding(table=name, row_id=uuid4(), version=7) for name in ("statements", "files"))
    sealed = sites.sealer.seal(TEXT.encode(), bound_to=row, cycle_id=sites.cycle_id, recipients=REVIEW)
    file = seal_stream(
        io.BytesIO(content),
        target,
        sealer=sites.sealer,
        bound_to=attachment,
        cycle_id=sites.cycle_id,
        recipients=REVIEW,
    )
    [private_file] = sites.review_store.directory.glob("*.private.json")
    escrow, phrases = create_escrow()
    path = EscrowFolder(folder / "escrow").add(escrow.seal(sites.review.private.all()[0]))
    return {
        "key": json.loads(private_file.read_text()),
        "payload": _placed(row, sealed.wraps[0]) | {"payload": _text(sealed.payload)},
        "stream": _placed(attachment, file.wraps[0]) | {"stream": _text(target.getvalue())},
        "escrow": {
            "record": json.loads(path.read_text()),
            "escrow_secret": combine_mnemonics(phrases[:3]).hex(),
            "phrases": phrases,
        },
        "expected": {
            "payload": TEXT,
            "stream": hashlib.sha256(content).hexdigest(),
            "escrow": sites.review.private.all()[0].secret.hex(),
        },
    }


def _placed(bound_to: Binding, wrap: Wrap) -> dict[str, Any]:
    return {
        "table": bound_to.table,
        "row_id": str(bound_to.row_id),
        "version": bound_to.version,
        "wrapped": _text(wrap.wrapped),
        "key_id": str(wrap.key_id),
    }


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
