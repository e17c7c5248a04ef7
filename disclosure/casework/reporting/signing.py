"""Signing a frozen report with the ledger's key, and checking the signature with its public half."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.casework.reporting.freezing import opened
from disclosure.domain.actors import WORKER
from disclosure.errors import NotFound, SealBroken
from disclosure.ledger.canonical import canonical, instant
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.models import ReportSignature, ReportSnapshot


def signed_bytes(row: ReportSnapshot) -> bytes:
    """Return what is signed of a snapshot: that it is one, which, and the digest of its content."""
    return canonical(
        {
            "kind": "report snapshot",
            "id": row.id.hex,
            "cycle_id": row.cycle_id.hex,
            "number": row.number,
            "digest": row.digest,
            "frozen_at": instant(row.frozen_at),
        }
    )


def sign(db: Session, signer: Signer, *, snapshot_id: UUID) -> ReportSignature:
    """Sign a snapshot; doing it twice keeps one signature.

    Raises NotFound when there is none, and SealBroken when it was altered.
    """
    row = db.get(ReportSnapshot, snapshot_id)
    if row is None:
        raise NotFound("There is no such snapshot to sign.")
    opened(row)
    for signature in signatures(db, row):
        if signature.key_id == signer.key_id:
            return signature
    made = ReportSignature(
        id=uuid4(),
        snapshot_id=row.id,
        key_id=signer.key_id,
        signature=signer.sign(signed_bytes(row)),
        signed_at=clock.now(),
    )
    db.add(made)
    ledger.record(
        db,
        WORKER,
        "report:signed",
        organisation_id=row.organisation_id,
        snapshot_id=row.id,
        key_id=signer.key_id,
    )
    db.flush()
    return made


def signatures(db: Session, row: ReportSnapshot) -> list[ReportSignature]:
    """Return the signatures of a snapshot, the first one first."""
    rows = select(ReportSignature).where(ReportSignature.snapshot_id == row.id)
    return list(db.scalars(rows.order_by(ReportSignature.signed_at, ReportSignature.key_id)))


def check(db: Session, keys: LedgerKeys, row: ReportSnapshot) -> ReportSignature:
    """Return the signature of a snapshot by one of `keys`.

    Raises SealBroken when the content was altered, nobody signed it yet, or none of the keys did.
    """
    opened(row)
    found = signatures(db, row)
    if not found:
        raise SealBroken(f"Snapshot {row.number} is not signed yet. A worker that holds the key signs it.")
    for signature in found:
        if keys.signed(signed_bytes(row), key_id=signature.key_id, signature=signature.signature):
            return signature
    raise SealBroken(f"Snapshot {row.number} bears no signature by a known key of the ledger.")
