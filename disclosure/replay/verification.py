"""The draw and its documents."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import confirming, drawing, verifying
from disclosure.domain.actors import Actor, Role
from disclosure.models import DocumentRequest, Filing
from disclosure.replay.declaring import Saying, say
from disclosure.replay.population import Part
from disclosure.replay.stage import Stage, day

SOURCE = "SHA-256 of the word replay and the seed of this replay, in place of a public beacon of 8 July 2020"


def beacon(seed: int) -> str:
    """Stand in for the public value, which a replay cannot look up: it follows from the replay's seed."""
    return sha256(f"replay {seed}".encode()).hexdigest()


def draw(stage: Stage, *, year: int) -> None:
    """Commit on 1 July, draw a week later with a value nobody could know before, ask for the documents."""
    officer = stage.first(Role.PROGRAMME_OFFICER)
    with stage.at(day(year, 7, 1, 12)) as db:
        drawing.commit(db, by=officer, cycle=stage.cycle(db, year), source=SOURCE)
    with stage.at(day(year, 7, 8, 12)) as db:
        drawing.run(db, by=officer, cycle=stage.cycle(db, year), public_value=beacon(stage.seed))
    stage.work(day(year, 7, 8, 13))


def hand_in(stage: Stage, db: Session, part: Part, filing: Filing, *, reviewer: Actor) -> None:
    """Hand in a document for every item, if this person does, and have each accepted."""
    if not part.hands_in_documents:
        return
    filer = stage.filers[part.person.index_number]
    words = say(Saying.DOCUMENT, part.number)
    for request in db.scalars(select(DocumentRequest).where(DocumentRequest.filing_id == filing.id)).all():
        verifying.submit(db, stage.portal.sealer, by=filer, request=request, text=words)
        verifying.accept(db, by=reviewer, request=request)
    verification = confirming.verification_of(db, filing)
    if verification is not None:
        confirming.confirm(db, by=stage.first(Role.APPROVER, part.number), verification=verification)
