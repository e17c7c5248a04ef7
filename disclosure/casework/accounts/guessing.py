"""Guessing is slowed, and the owner is not locked out.

Every try counts before it is judged, so many at once gain nothing; the right one takes its count back.
After some free tries the wait doubles with each further one. What is counted: the pair of an account and
the source of the try, the source over all accounts, the account over all sources. A browser from which the
account has signed in before is counted by itself alone, so that nobody else's guesses make its owner wait;
and a link by mail is always to be had. Rows hold marks, neither addresses nor sources.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import Table, bindparam, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.credentials.locking import Locker
from disclosure.domain.actors import WORKER
from disclosure.domain.tokens import hash_of
from disclosure.models import Account, Guesses, KnownDevice
from disclosure.models.writing import copied

FIRST_WAIT = timedelta(seconds=30)
MOST_DOUBLINGS = 16
TOLD_AFTER = 10
"""Tries without success after which the owner is written to, once a day."""


class Limit(NamedTuple):
    """How many tries are free, how long a wait grows, and after which rest all is forgotten."""

    free: int
    longest: timedelta
    rest: timedelta


LIMITS: Mapping[str, Limit] = {
    "device": Limit(5, timedelta(minutes=15), timedelta(hours=24)),
    "pair": Limit(5, timedelta(hours=1), timedelta(hours=24)),
    "source": Limit(100, timedelta(minutes=15), timedelta(hours=1)),
    "account": Limit(50, timedelta(minutes=15), timedelta(hours=24)),
}
_OWN = frozenset({"device", "pair"})
"""Limits of one browser or one source alone, which the right answer forgets."""
_TABLE = cast("Table", Guesses.__table__)
_ROW = _TABLE.c.mark == bindparam("of_mark")
_KEY, _AS_IT_IS = [_TABLE.c.mark], {"last_at": _TABLE.c.last_at}
_MAKING = {
    "sqlite": sqlite.insert(_TABLE)
    .on_conflict_do_update(index_elements=_KEY, set_=_AS_IT_IS)
    .returning(_TABLE),
    "postgresql": postgresql.insert(_TABLE)
    .on_conflict_do_update(index_elements=_KEY, set_=_AS_IT_IS)
    .returning(_TABLE),
}
"""Where a row is, this changes nothing, but locks it and returns it."""
_COUNTED = update(_TABLE).where(_ROW)
_FEWER = case((_TABLE.c.count > 0, _TABLE.c.count - 1), else_=0)
_TAKEN_BACK = (
    update(_TABLE)
    .where(_ROW)
    .values(count=_FEWER, wait_until=case((bindparam("free") <= _FEWER, _TABLE.c.wait_until)))
)
_FORGOTTEN = delete(_TABLE).where(_ROW)


class Source(NamedTuple):
    """Where a try comes from: a network address, and the token of the browser if it has one."""

    address: str
    device: str | None = None


Marks = Mapping[str, bytes]
"""Under which marks a try is counted, by the names of their limits."""


def marks_of(
    db: Session, locker: Locker, *, subject: str, accounts: Collection[UUID], source: Source
) -> Marks:
    """Return where a try is counted. `subject` says what is guessed: an address's password, an app's code."""
    if source.device is not None and _is_known(db, accounts, source.device):
        return {"device": locker.mark("device", subject, source.device)}
    network = _network(source.address)
    return {
        "account": locker.mark("account", subject),
        "pair": locker.mark("pair", subject, network),
        "source": locker.mark("source", network),
    }


def count(db: Session, marks: Marks) -> timedelta | None:
    """Count a try that is about to be judged; return how long to wait instead, if that is so.

    Rows stay locked until the transaction ends: it must end before the judging begins.
    """
    rows, now = _rows(db, marks), clock.now()
    waits = [row.wait_until - now for row in rows.values() if row.wait_until and row.wait_until > now]
    if waits:
        return max(waits)
    db.connection().execute(
        _COUNTED, [_counted(LIMITS[name], marks[name], row, now) for name, row in rows.items()]
    )
    return None


def was_right(db: Session, marks: Marks) -> None:
    """Take back what was counted for a try that turned out right."""
    connection = db.connection()
    for name, mark in _in_order(marks):
        if name in _OWN:
            connection.execute(_FORGOTTEN, {"of_mark": mark})
        else:
            connection.execute(_TAKEN_BACK, {"of_mark": mark, "free": LIMITS[name].free})


def was_wrong(db: Session, marks: Marks, *, accounts: Collection[Account], site: str) -> None:
    """Write to the owner when it was often."""
    rows = _rows(db, {name: mark for name, mark in marks.items() if name != "source"})
    tries = max(row.count for row in rows.values())
    if tries < TOLD_AFTER:
        return
    for account in accounts:
        written = mail.write(
            db,
            "guessed",
            to=account,
            occasion=f"guessed:{account.id}:{clock.now().date()}",
            organisation_id=account.organisation_id,
            site=site,
        )
        if written is not None:
            ledger.record(
                db,
                WORKER,
                "account:guessed",
                organisation_id=account.organisation_id,
                account=account.id,
                tries=tries,
            )


def _rows(db: Session, marks: Marks) -> dict[str, Guesses]:
    """Return the rows of marks, made where missing and locked, by the names of their limits."""
    connection, now = db.connection(), clock.now()
    making = _MAKING[connection.dialect.name]
    return {
        name: copied(Guesses, connection.execute(making, {"mark": mark, "count": 0, "last_at": now}).one())
        for name, mark in _in_order(marks)
    }


def _in_order(marks: Marks) -> list[tuple[str, bytes]]:
    """Return names and marks in the one order in which everybody locks them, so that none waits in a ring."""
    return sorted(marks.items(), key=lambda one: one[1])


def _counted(limit: Limit, mark: bytes, row: Guesses, now: datetime) -> dict[str, object]:
    """Return what a row says with one more try."""
    tries = row.count + 1 if now - row.last_at < limit.rest else 1
    wait_until = now + _wait(limit, tries) if tries >= limit.free else None
    return {"of_mark": mark, "count": tries, "last_at": now, "wait_until": wait_until}


def _wait(limit: Limit, tries: int) -> timedelta:
    doublings: int = min(tries - limit.free, MOST_DOUBLINGS)
    return min(FIRST_WAIT * (1 << doublings), limit.longest)


def _is_known(db: Session, accounts: Collection[UUID], device: str) -> bool:
    known = select(KnownDevice.id).where(
        KnownDevice.account_id.in_(accounts), KnownDevice.token_hash == hash_of(device)
    )
    return db.scalar(known) is not None


def _network(address: str) -> str:
    """Return what one party holds: an address of the fourth version, a /64 of the sixth."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))  # noqa: PLR2004
