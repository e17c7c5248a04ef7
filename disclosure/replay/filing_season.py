"""The season: people file when they do, the office reminds and puts the deadline back by a month."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, drafting, scheduling
from disclosure.domain.actors import Role
from disclosure.models import Cycle, Filing
from disclosure.replay.declaring import statement
from disclosure.replay.population import Part
from disclosure.replay.stage import Stage, day

Act = Callable[[Stage, Session, Cycle], None]

PUT_BACK_TO = date(2020, 4, 30)
REASON = "The deadline is put back by one month for everybody because of the pandemic."


def play(stage: Stage, parts: list[Part], *, year: int) -> None:
    """Play from 1 March to the end of June: everybody who files has filed by then."""
    waiting = sorted((part for part in parts if part.filed_at), key=_filed_at)
    for moment, act in _office_days(year):
        before = [part for part in waiting if _filed_at(part) < moment]
        waiting = waiting[len(before) :]
        _file(stage, before, year=year, until=moment)
        stage.work(moment)
        with stage.at(moment) as db:
            act(stage, db, stage.cycle(db, year))
    _file(stage, waiting, year=year, until=day(year, 7, 1))
    stage.work(day(year, 7, 1))


def _filed_at(part: Part) -> datetime:
    return part.filed_at or datetime.max.replace(tzinfo=UTC)


def _office_days(year: int) -> list[tuple[datetime, Act]]:
    """Return the days on which the office acts: the reminder ladder before and after the new due date."""
    days = [(3, 17), (4, 16), (4, 23), (4, 28), (5, 3), (5, 10), (5, 20), (5, 30)]
    reminders: list[tuple[datetime, Act]] = [(day(year, month, number), _remind) for month, number in days]
    return sorted([*reminders, (day(year, 3, 24), _put_back)], key=lambda one: one[0])


def _remind(stage: Stage, db: Session, cycle: Cycle) -> None:
    chasing.remind(db, by=stage.first(Role.PROGRAMME_OFFICER), cycle=cycle)


def _put_back(stage: Stage, db: Session, cycle: Cycle) -> None:
    scheduling.put_back_deadline(
        db, by=stage.first(Role.PROGRAMME_OFFICER), cycle=cycle, until=PUT_BACK_TO, reason=REASON
    )


def _file(stage: Stage, parts: list[Part], *, year: int, until: datetime) -> None:
    for chunk in stage.chunks(parts, f"Filing until {until:%d %B}"):
        with stage.at(until) as db:
            filings = stage.filings(db, chunk, year)
            for part in chunk:
                with clock.travel(_filed_at(part)):
                    file_one(stage, db, part, filings[part.person.index_number])


def file_one(stage: Stage, db: Session, part: Part, owed: Filing) -> None:
    """One person prepares a statement, saves it and files it."""
    by, keys = stage.filers[part.person.index_number], stage.portal
    draft, begun = drafting.start(db, keys.sealer, keys.opener, by=by, filing=owed)
    written = statement(
        part,
        seed=stage.seed,
        year=begun.cycle_year,
        covers_from=begun.covers_from,
        covers_to=begun.covers_to,
        programme=stage.programme,
    )
    drafting.save(db, keys.sealer, by=by, filing=owed, statement=written, over_version=draft.version)
    stage.file(db, part, owed)
