"""The sentences that the policy is made of, each said twice: of a row, and as SQL.

A predicate is asked of a row's *place*: the organisation, entity and person it
belongs to, and, where it belongs to a filing, the case's reviewer. A property
test proves that both sayings agree for every permission.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import aliased, object_session
from sqlalchemy.sql.elements import False_, True_

from disclosure import clock
from disclosure.domain.actors import Actor, Role
from disclosure.domain.lifecycle import FilingState, VerificationState
from disclosure.models import (
    Advice,
    Case,
    Cycle,
    Delegation,
    Emergency,
    Entity,
    Filing,
    KeptForm,
    Organisation,
    OwnInterests,
    Person,
    SnippetVersion,
    Verification,
)

Columns = Any


class Place(NamedTuple):
    """Where a row belongs. As values for one row, or as columns for a list."""

    organisation_id: Any
    entity_id: Any = None
    person_id: Any = None
    filing_id: Any = None
    state: Any = None
    row: Any = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """One condition: `holds` for a row at a place, `where` for a list of them."""

    name: str
    holds: Callable[[Actor, Place], bool]
    where: Callable[[Actor, Place], ColumnElement[bool]]


def place_of(row: Any) -> Place:  # noqa: ANN401 - any mapped row
    """Return where `row` belongs; rows of a filing belong where the filing does."""
    if isinstance(row, Organisation):
        return Place(row.id, row=row)
    if isinstance(row, Entity):
        return Place(row.organisation_id, row.id, row=row)
    if isinstance(row, Person):
        return Place(row.organisation_id, row.entity_id, row.id, row=row)
    if isinstance(row, Cycle):
        return Place(row.organisation_id, row=row)
    filing = row if isinstance(row, Filing) else getattr(row, "filing", None)
    if filing is not None:
        return Place(filing.organisation_id, filing.entity_id, filing.person_id, filing.id, filing.state, row)
    return Place(
        row.organisation_id, getattr(row, "entity_id", None), getattr(row, "person_id", None), row=row
    )


def columns_of(model: type[Any]) -> Place:
    """Return the same place as columns. Rows of a filing are listed joined to `Filing`."""
    if model is Organisation:
        return Place(Organisation.id, row=model)
    if model is Entity:
        return Place(Entity.organisation_id, Entity.id, row=model)
    if model is Person:
        return Place(Person.organisation_id, Person.entity_id, Person.id, row=model)
    if model is Filing or hasattr(model, "filing"):
        return Place(
            Filing.organisation_id, Filing.entity_id, Filing.person_id, Filing.id, Filing.state, model
        )
    return Place(
        model.organisation_id, getattr(model, "entity_id", None), getattr(model, "person_id", None), row=model
    )


def any_of(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return that one of `conditions` holds, without those that never do: beside them no index is used."""
    possible = [condition for condition in conditions if not isinstance(condition, False_)]
    return or_(*possible) if possible else false()


def all_of(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return that all of `conditions` hold, without those that always do."""
    needed = [condition for condition in conditions if not isinstance(condition, True_)]
    if any(isinstance(condition, False_) for condition in needed):
        return false()
    return and_(*needed) if needed else true()


def holds(role: Role) -> Predicate:
    """The actor holds `role` in the row's organisation (and, for entity roles, for its entity)."""

    def of_row(actor: Actor, place: Place) -> bool:
        return any(
            held.role is role
            and held.organisation_id == place.organisation_id
            and (held.entity_id is None or held.entity_id == place.entity_id)
            for held in actor.held
        )

    def of_list(actor: Actor, place: Place) -> ColumnElement[bool]:
        return any_of(
            all_of(
                [
                    place.organisation_id == held.organisation_id,
                    true() if held.entity_id is None else _equals(place.entity_id, held.entity_id),
                ]
            )
            for held in actor.held
            if held.role is role
        )

    return Predicate(f"holds {role.value}", of_row, of_list)


def _equals(column: Columns, value: UUID) -> ColumnElement[bool]:
    return false() if column is None else column == value


def _delegated(actor: Actor, person_id: Columns) -> ColumnElement[bool]:
    return exists(
        select(Delegation.id).where(
            Delegation.person_id == person_id,
            Delegation.delegate_id == actor.account_id,
            Delegation.revoked_at.is_(None),
        )
    )


def _asks(place: Place, condition: ColumnElement[bool]) -> bool:
    """Ask the database about one row, where its own columns do not say."""
    session = object_session(place.row)
    return session is not None and bool(session.scalar(select(condition)))


def _reviews(actor: Actor, place: Place) -> ColumnElement[bool]:
    reviewed = aliased(Case)  # the list may be one of cases itself
    return exists(
        select(reviewed.id).where(
            reviewed.filing_id == place.filing_id, reviewed.reviewer_id == actor.account_id
        )
    )


def _to_confirm(filing_id: Columns) -> ColumnElement[bool]:
    handed_over = aliased(Verification)  # the list may be one of verifications itself
    return exists(
        select(handed_over.id).where(
            handed_over.filing_id == filing_id, handed_over.state == VerificationState.TO_CONFIRM
        )
    )


def _opened_for(actor: Actor, filing_id: Columns) -> ColumnElement[bool]:
    agreed = aliased(Emergency)  # the list may be one of such requests itself
    return exists(
        select(agreed.id).where(
            agreed.filing_id == filing_id,
            agreed.asked_by_id == actor.account_id,
            agreed.until > clock.now(),
        )
    )


def _is_assigned(actor: Actor, place: Place) -> bool:
    row = place.row
    filing = row if isinstance(row, Filing) else getattr(row, "filing", None)
    case = row if isinstance(row, Case) else filing.case if filing is not None else None
    return case is not None and case.reviewer_id is not None and case.reviewer_id == actor.account_id


is_worker = Predicate(
    "is the worker",
    lambda actor, _place: actor.is_worker,
    lambda actor, _place: true() if actor.is_worker else false(),
)
is_filer = Predicate(
    "is the filer",
    lambda actor, place: actor.person_id is not None and place.person_id == actor.person_id,
    lambda actor, place: false() if actor.person_id is None else _equals(place.person_id, actor.person_id),
)
not_own = Predicate(
    "is not about oneself",
    lambda actor, place: actor.person_id is None or place.person_id != actor.person_id,
    lambda actor, place: (
        true()
        if actor.person_id is None or place.person_id is None
        else place.person_id.is_distinct_from(actor.person_id)
    ),
)
is_delegate = Predicate(
    "is the filer's delegate",
    lambda actor, place: place.person_id is not None and _asks(place, _delegated(actor, place.person_id)),
    lambda actor, place: false() if place.person_id is None else _delegated(actor, place.person_id),
)
assigned = Predicate(
    "reviews the case",
    _is_assigned,
    lambda actor, place: false() if place.filing_id is None else _reviews(actor, place),
)
awaits_approval = Predicate(
    "has advice waiting for approval",
    lambda _actor, place: place.state == FilingState.ADVICE_PROPOSED,
    lambda _actor, place: false() if place.state is None else place.state == FilingState.ADVICE_PROPOSED,
)
awaits_confirmation = Predicate(
    "has a verification waiting for confirmation",
    lambda _actor, place: place.filing_id is not None and _asks(place, _to_confirm(place.filing_id)),
    lambda _actor, place: false() if place.filing_id is None else _to_confirm(place.filing_id),
)
opened_for_a_time = Predicate(
    "was let read the case for a time",
    lambda actor, place: place.filing_id is not None and _asks(place, _opened_for(actor, place.filing_id)),
    lambda actor, place: false() if place.filing_id is None else _opened_for(actor, place.filing_id),
)
not_asker = Predicate(
    "did not ask for it",
    lambda actor, place: isinstance(place.row, Emergency) and place.row.asked_by_id != actor.account_id,
    lambda actor, place: Emergency.asked_by_id != actor.account_id if place.row is Emergency else false(),
)
not_verifier = Predicate(
    "did not decide on the last document",
    lambda actor, place: isinstance(place.row, Verification) and place.row.verified_by_id != actor.account_id,
    lambda actor, place: (
        Verification.verified_by_id.is_distinct_from(actor.account_id)
        if place.row is Verification
        else false()
    ),
)
not_proposer = Predicate(
    "did not propose the advice",
    lambda actor, place: isinstance(place.row, Advice) and place.row.proposed_by_id != actor.account_id,
    lambda actor, place: Advice.proposed_by_id != actor.account_id if place.row is Advice else false(),
)
are_interests = Predicate(
    "are somebody's own interests",
    lambda _actor, place: isinstance(place.row, OwnInterests),
    lambda _actor, place: true() if place.row is OwnInterests else false(),
)
declared_them = Predicate(
    "declared these interests",
    lambda actor, place: isinstance(place.row, OwnInterests) and place.row.account_id == actor.account_id,
    lambda actor, place: (
        OwnInterests.account_id == actor.account_id if place.row is OwnInterests else false()
    ),
)
not_its_author = Predicate(
    "did not propose the wording",
    lambda actor, place: (
        isinstance(place.row, SnippetVersion) and place.row.proposed_by_id != actor.account_id
    ),
    lambda actor, place: (
        SnippetVersion.proposed_by_id.is_distinct_from(actor.account_id)
        if place.row is SnippetVersion
        else false()
    ),
)
sent_it = Predicate(
    "sent the form",
    lambda actor, place: isinstance(place.row, KeptForm) and place.row.account_id == actor.account_id,
    lambda actor, place: KeptForm.account_id == actor.account_id if place.row is KeptForm else false(),
)
