"""What the office knows of one person in a season: ground, extensions, letters, referrals."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import g
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from compliance.wording import LETTERS
from disclosure.access import Permission, permits
from disclosure.casework import chasing, periods, programmes
from disclosure.casework.chasing.noting import Noted
from disclosure.domain.lifecycle import UNFILED, CycleState, DesignationState, ExtensionState
from disclosure.models import Account, Extension, Filing, FilingKind, Letter, Person, Referral, ReferredPerson
from disclosure.web.languages import spoken


class Known(NamedTuple):
    """One person in a season."""

    ground: str
    extensions: Sequence[tuple[Extension, str]]
    """Each with the name of who decided, if somebody did."""
    letters: Sequence[Letter]
    referrals: Sequence[ReferredPerson]
    contacts: Sequence[Noted]
    """Calls and notes of the office; none for whoever is not of it."""
    is_unreached: bool
    """Whether the newest letter came back."""
    other_way: Person | None
    """Their supervisor, who may know how to reach them."""
    is_owed: bool
    """Whether the statement is still owed, in a cycle that is not closed."""
    is_contested: bool
    may_be_asked: Sequence[FilingKind]
    """The statements on taking or leaving office that the roster's days allow to be asked for."""

    @property
    def asked(self) -> Extension | None:
        """The request for more time that waits for an answer."""
        waiting = (one for one, _by in self.extensions if one.state is ExtensionState.REQUESTED)
        return next(waiting, None)


def known(filing: Filing) -> Known:
    """Return what the office knows of the person of a filing."""
    letters = _letters(filing)
    return Known(
        ground=_ground(filing),
        extensions=_extensions(filing),
        letters=letters,
        referrals=g.db.scalars(
            select(ReferredPerson)
            .join(ReferredPerson.referral)
            .options(joinedload(ReferredPerson.referral))
            .where(ReferredPerson.filing_id == filing.id)
            .order_by(Referral.prepared_at)
        ).all(),
        contacts=chasing.contacts(g.db, by=g.actor, filing=filing)
        if permits(g.actor, Permission.SEASON_SEE, filing)
        else [],
        is_unreached=bool(letters and letters[0].refused),
        other_way=_supervisor(filing),
        is_owed=filing.state in UNFILED and filing.cycle.state is not CycleState.CLOSED,
        is_contested=filing.designation.state is DesignationState.CONTESTED,
        may_be_asked=_may_be_asked(filing),
    )


def _letters(filing: Filing) -> Sequence[Letter]:
    written = (
        select(Letter)
        .where(Letter.filing_id == filing.id, Letter.kind.in_(LETTERS))
        .order_by(Letter.written_at.desc(), Letter.id)
    )
    return list(g.db.scalars(written))


def _supervisor(filing: Filing) -> Person | None:
    person: Person | None = g.db.scalar(
        select(Person).where(
            Person.organisation_id == filing.organisation_id,
            Person.index_number == filing.person.supervisor_index,
        )
    )
    return person


def _may_be_asked(filing: Filing) -> list[FilingKind]:
    of_cycle = select(Filing.kind).where(
        Filing.cycle_id == filing.cycle_id, Filing.person_id == filing.person_id
    )
    asked = set(g.db.scalars(of_cycle))
    if filing.cycle.state is CycleState.CLOSED or filing.designation.state is not DesignationState.CONFIRMED:
        return []
    kinds = (FilingKind.ENTRY, FilingKind.EXIT)
    return [one for one in kinds if one not in asked and _is_of_cycle(filing, one)]


def _is_of_cycle(filing: Filing, kind: FilingKind) -> bool:
    """Whether the roster says that the person takes or leaves office in the year of the cycle."""
    day = periods.day_of(filing.person, kind)
    return day is not None and day.year == filing.cycle.year


def _ground(filing: Filing) -> str:
    code = filing.designation.ground
    named = (ground for ground in programmes.of(filing.cycle).grounds if ground.code == code)
    return next((ground.names.in_language(spoken().code) for ground in named), code)


def _extensions(filing: Filing) -> list[tuple[Extension, str]]:
    rows = g.db.execute(
        select(Extension, Account.name)
        .outerjoin(Account, Account.id == Extension.decided_by_id)
        .where(Extension.filing_id == filing.id)
        .order_by(Extension.requested_at.desc(), Extension.id)
    )
    return [(extension, name or "") for extension, name in rows]
