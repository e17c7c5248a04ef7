"""Exchange rates: brought by the office from a published table, used at the one day the programme names."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from io import StringIO
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import programmes
from disclosure.domain.actors import Actor
from disclosure.domain.identifiers import is_currency
from disclosure.domain.interests import Rates
from disclosure.domain.messages import Message, message
from disclosure.domain.programme import RateDate
from disclosure.errors import BadInput, WrongState
from disclosure.models import Cycle, Organisation, RateTable

COLUMNS = ("currency", "per_dollar")
"""What a file of rates must hold, such as the operational rates of exchange of the United Nations."""
GOOD_FOR = timedelta(days=45)
"""How long a table is in force at most: such tables are published every month."""


def bring(
    db: Session, *, by: Actor, organisation: Organisation, content: bytes, effective_on: date, source: str
) -> RateTable:
    """Take over the rates of one day from a CSV file, whole or not at all.

    Raises BadInput, naming every line that is wrong, and WrongState when the
    rates of that day are here: values were converted with them.
    """
    demand(by, Permission.RATES_BRING, organisation)
    if not source.strip():
        raise BadInput(message("Say where the rates are published."))
    known = select(RateTable.id).where(
        RateTable.organisation_id == organisation.id, RateTable.effective_on == effective_on
    )
    if db.scalar(known) is not None:
        raise WrongState(f"The rates of {effective_on} are here already. They are not replaced.")
    per_dollar = read(content)
    row = RateTable(
        id=uuid4(),
        organisation_id=organisation.id,
        effective_on=effective_on,
        source=source.strip(),
        per_dollar={code: str(rate) for code, rate in per_dollar.items()},
        brought_at=clock.now(),
    )
    db.add(row)
    ledger.record(
        db,
        by,
        "rates:brought",
        organisation_id=organisation.id,
        effective_on=effective_on,
        currencies=len(per_dollar),
        digest=hashlib.sha256(content).hexdigest(),
    )
    return row


def read(content: bytes) -> dict[str, Decimal]:
    """Return the rates of a file by currency. Raises BadInput, naming every line that is wrong."""
    try:
        lines = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if not set(COLUMNS) <= set(lines.fieldnames or ()):
            raise BadInput(message("The file needs the columns %(columns)s.", columns=", ".join(COLUMNS)))
        told = [_told(lines.line_num, line) for line in lines]
    except (UnicodeDecodeError, csv.Error):
        raise BadInput(message("This is not a CSV file in UTF-8.")) from None
    if faults := list(_faults(told)):
        raise BadInput(faults)
    return {code: Decimal(rate) for _number, code, rate in told}


def of(db: Session, cycle: Cycle) -> Rates | None:
    """Return the rates in force on the day at which the cycle's programme converts; nothing without any."""
    day = rate_day(cycle)
    row = db.scalar(
        select(RateTable)
        .where(
            RateTable.organisation_id == cycle.organisation_id,
            RateTable.effective_on <= day,
            RateTable.effective_on > day - GOOD_FOR,
        )
        .order_by(RateTable.effective_on.desc())
        .limit(1)
    )
    if row is None:
        return None
    per_dollar = {code: Decimal(rate) for code, rate in row.per_dollar.items()}
    return Rates(on=row.effective_on, per_dollar=per_dollar)


def rate_day(cycle: Cycle) -> date:
    """Return the day whose rates a cycle converts at."""
    at_due_date = programmes.of(cycle).values.rate_date is RateDate.DUE_DATE
    return cycle.due_on if at_due_date else cycle.covers_to


def _told(number: int, line: Mapping[str, str | None]) -> tuple[int, str, str]:
    code, rate = (line[column] or "" for column in COLUMNS)
    return number, code.strip(), rate.strip()


def _faults(told: list[tuple[int, str, str]]) -> Iterator[Message]:
    seen: set[str] = set()
    for number, code, rate in told:
        if not is_currency(code):
            yield message("Line %(line)s: “%(code)s” is not the code of a currency.", line=number, code=code)
        elif code in seen:
            yield message("Line %(line)s: %(code)s is there twice.", line=number, code=code)
        elif not _is_rate(rate):
            yield message("Line %(line)s: “%(rate)s” is not a rate above nought.", line=number, rate=rate)
        seen.add(code)
    if not told:
        yield message("The file holds no rates.")


def _is_rate(text: str) -> bool:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return False
    return rate.is_finite() and rate > 0
