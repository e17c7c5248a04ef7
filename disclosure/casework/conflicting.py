"""One's own conflicts: who has a tie to a case is not given it, and is not told what matched.

Whoever reviews or decides as a second person declares an employer,
organisations and relatives once and keeps them up to date. Before a case comes
to them the worker's part of the review site compares those names, and their
own statement if they file one, with the names in the case. Nobody reads along.
"""

from collections.abc import Collection
from itertools import product
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from disclosure import clock, ledger
from disclosure.access import Permission, demand
from disclosure.casework import reading
from disclosure.casework.live_keys import REVIEW, gone
from disclosure.casework.reading import Opener
from disclosure.casework.sealed import REVIEW_ONLY, forget_wraps, keep
from disclosure.casework.why import Why
from disclosure.domain import own_interests as domain
from disclosure.domain.actors import WORKER, Actor
from disclosure.domain.messages import message
from disclosure.domain.own_interests import Named, named, named_in, together
from disclosure.errors import BadInput, KeyMissing, WrongState
from disclosure.models import Account, Cycle, Filing, LedgerEntry, Organisation, OwnInterests
from disclosure.screening import names
from disclosure.screening.names import NameKind
from disclosure.vault.sealing import Sealer

NOT_YOURS = message("This case cannot be assigned to you.")
NOT_THEIRS = message("This case cannot be assigned to them.")
NOT_TO_DECIDE = message("You cannot decide in this case. Somebody else does.")


_GONE = gone(Cycle.id, REVIEW)
_NEWEST_KEYS = (
    select(Cycle.id)
    .where(
        Cycle.organisation_id == bindparam("organisation_id"),
        ~_GONE,
    )
    .order_by(Cycle.year.desc())
    .limit(1)
)
_NEWEST_FILED = (
    select(Filing)
    .join(Filing.cycle)
    .where(Filing.person_id == bindparam("person_id"), Filing.version > 0, ~_GONE)
    .order_by(Cycle.year.desc(), Filing.filed_at.desc())
    .limit(1)
)


class Tied(BadInput):
    """Somebody has a tie to a case and does not get it. The refusal is in the ledger where it is raised."""


def declare(
    db: Session, sealer: Sealer, *, by: Actor, organisation: Organisation, interests: domain.OwnInterests
) -> OwnInterests:
    """Keep what somebody of the review office declares about themselves in place of what they had declared.

    It is sealed with the keys of the newest cycle, and lasts as long as they do. Raises BadInput for
    too little or too much, and WrongState while no cycle has keys.
    """
    demand(by, Permission.INTERESTS_DECLARE, organisation)
    interests.check()
    cycle_id = db.scalar(_NEWEST_KEYS, {"organisation_id": organisation.id})
    if cycle_id is None:
        raise WrongState("No cycle has its keys yet. Declare your interests when one is planned.")
    row = db.scalar(select(OwnInterests).where(OwnInterests.account_id == by.named()))
    if row is None:
        row = OwnInterests(
            id=uuid4(), organisation_id=organisation.id, account_id=by.named(), version=0, sealed=b""
        )
    row.version, row.cycle_id, row.declared_at = row.version + 1, cycle_id, clock.now()
    forget_wraps(db, row.id)
    keep(db, sealer, row, interests.encode(), cycle_id=cycle_id, recipients=REVIEW_ONLY)
    db.add(row)
    ledger.record(
        db,
        by,
        "interests:declared",
        organisation_id=organisation.id,
        interests_id=row.id,
        version=row.version,
    )
    return row


def declared_by(db: Session, account: Account) -> OwnInterests | None:
    """Return what somebody declared about themselves, while a key opens it."""
    shut = gone(OwnInterests.cycle_id, REVIEW)
    return db.scalar(select(OwnInterests).where(OwnInterests.account_id == account.id, ~shut))


def demand_untied(
    db: Session, opener: Opener | None, *, by: Actor, filing: Filing, reviewer: Account
) -> None:
    """Raise Tied when `reviewer` has a tie to the case of `filing`.

    Without an opener, which only the review site has, nobody is given a case who has declared
    something: that raises KeyMissing.
    """
    if opener is not None:
        theirs = names_of(db, opener, reviewer)
        if is_tied(db, opener, theirs, by=by, filing=filing, reviewer=reviewer):
            raise Tied(NOT_YOURS if reviewer.id == by.account_id else NOT_THEIRS)
    elif declared_by(db, reviewer) is not None:
        raise KeyMissing("Own interests were declared. Give this case out on the review site.")


def demand_free(db: Session, opener: Opener | None, *, by: Actor, filing: Filing) -> None:
    """Raise Tied when `by`, who is to decide as the second person, has a tie to the case of `filing`."""
    account = db.get_one(Account, by.named())
    try:
        demand_untied(db, opener, by=by, filing=filing, reviewer=account)
    except Tied:
        raise Tied(NOT_TO_DECIDE) from None


def refused_to(db: Session, *, by: Actor, filing_ids: Collection[UUID]) -> set[UUID]:
    """Return which of these cases were refused to `by` because of a tie."""
    ledger.write_out(db)
    rows = select(LedgerEntry.filing_id).where(
        LedgerEntry.filing_id.in_(filing_ids),
        LedgerEntry.kind == "case:refused",
        LedgerEntry.facts["reviewer_id"].as_string() == str(by.account_id),
    )
    return {one for one in db.scalars(rows) if one is not None}


def names_of(db: Session, opener: Opener, reviewer: Account) -> Named:
    """Return whom `reviewer` has a tie to: declared here, and in the statement that they filed themselves."""
    parts = [named((), [reviewer.name])]
    row = declared_by(db, reviewer)
    if row is not None:
        told = reading.own_interests(db, opener, by=WORKER, row=row, why=Why.OWN_CONFLICTS)
        parts.append(named((*told.employers, *told.organisations), told.relatives))
    own = db.scalar(_NEWEST_FILED, {"person_id": reviewer.person_id}) if reviewer.person_id else None
    if own is not None:
        parts.append(_named_in(db, opener, own))
    return together(parts)


def is_tied(
    db: Session, opener: Opener, theirs: Named, *, by: Actor, filing: Filing, reviewer: Account
) -> bool:
    """Tell whether one of `theirs`, the reviewer's names, is in the case; then the refusal is put down."""
    filer = named(filing.entity.names.values(), [filing.person.name])
    here = together([filer, _named_in(db, opener, filing)])
    tied = _meet(theirs.organisations, here.organisations, NameKind.ORGANISATION) or _meet(
        theirs.persons, here.persons, NameKind.PERSON
    )
    if tied:
        ledger.record(db, by, "case:refused", filing=filing, reviewer_id=reviewer.id)
    return tied


def _meet(these: frozenset[str], those: frozenset[str], kind: NameKind) -> bool:
    enough = names.MATCH_THRESHOLD[kind]
    return any(names.similarity(one, other, kind=kind) >= enough for one, other in product(these, those))


def _named_in(db: Session, opener: Opener, filing: Filing) -> Named:
    _row, statement = reading.statement(db, opener, by=WORKER, filing=filing, why=Why.OWN_CONFLICTS)
    return named_in(statement)
