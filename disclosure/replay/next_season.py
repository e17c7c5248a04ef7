"""The season after: the next cycle is open and some have filed, so that a demonstration has work to do."""

from datetime import datetime, timedelta

from disclosure.casework import drafting, reading, reviewing
from disclosure.domain.actors import Role
from disclosure.replay import declaring
from disclosure.replay.opening import open_cycle
from disclosure.replay.population import Part
from disclosure.replay.stage import Stage, day

EARLY = 14
"""One of so many people has filed in the first week."""
CLAIMED = 10
"""One of so many of their cases is being read already."""
READING_SINCE = timedelta(minutes=30)
"""How long before the end: an idle case goes back to the team after two hours."""


def begin(stage: Stage, parts: list[Part], *, year: int) -> datetime:
    """Open the cycle of `year`; some people file from last year's statement. Return the last instant."""
    open_cycle(stage, year=year)
    until = day(year, 3, 8)
    early = [part for part in parts if part.filed_at and part.number % EARLY == 0]
    for chunk in stage.chunks(early, f"Filing for {year}"):
        with stage.at(day(year, 3, 4)) as db:
            filings = stage.filings(db, chunk, year)
            keys = stage.portal
            for part in chunk:
                owed, by = filings[part.person.index_number], stage.filers[part.person.index_number]
                draft, begun = drafting.start(db, keys.sealer, keys.opener, by=by, filing=owed)
                written = declaring.next_year(
                    begun,
                    part,
                    seed=stage.seed,
                    year=year,
                    covers_from=begun.covers_from,
                    covers_to=begun.covers_to,
                    programme=stage.programme,
                )
                drafting.save(
                    db, keys.sealer, by=by, filing=owed, statement=written, over_version=draft.version
                )
                stage.file(db, part, owed)
    stage.work(day(year, 3, 5))
    with stage.at(until - READING_SINCE) as db:
        for place in range(len(early) // CLAIMED):
            by = stage.first(Role.REVIEWER, place)
            case = reviewing.start_next(db, by=by)
            if case is not None:
                reading.statement(db, stage.review.opener, by=by, filing=case, why=reading.Why.REVIEW)
    return until
