"""What the ledger knows about who opened a statement, in words for the person whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from flask import g
from flask_babel import gettext as _
from sqlalchemy import func, select

from disclosure.casework import programmes
from disclosure.casework.reading import Why
from disclosure.domain.actors import Actor, Role
from disclosure.models import Account, CycleKey, Filing, Grant, LedgerEntry
from portal import times

KINDS = (
    "draft:opened",
    "statement:opened",
    "screening:opened",
    "text:opened",
    "attachment:opened",
    "records:opened",
)
CHECKS, DELEGATE = "checks", "delegate"
"""Who reads without a role: the worker, and whoever prepares the statement."""
MOST = 500
"""Lines read, the newest first; one visit of a reviewer is several of them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened something of a statement, once or more often in one minute.

    `line` is the ledger's own name of the first of them, by which one can ask about it; `roles` are
    the codes behind `role`.
    """

    at: str
    who: str
    role: str
    what: str
    why: str
    line: str
    roles: frozenset[str]

    @property
    def said(self) -> tuple[str, ...]:
        """What a reader sees: openings that read the same are one."""
        return (self.at, self.who, self.role, self.what, self.why)


class Spell(NamedTuple):
    """A role from when it was given until it was taken away; the same instant twice is no time at all."""

    role: str
    since: datetime
    until: datetime | None


class Reader(NamedTuple):
    """The name behind an account, and every role it was ever given."""

    name: str
    spells: tuple[Spell, ...] = ()

    def roles_at(self, at: datetime) -> frozenset[str]:
        """Return the roles held at an instant; who held none prepared the statement for its filer."""
        held = frozenset(
            one.role for one in self.spells if one.since <= at and (one.until is None or at < one.until)
        )
        return held or frozenset({DELEGATE})


Readers = dict[object, Reader]


@dataclass(frozen=True, slots=True)
class Kept:
    """How long the statement of a year is kept."""

    year: int
    until: str


def of(filings: Sequence[Filing], *, by_others_than: Actor) -> list[Opening]:
    """Return who opened the statements, newest first. What one opens oneself is left out."""
    years = {filing.id: filing for filing in filings}
    rows = g.db.scalars(
        select(LedgerEntry)
        .where(
            LedgerEntry.filing_id.in_(years),
            LedgerEntry.kind.in_(KINDS),
            LedgerEntry.account_id.is_distinct_from(by_others_than.account_id),
        )
        .order_by(LedgerEntry.at.desc(), LedgerEntry.id)
        .limit(MOST)
    ).all()
    readers = _readers({row.account_id for row in rows})
    told = [_told(row, years[row.filing_id], readers) for row in rows if row.filing_id]
    return [next(same) for _said, same in groupby(told, key=lambda one: one.said)]


def kept(filing: Filing) -> Kept:
    """Return until when a statement can be opened; after that its keys are destroyed."""
    destroyed_at = g.db.scalar(
        select(func.max(CycleKey.destroyed_at)).where(CycleKey.cycle_id == filing.cycle_id)
    )
    if destroyed_at is not None:
        return Kept(
            filing.cycle.year,
            _("its keys were destroyed on %(time)s", time=times.local(destroyed_at, filing.zone)),
        )
    years = programmes.of(filing.cycle).keeping.retention_years
    closed = filing.cycle.closed_at
    until = (
        _("until %(year)s", year=closed.year + years)
        if closed
        else _("for %(years)s years after the %(year)s cycle is closed", years=years, year=filing.cycle.year)
    )
    return Kept(filing.cycle.year, until)


def _told(row: LedgerEntry, filing: Filing, readers: Readers) -> Opening:
    reader = readers.get(row.account_id)
    name, roles = (reader.name, reader.roles_at(row.at)) if reader else ("", frozenset[str]())
    if row.account_id is None:
        name, roles = _("The automatic checks"), frozenset({CHECKS})
    return Opening(
        at=times.of_reader(row.at, filing.zone),
        who=name,
        role=", ".join(role_in_words(role) for role in sorted(roles)),
        what=_what(row.kind, filing.cycle.year),
        why=_why(str(row.facts.get("why", ""))),
        line=row.id.hex,
        roles=roles,
    )


def _readers(accounts: set[object]) -> Readers:
    """Return name and roles by account, in one query."""
    rows = g.db.execute(
        select(Account.id, Account.name, Grant.role, Grant.granted_at, Grant.revoked_at)
        .outerjoin(Grant, Grant.account_id == Account.id)
        .where(Account.id.in_(accounts - {None}))
        .order_by(Account.id, Grant.granted_at)
    ).all()
    found = {}
    for account_id, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        spells = tuple(Spell(role.value, since, until) for _i, _n, role, since, until in listed if role)
        found[account_id] = Reader(listed[0][1], spells)
    return found


def role_in_words(role: str) -> str:
    """Return the code of a role as people outside the office read it."""
    words: dict[str, str] = {
        CHECKS: _("A program of the review site; no person reads along"),
        DELEGATE: _("Prepares your statement"),
        Role.REVIEWER: _("Reviewer"),
        Role.APPROVER: _("Approver of advice"),
        Role.ETHICS_OFFICER: _("Ethics office"),
        Role.PROGRAMME_OFFICER: _("Programme office"),
        Role.FOCAL_POINT: _("Focal point"),
        Role.ENTITY_HEAD: _("Head of entity"),
        Role.AUDITOR: _("Auditor"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
    return words[role]


def _what(kind: str, year: int) -> str:
    words: dict[str, str] = {
        "draft:opened": _("The draft of your %(year)s statement", year=year),
        "statement:opened": _("Your %(year)s statement", year=year),
        "screening:opened": _("What the checks asked about your %(year)s statement", year=year),
        "text:opened": _("Messages about your %(year)s statement", year=year),
        "records:opened": _("What the office holds about you, beside your %(year)s statement", year=year),
        "attachment:opened": _("A file you sent for your %(year)s statement", year=year),
    }
    return words[kind]


def _why(why: str) -> str:
    return (
        {
            Why.PREPARING: _("To prepare it with you"),
            Why.FILING: _("To file it"),
            Why.OWN_COPY: _("To read a copy"),
            Why.CARRYING_OVER: _("To begin the next statement with it"),
            Why.AMENDING: _("To amend it"),
            Why.REVIEW: _("To review it"),
            Why.LAST_YEAR: _("To compare it with the next one"),
            Why.STORY: _("To see what was said of an item in earlier years"),
            Why.APPROVAL: _("To approve advice about it"),
            Why.DECISION: _("To decide what you disagree with"),
            Why.EMERGENCY: _("Outside of its review, as two people of the office agreed"),
            Why.VERIFICATION: _("To ask for documents after the draw"),
            Why.CHECKS: _("To check it against lists"),
            Why.OWN_CONFLICTS: _("To see that its reviewer has no tie to it"),
            Why.PUBLISHING: _("To publish a summary of it"),
        }.get(Why(why), why)
        if why in set(Why)
        else why
    )
