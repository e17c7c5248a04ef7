"""Telling whoever watches over security, by letter and log, what they must not learn from a report.

The ledger has these acts and attempts anyway. Every minute the worker looks what came and writes one letter
for each kind, account and hour, and one line of JSON into the log `disclosure.security`; never content.
The events are those that OWASP ASVS 5.0 names in V16.3: refused access, tampering, acts on keys, ways past
the usual controls.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail
from disclosure.db import transaction
from disclosure.domain.actors import WORKER
from disclosure.ledger.kinds import FACTS
from disclosure.mail.writing import Mailbox
from disclosure.models import LedgerEntry, Organisation

LOG = logging.getLogger("disclosure.security")
LETTER = "alert"
_NAMED = frozenset(
    {
        "access:refused",
        "account:guessed",
        "ledger:broken",
        "ledger:exported",
        "seal:broken",
        "second-factor:removed",
    }
)
_BEGINNINGS = ("emergency:", "keys:", "role:")
KINDS = frozenset(kind for kind in FACTS if kind in _NAMED or kind.startswith(_BEGINNINGS))
"""What is told. Facts of a kind are ids, counts and codes, so the log may have them."""
FIRST_LOOKS_BACK = timedelta(days=7)
LOOKS_BACK = timedelta(hours=2)


class Event(NamedTuple):
    """What one account did of one kind in one hour."""

    organisation_id: UUID
    kind: str
    account_id: UUID | None
    hour: datetime


class Watch:
    """Looks for events when called; the first time as far back as a worker may have stood still."""

    def __init__(self, engine: Engine, *, address: str) -> None:
        self._engine, self._to = engine, Mailbox(name=address, email=address)
        self._since = FIRST_LOOKS_BACK

    def __call__(self) -> int:
        """Tell what came since; return how many letters were written."""
        with transaction(self._engine) as db:
            written = tell(db, to=self._to, since=clock.now() - self._since)
        self._since = LOOKS_BACK
        return written


def tell(db: Session, *, to: Mailbox, since: datetime) -> int:
    """Write the letters and log lines of what happened since an instant, each event once."""
    written = 0
    for event, lines in _events(db, since).items():
        letter = mail.write(
            db,
            LETTER,
            to=to,
            occasion=f"{LETTER}:{event.organisation_id}:{event.kind}:{event.account_id}:{event.hour:%Y-%m-%dT%H}",
            organisation_id=event.organisation_id,
            event=event.kind,
            items=len(lines),
            until=lines[0].at,
        )
        if letter is not None:
            written += 1
            LOG.warning("%s", _line(event, lines[0]))
    return written


def ledger_is_broken(engine: Engine) -> None:
    """Keep for every organisation that the ledger is not what was sealed, so that it is told."""
    with transaction(engine) as db:
        for organisation_id in db.scalars(select(Organisation.id)):
            ledger.record(db, WORKER, "ledger:broken", organisation_id=organisation_id)


def _events(db: Session, since: datetime) -> Mapping[Event, list[LedgerEntry]]:
    rows = (
        select(LedgerEntry)
        .where(
            LedgerEntry.at >= since,
            LedgerEntry.kind.in_(KINDS),
            LedgerEntry.organisation_id.is_not(None),
        )
        .order_by(LedgerEntry.at, LedgerEntry.id)
    )
    found: dict[Event, list[LedgerEntry]] = {}
    for row in db.scalars(rows):
        if row.organisation_id is not None:
            hour = row.at.replace(minute=0, second=0, microsecond=0)
            event = Event(row.organisation_id, row.kind, row.account_id, hour)
            found.setdefault(event, []).append(row)
    return found


def _line(event: Event, first: LedgerEntry) -> str:
    """Write one event as one line of JSON, whatever its facts hold."""
    told = {
        "event": event.kind,
        "at": first.at.isoformat(timespec="milliseconds"),
        "organisation": str(event.organisation_id),
        "account": str(event.account_id) if event.account_id else None,
        "entry": str(first.id),
        "facts": first.facts,
    }
    return json.dumps(told, sort_keys=True)
