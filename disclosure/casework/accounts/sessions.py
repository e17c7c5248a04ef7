"""Sessions: begun, looked up for every request, ended. The database keeps only the hash of a token."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple, cast
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, and_, bindparam, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from disclosure import clock, ledger
from disclosure.domain.actors import Actor, Held
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.errors import NotPermitted
from disclosure.models import Account, Grant, Organisation, SignedIn, SignInStep
from disclosure.models.writing import copied, insert_now

ABSOLUTE_HOURS = 12
SEEN_EVERY = timedelta(minutes=1)
"""How stale `seen_at` may be: a page costs a write at most once a minute."""

_OF_TOKEN = (
    SignedIn.token_hash == bindparam("of_token"),
    SignedIn.site == bindparam("at_site"),
    SignedIn.ended_at.is_(None),
)
_SEEN = update(cast("Table", SignedIn.__table__)).where(*_OF_TOKEN).values(seen_at=bindparam("now"))
_SESSION = select(SignedIn).options(joinedload(SignedIn.account)).where(*_OF_TOKEN)
_COPIED = tuple(cast("Table", model.__table__) for model in (SignedIn, Account, Organisation))
_VISITOR = (
    select(*(column for table in _COPIED for column in table.c))
    .add_columns(Grant.role, Grant.organisation_id, Grant.entity_id)
    .join_from(SignedIn, Account, Account.id == SignedIn.account_id)
    .join(Organisation, Organisation.id == Account.organisation_id)
    .outerjoin(Grant, and_(Grant.account_id == Account.id, Grant.revoked_at.is_(None)))
    .where(*_OF_TOKEN)
    .order_by(Grant.granted_at, Grant.id)
)
_ACCOUNT_AT, _ORGANISATION_AT, _ROLES_AT = accumulate(len(table.c) for table in _COPIED)


class Visitor(NamedTuple):
    """Somebody with a session that goes on: copies of its row, of the account and organisation."""

    session: SignedIn
    organisation: Organisation
    actor: Actor


def begin_session(
    db: Session,
    account: Account,
    *,
    site: str,
    method: str,
    absolute_hours: int = ABSOLUTE_HOURS,
    agent: str | None = None,
    provider_sid: str | None = None,
    proved_at: datetime | None = None,
) -> str:
    """Sign an account in on a site and return the session's token; it is shown here once.

    `method` says how the account proved itself, for the ledger; `agent` by which browser, for its owner;
    `provider_sid` what the organisation's own sign-in calls it, and `proved_at` when it was proved there.
    Raises NotPermitted for a disabled account.
    """
    if account.disabled_at is not None:
        raise NotPermitted("This account is disabled. Ask the programme office.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    _record(db, account, "account:signed-in", site=site, method=method)
    db.flush()
    insert_now(
        db,
        SignedIn(
            id=uuid4(),
            account_id=account.id,
            token_hash=hash_of(token),
            site=site,
            method=method,
            created_at=now,
            seen_at=now,
            ends_at=now + timedelta(hours=absolute_hours),
            agent=agent,
            provider_sid=provider_sid,
            proved_at=proved_at,
        ),
    )
    return token


def session_of(
    db: Session, token: str, *, site: str, idle_minutes: int, absolute_hours: int
) -> SignedIn | None:
    """Return the session of a token, with its account, or None when it is over or was never begun.

    It is over when ended, idle for `idle_minutes`, `absolute_hours` old, or
    when its account is disabled.
    """
    found = db.scalar(_SESSION, {"of_token": hash_of(token), "at_site": site})
    if found is None or _is_over(
        found, clock.now(), idle_minutes=idle_minutes, absolute_hours=absolute_hours
    ):
        return None
    return found


def keep_alive(db: Session, token: str, *, site: str) -> None:
    """Note that the owner of a session was there. What was ended meanwhile stays so."""
    now = {"of_token": hash_of(token), "at_site": site, "now": clock.now()}
    db.connection().execute(_SEEN, now)


def visitor(
    connection: Connection, token: str, *, site: str, idle_minutes: int, absolute_hours: int
) -> Visitor | None:
    """Return whoever has the session of a token, read in one statement; None when it is over, as above."""
    found = _visitor(connection, token, site=site)
    if found is None or _is_over(
        found.session, clock.now(), idle_minutes=idle_minutes, absolute_hours=absolute_hours
    ):
        return None
    return found


def lapsed(
    db: Session, token: str, *, site: str, idle_minutes: int, absolute_hours: int, within: timedelta
) -> Visitor | None:
    """Return whose session of a token has run out by itself, less than `within` ago.

    Nobody's, when it was ended on purpose, goes on, or its account is disabled.
    """
    found = _visitor(db.connection(), token, site=site)
    now = clock.now()
    if found is None or found.session.account.disabled_at is not None or now - found.session.seen_at > within:
        return None
    if not _is_over(found.session, now, idle_minutes=idle_minutes, absolute_hours=absolute_hours):
        return None
    return found


def _visitor(connection: Connection, token: str, *, site: str) -> Visitor | None:
    """Every request begins with this: rows are copied, past the session's bookkeeping."""
    rows = connection.execute(_VISITOR, {"of_token": hash_of(token), "at_site": site}).all()
    if not rows:
        return None
    first = rows[0]
    signed_in, account = copied(SignedIn, first), copied(Account, first[_ACCOUNT_AT:])
    set_committed_value(signed_in, "account", account)
    organisation = copied(Organisation, first[_ORGANISATION_AT:])
    held = tuple(Held(*row[_ROLES_AT:]) for row in rows if row[_ROLES_AT])
    return Visitor(signed_in, organisation, Actor(account.id, account.person_id, held))


def _is_over(found: SignedIn, now: datetime, *, idle_minutes: int, absolute_hours: int) -> bool:
    ends_at = min(found.ends_at, found.created_at + timedelta(hours=absolute_hours))
    return (
        found.account.disabled_at is not None
        or now >= ends_at
        or now >= found.seen_at + timedelta(minutes=idle_minutes)
    )


def end_session(db: Session, signed_in: SignedIn) -> None:
    """Sign out. Ending a session twice does nothing more."""
    if signed_in.ended_at is None:
        signed_in.ended_at = clock.now()
        _record(db, signed_in.account, "account:signed-out", site=signed_in.site)
        db.flush()


def sessions_of(db: Session, account_id: UUID, *, idle_minutes: int) -> Sequence[SignedIn]:
    """Return the sessions of an account that go on, on every site, the one last seen first."""
    now = clock.now()
    return db.scalars(
        select(SignedIn)
        .where(
            SignedIn.account_id == account_id,
            SignedIn.ended_at.is_(None),
            SignedIn.ends_at > now,
            SignedIn.seen_at > now - timedelta(minutes=idle_minutes),
        )
        .order_by(SignedIn.seen_at.desc(), SignedIn.id)
    ).all()


def end_sessions(db: Session, *, account: Account, keep: str | None = None) -> int:
    """End every session of an account, on all sites, but the one whose token is `keep`; return how many.

    A sign-in that waits for its second factor is over as well: its first one may be what was changed.
    """
    waiting = update(SignInStep).where(SignInStep.account_id == account.id, SignInStep.used_at.is_(None))
    db.execute(waiting.values(used_at=clock.now()))
    others = select(SignedIn).where(SignedIn.account_id == account.id, SignedIn.ended_at.is_(None))
    if keep is not None:
        others = others.where(SignedIn.token_hash != hash_of(keep))
    ended = db.scalars(others).all()
    for one in ended:
        end_session(db, one)
    return len(ended)


def prove_again(db: Session, token: str, *, site: str, method: str) -> None:
    """Note that the owner of a session proved once more who they are, and how."""
    found = db.scalar(_SESSION, {"of_token": hash_of(token), "at_site": site})
    if found is not None:
        found.proved_at = clock.now()
        _record(db, found.account, "account:proved-again", site=site, method=method)
        db.flush()


def _record(db: Session, account: Account, kind: str, **facts: str) -> None:
    by = Actor(account_id=account.id, person_id=account.person_id)
    ledger.record(db, by, kind, organisation_id=account.organisation_id, filing=None, **facts)
