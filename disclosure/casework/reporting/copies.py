"""Copies of a frozen report: each is written down, with the snapshot it is made from."""

from sqlalchemy.orm import Session

from disclosure import ledger
from disclosure.access import Permission, demand
from disclosure.domain.actors import Actor
from disclosure.models import ReportSnapshot


def hand_out(
    db: Session, *, by: Actor, snapshot: ReportSnapshot, form: str, language: str, edition: str
) -> None:
    """Write down that a copy of a snapshot is taken out, in what form, language and edition."""
    demand(by, Permission.REPORT_SEE, snapshot)
    ledger.record(
        db,
        by,
        "report:exported",
        organisation_id=snapshot.organisation_id,
        snapshot_id=snapshot.id,
        digest=snapshot.digest,
        form=form,
        language=language,
        edition=edition,
    )
