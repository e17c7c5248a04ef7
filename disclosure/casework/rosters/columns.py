"""Which column of a file is which of a roster, kept for each source: its next file needs no telling."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework.rosters.rows import COLUMNS
from disclosure.casework.rosters.table import Source, header
from disclosure.domain.actors import Actor
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput
from disclosure.models import Organisation, RosterSource

REQUIRED = ("index_number", "name", "email", "entity")
LONGEST_NAME = 64
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "index_number": ("index", "indexno", "staffnumber", "staffno", "employeeid", "personnelnumber"),
    "name": ("fullname", "staffname", "lastnamefirstname"),
    "email": ("emailaddress", "mail", "workemail"),
    "entity": ("department", "office", "organizationalunit", "entitycode"),
    "grade": ("level", "gradelevel"),
    "title": ("posttitle", "functionaltitle", "jobtitle", "position"),
    "functions": ("function", "duties"),
    "contract": ("contracttype", "appointmenttype"),
    "duty_station": ("location", "dutystationname"),
    "language": ("preferredlanguage",),
    "supervisor_index": ("supervisor", "supervisorno", "reportsto"),
    "filer_since": ("firstyear",),
    "joined_on": ("entryonduty", "eod", "startdate", "joined"),
    "left_on": ("separationdate", "enddate", "left"),
}
"""What other systems call the columns, without capitals, blanks and marks."""


def sources(db: Session, *, by: Actor, organisation: Organisation) -> list[RosterSource]:
    """Return the sources whose columns are known, by name."""
    demand(by, Permission.ROSTER_IMPORT, organisation)
    rows = select(RosterSource).where(RosterSource.organisation_id == organisation.id)
    return list(db.scalars(rows.order_by(RosterSource.name)))


def known(db: Session, *, by: Actor, organisation: Organisation, name: str) -> RosterSource | None:
    """Return the source of a name, if its columns are known."""
    return next((one for one in sources(db, by=by, organisation=organisation) if one.name == name), None)


def remember(
    db: Session, *, by: Actor, organisation: Organisation, name: str, columns: Mapping[str, str]
) -> RosterSource:
    """Keep which column of a source's files is which of the roster: ours by name, theirs as it is written.

    The same name again keeps the new columns. Raises BadInput without a name, for a column that the
    roster does not have, for one of theirs that is two of ours, and where a required one is missing.
    """
    demand(by, Permission.ROSTER_IMPORT, organisation)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(message("Name the source in 1 to %(most)d characters.", most=LONGEST_NAME))
    faults = list(_faults(columns))
    if faults:
        raise BadInput(faults)
    kept = known(db, by=by, organisation=organisation, name=name)
    if kept is None:
        kept = RosterSource(id=uuid4(), organisation_id=organisation.id, name=name, columns={})
        db.add(kept)
    if kept.columns != dict(columns):
        kept.columns, kept.changed_at = dict(columns), clock.now()
        ledger.record(
            db, by, "roster:mapped", organisation_id=organisation.id, source_id=kept.id, columns=len(columns)
        )
    db.flush()
    return kept


def fits(source: Source, columns: Mapping[str, str]) -> bool:
    """Tell whether a file has every column that is known of its source."""
    return set(columns.values()) <= set(header(source))


def is_ours(source: Source) -> bool:
    """Tell whether a file has the columns of the roster under their own names."""
    return set(COLUMNS) <= set(header(source))


def guess(theirs: Sequence[str]) -> dict[str, str]:
    """Return which of their columns is probably which of ours; whoever knows the file decides."""
    plain = {_plain(name): name for name in reversed(theirs)}
    found: dict[str, str] = {}
    for ours in COLUMNS:
        names = (_plain(ours), *OTHER_NAMES[ours])
        match = next((plain[name] for name in names if name in plain), None)
        if match is not None and match not in found.values():
            found[ours] = match
    return found


def missing(columns: Iterable[str]) -> frozenset[str]:
    """Return the columns of the roster that a source does not have: they stay as they are kept."""
    return frozenset(COLUMNS) - frozenset(columns)


def _faults(columns: Mapping[str, str]) -> Iterator[Message]:
    for name in columns:
        if name not in COLUMNS:
            yield message("The roster has no column %(column)s.", column=name)
    for name in REQUIRED:
        if not columns.get(name):
            yield message("Say which column of the file is %(column)s.", column=name)
    theirs = [name for name in columns.values() if name]
    for name in sorted({name for name in theirs if theirs.count(name) > 1}):
        yield message("The column “%(column)s” of the file stands for two of the roster.", column=name)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
