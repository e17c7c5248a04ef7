"""More time for the people of a list, at once: whoever may not have it keeps their own date."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from disclosure import clock, ledger, mail
from disclosure.access import Permission, demand, where
from disclosure.casework import programmes
from disclosure.casework.designating.extending import check_reason, first_due
from disclosure.casework.designating.obliging import demand_running
from disclosure.domain.actors import Actor
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import UNFILED, ExtensionState
from disclosure.domain.messages import message
from disclosure.domain.programme import LetterKind
from disclosure.errors import BadInput
from disclosure.models import Account, Cycle, Extension, Filing

NAMED_AT_ONCE = 10_000
"""How many ids one statement names; SQLite takes 32,766."""


class Lengthened(NamedTuple):
    """What became of a list."""

    extended: int
    beyond_cap: int
    """People whose extensions together would be longer than the programme allows."""
    left: int
    """People who have filed, need not, or have as much time already."""


def can_have_time(db: Session, *, by: Actor, cycle: Cycle, filings: Collection[UUID]) -> list[Filing]:
    """Return those of `filings` that are owed and not the actor's own, with their people."""
    demand(by, Permission.FILING_EXTEND, cycle)
    return [filing for some in _parts(filings) for filing in db.scalars(_owed(by, cycle, some))]


def extend_all(
    db: Session, *, by: Actor, cycle: Cycle, filings: Collection[UUID], until: date, reason: str
) -> Lengthened:
    """Give everybody of a list time until a day, unasked, and tell them.

    Raises BadInput without a reason, or where nobody of the list could have that day.
    """
    demand(by, Permission.FILING_EXTEND, cycle)
    demand_running(cycle)
    check_reason(reason)
    owed = [
        filing
        for some in _parts(filings)
        for filing in db.scalars(
            _owed(by, cycle, some).with_for_update(of=Filing).execution_options(populate_existing=True)
        )
    ]
    later = [filing for filing in owed if filing.due_on < until]
    cap = programmes.of(cycle).calendar.extension_cap_days
    had = _had_time(db, [filing.id for filing in later])
    first = {one.id: first_due(db, one) if one.id in had else one.due_on for one in later}
    allowed = [filing for filing in later if (until - first[filing.id]).days <= cap]
    if not allowed:
        raise BadInput(
            message("Nobody of this list can have that day: it is not later, or more than the cap allows.")
        )
    _extend(db, by, cycle, allowed, until=until, reason=reason.strip())
    return Lengthened(len(allowed), len(later) - len(allowed), len(filings) - len(later))


def _extend(
    db: Session, by: Actor, cycle: Cycle, filings: Collection[Filing], *, until: date, reason: str
) -> None:
    now, extensions = clock.now(), []
    for filing in filings:
        filing.due_on, filing.due_at = until, due_instant(until, filing.zone)
        granted = {"state": ExtensionState.GRANTED, "decided_at": now, "decided_by_id": by.named()}
        about = {"filing_id": filing.id, "until": until, "reason": reason, "requested_at": now}
        extensions.append(Extension(id=uuid4(), **about, **granted))
    db.add_all(extensions)
    lines = [(one.filing_id, {"extension_id": one.id, "until": until}) for one in extensions]
    ledger.record_all(db, by, "extension:granted", lines, organisation_id=cycle.organisation_id)
    db.flush()
    _tell(db, cycle, {one.filing_id: one for one in extensions}, filings)


def _tell(db: Session, cycle: Cycle, extensions: dict[UUID, Extension], filings: Collection[Filing]) -> None:
    accounts = {
        account.person_id: account
        for some in _parts([filing.person_id for filing in filings])
        for account in db.scalars(select(Account).where(Account.person_id.in_(some)))
    }
    letters = [
        mail.Addressed(
            to=accounts[filing.person_id],
            occasion=f"{LetterKind.EXTENSION}:{extensions[filing.id].id}",
            filing=filing,
            params={"year": cycle.year, "due_on": filing.due_on},
        )
        for filing in filings
    ]
    mail.write_all(db, LetterKind.EXTENSION, letters, organisation_id=cycle.organisation_id)


def _had_time(db: Session, filings: Collection[UUID]) -> set[UUID]:
    """Return those whose due date was put off before: their cap counts from the date without that."""
    return {
        filing_id
        for some in _parts(filings)
        for filing_id in db.scalars(
            select(Extension.filing_id).where(
                Extension.filing_id.in_(some), Extension.state == ExtensionState.GRANTED
            )
        )
    }


def _owed(by: Actor, cycle: Cycle, some: Collection[UUID]) -> Select[Filing]:
    return (
        select(Filing)
        .join(Filing.person)
        .options(contains_eager(Filing.person))
        .where(
            Filing.cycle_id == cycle.id,
            Filing.id.in_(some),
            Filing.state.in_(UNFILED),
            where(by, Permission.FILING_EXTEND, Filing),
        )
    )


def _parts(whole: Collection[UUID]) -> Iterator[list[UUID]]:
    rows = list(whole)
    for at in range(0, len(rows), NAMED_AT_ONCE):
        yield rows[at : at + NAMED_AT_ONCE]
