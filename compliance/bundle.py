"""What the pages of referrals show: candidates, letters, and who may do the next step."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from flask import g
from flask_babel import gettext as _
from sqlalchemy import func, select

from compliance import letters
from compliance.pages import words
from disclosure.access import Permission, permits
from disclosure.casework import chasing, referring
from disclosure.casework.referring import Candidates, Dropped, HeadReminder, Past, Referred
from disclosure.domain.lifecycle import ReferralState
from disclosure.errors import NotFound
from disclosure.mail import Rendered
from disclosure.models import Account, Cycle, Filing, Referral, ReferredPerson


class Whole(NamedTuple):
    """The referrals of a season."""

    candidates: Sequence[Candidates]
    referrals: Sequence[Referral]
    sizes: Mapping[UUID, int]
    """How many people are in each referral, without those who were dropped."""
    reminders: Sequence[HeadReminder]
    """To heads who have not said in time what they did; none for whoever does not write them."""


class Bundle(NamedTuple):
    """One referral."""

    referral: Referral
    people: Sequence[Referred]
    dropped: Sequence[tuple[Referred, str]]
    """Each with the reason in words."""
    names: Mapping[UUID, str]
    """Who prepared, sent and acted, by account."""
    heads: Sequence[Account]
    letter: Rendered
    why_not_send: str | None
    """Why whoever looks cannot send it, if they otherwise could."""
    may_send: bool
    history: Sequence[Past]
    """The other referrals of the entity that its heads received."""


def whole(cycle: Cycle) -> Whole:
    """Return who can be referred and the referrals, as far as whoever looks may see them."""
    prepares = permits(g.actor, Permission.REFERRAL_PREPARE, cycle)
    found = referring.referrals(g.db, by=g.actor, cycle=cycle)
    return Whole(
        candidates=referring.candidates(g.db, by=g.actor, cycle=cycle) if prepares else [],
        referrals=found,
        sizes=_sizes(found),
        reminders=referring.due_head_reminders(g.db, by=g.actor, cycle=cycle)
        if permits(g.actor, Permission.REMINDER_WRITE, cycle)
        else [],
    )


def bundle(referral: Referral) -> Bundle:
    """Return a referral with its people and its letter."""
    everybody = referring.people(g.db, by=g.actor, referral=referral)
    people = [one for one in everybody if one.dropped_because is None]
    heads = chasing.heads_of(g.db, referral.organisation_id).get(referral.entity_id, [])
    to = heads[0].name if heads else _("Name of the head")
    sends = referral.state is ReferralState.PREPARED and permits(g.actor, Permission.REFERRAL_SEND, referral)
    why_not = _why_not_send(referral, people, heads) if sends else None
    return Bundle(
        referral=referral,
        people=people,
        dropped=[(one, _why_dropped(one)) for one in everybody if one.dropped_because is not None],
        names=_names(referral),
        heads=heads,
        letter=letters.referral(referral, to=to, people=len(people)),
        why_not_send=why_not,
        may_send=sends and why_not is None,
        history=[
            one
            for one in referring.history(g.db, by=g.actor, entity=referral.entity)
            if one.referral.id != referral.id
        ],
    )


def _why_not_send(referral: Referral, people: Sequence[Referred], heads: Sequence[Account]) -> str | None:
    """Say what the page can know; the act itself refuses on its own."""
    own = {one.filing.person_id for one in referral.people if one.dropped_because is None}
    sentences: tuple[tuple[bool, str], ...] = (
        (
            referral.prepared_by_id == g.actor.account_id,
            _("You prepared this referral, so a second officer sends it."),
        ),
        (
            g.actor.person_id is not None and g.actor.person_id in own,
            _("You are among the people this is about. A colleague sends it."),
        ),
        (not people, _("Nobody is left in this referral. Withdraw it.")),
        (
            not heads,
            _("The entity has no head with an account. Give somebody the role of its head first."),
        ),
    )
    return next((sentence for applies, sentence in sentences if applies), None)


def _why_dropped(one: Referred) -> str:
    codes = {code.value: code for code in Dropped}
    reason = one.dropped_because or ""
    return words(codes[reason]) if reason in codes else reason


def _sizes(referrals: Sequence[Referral]) -> dict[UUID, int]:
    rows = g.db.execute(
        select(ReferredPerson.referral_id, func.count())
        .where(
            ReferredPerson.referral_id.in_([one.id for one in referrals]),
            ReferredPerson.dropped_because.is_(None),
        )
        .group_by(ReferredPerson.referral_id)
    )
    return dict(iter(rows))


def _names(referral: Referral) -> dict[UUID, str]:
    ids = [referral.prepared_by_id, referral.sent_by_id, referral.acted_by_id]
    rows = g.db.execute(select(Account.id, Account.name).where(Account.id.in_([one for one in ids if one])))
    return dict(iter(rows))


def referred(referral: Referral, filing_id: UUID) -> Filing:
    """Return the filing of somebody who stands in a referral. Raises NotFound for anybody else."""
    for one in referral.people:
        if one.filing_id == filing_id and one.dropped_because is None:
            return one.filing
    raise NotFound("This person is not in the referral, or no longer.")
