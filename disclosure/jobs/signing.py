"""The job that signs a frozen report. Only a machine that holds the ledger's signing key takes it up."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine

from disclosure.casework.reporting import signing
from disclosure.db import transaction
from disclosure.ledger.keys import Signer
from disclosure.queue import Jobs


def signing_jobs(key: Path) -> Jobs:
    """Return the job of signing with the key at `key`; none where there is no such file."""
    if not key.exists():
        return {}
    signer = Signer.load(key)

    def sign_report(engine: Engine, snapshot_id: UUID) -> None:
        """Sign a snapshot; doing it twice keeps one signature."""
        with transaction(engine) as db:
            signing.sign(db, signer, snapshot_id=snapshot_id)

    return {"report:sign": sign_report}
