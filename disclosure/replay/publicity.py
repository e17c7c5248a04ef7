"""Officials choose whether a summary of their statement is published, after their review."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import publishing
from disclosure.casework.publishing import Consent
from disclosure.domain import publishing as rules
from disclosure.domain.publishing import CONSENT_VERSION
from disclosure.models import Filing, PublicSummary
from disclosure.replay.population import Part, PublicWish
from disclosure.replay.stage import Stage, day


def play(stage: Stage, parts: list[Part], *, year: int) -> None:
    """Ask on 1 December whoever may publish; those whose review is open have nothing to publish yet."""
    asked = [part for part in parts if part.public not in (None, PublicWish.SILENT)]
    for chunk in stage.chunks(asked, "Publishing"):
        with stage.at(day(year, 12, 1)) as db:
            filings = stage.filings(db, chunk, year)
            for part in chunk:
                _choose(stage, db, part, filings[part.person.index_number])


def _choose(stage: Stage, db: Session, part: Part, filing: Filing) -> None:
    by = stage.filers[part.person.index_number]
    summary = db.scalars(select(PublicSummary).where(PublicSummary.filing_id == filing.id)).one()
    if part.public is PublicWish.KEEP:
        publishing.keep_confidential(db, by=by, summary=summary)
        return
    opener = stage.portal.opener
    made = publishing.preview(db, opener, by=by, summary=summary).summary
    consent = Consent(CONSENT_VERSION, part.person.language)
    publishing.publish(db, opener, by=by, summary=summary, shown=rules.digest(made), consent=consent)
