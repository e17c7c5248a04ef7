"""The last scene: the year closes, non-filers are referred to their heads, the report is frozen."""

from datetime import datetime

from sqlalchemy import select

from disclosure.casework import referring, scheduling
from disclosure.casework.reporting import freezing
from disclosure.domain.actors import Role
from disclosure.models import Account, Grant
from disclosure.replay.stage import Stage, day

ACTION = (
    "We spoke with each person named, wrote to them that filing is an obligation under the staff "
    "regulations, and put the letter on file."
)


def close(stage: Stage, *, year: int) -> None:
    """Close the cycle on 31 December, refer the non-filers in January, freeze the report in February."""
    preparing, sending = stage.first(Role.PROGRAMME_OFFICER), stage.first(Role.PROGRAMME_OFFICER, 1)
    stage.work(day(year, 12, 31, 12))
    with stage.at(day(year, 12, 31, 20)) as db:
        scheduling.close_cycle(db, by=preparing, cycle=stage.cycle(db, year))
    with stage.at(day(year + 1, 1, 11)) as db:
        cycle = stage.cycle(db, year)
        for entity in [one.entity for one in referring.candidates(db, by=preparing, cycle=cycle)]:
            referring.prepare(db, by=preparing, cycle=cycle, entity=entity)
    with stage.at(day(year + 1, 1, 12)) as db:
        for referral in referring.referrals(db, by=sending, cycle=stage.cycle(db, year)):
            referring.send(db, by=sending, referral=referral)
    stage.work(day(year + 1, 1, 12, 12))
    _heads_act(stage, year=year, at=day(year + 1, 2, 1))
    with stage.at(day(year + 1, 2, 15)) as db:
        freezing.freeze(db, by=stage.first(Role.ETHICS_OFFICER), cycle=stage.cycle(db, year))
    stage.work(day(year + 1, 2, 15, 12))


def _heads_act(stage: Stage, *, year: int, at: datetime) -> None:
    """Each head records what was done."""
    with stage.at(at) as db:
        by = stage.first(Role.PROGRAMME_OFFICER)
        for referral in referring.referrals(db, by=by, cycle=stage.cycle(db, year)):
            email = db.scalars(
                select(Account.email)
                .join(Grant, Grant.account_id == Account.id)
                .where(Grant.role == Role.ENTITY_HEAD, Grant.entity_id == referral.entity_id)
            ).one()
            referring.record_action(db, by=stage.staff[email], referral=referral, action=ACTION)
    stage.work(at)
