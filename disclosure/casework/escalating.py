"""A case that its reviewer puts before the ethics office, and its word. The filer sees neither."""

from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reviewing, writing
from disclosure.casework.cases import case_of, hold
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import FilingMove
from disclosure.models import Filing, SealedText, Writing
from disclosure.vault.sealing import Sealer


def escalate(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, reasons: str) -> SealedText:
    """Put a case before the ethics office, saying what it is to decide. Its reviewer stays named.

    Nothing of the case is lost or undone: conflicts that were found wait too.
    """
    hold(db, filing)
    demand(by, Permission.CASE_WORK, filing)
    filing.move(FilingMove.ESCALATE, at=clock.now())
    reviewing.keep(case_of(filing))
    text = _say(db, sealer, by=by, filing=filing, kind=Writing.ESCALATION, text=reasons)
    ledger.record(db, by, "case:escalated", filing=filing, text_id=text.id)
    return text


def direct(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, text: str) -> SealedText:
    """Say, as the ethics office, how the review goes on. The case is with its reviewer again."""
    hold(db, filing)
    demand(by, Permission.ADVICE_DECIDE, filing)
    filing.move(FilingMove.DIRECT, at=clock.now())
    said = _say(db, sealer, by=by, filing=filing, kind=Writing.DIRECTION, text=text)
    ledger.record(db, by, "case:directed", filing=filing, text_id=said.id)
    return said


def _say(db: Session, sealer: Sealer, *, by: Actor, filing: Filing, kind: Writing, text: str) -> SealedText:
    return writing.write(db, sealer, by=by, filing=filing, kind=kind, subject_id=filing.id, text=text)
