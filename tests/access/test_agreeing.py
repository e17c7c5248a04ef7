"""The policy is said twice, of a row and of a list; both sayings are one."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from disclosure.access import Permission, permits, visible
from disclosure.access.policy import POLICY
from disclosure.casework.accounts.roles import NOBODY
from disclosure.domain.actors import WORKER, Actor, Held, Role
from disclosure.models import Account, Base, Entity, Organisation, Person
from tests.access.busy import PLACED
from tests.casework.office import Office
from tests.thoroughness import tries

DIFFERENT = {alternatives: permission for permission, alternatives in POLICY.items()}.values()
"""One permission for each alternative of the table that differs from the others."""


def by_list(office: Office, actor: Actor, permission: Permission, kind: type[Any]) -> set[object]:
    return set(office.db.scalars(visible(actor, permission, kind)))


def by_row(office: Office, actor: Actor, permission: Permission, rows: list[Base]) -> set[object]:
    return {row for row in rows if permits(actor, permission, row)}


@pytest.mark.long
def test_what_the_cast_may_list_is_what_it_may_open(office: Office) -> None:
    cast = office.cast
    parts = (
        cast.amina,
        cast.farid,
        cast.hana,
        cast.emil,
        cast.olu,
        cast.ravi,
        cast.rosa,
        cast.ana,
        cast.sana,
    )
    actors = [*(member.actor for member in parts), WORKER, Actor(account_id=NOBODY)]
    for kind in PLACED:
        rows = list(office.db.scalars(select(kind)))
        for actor in actors:
            for permission in DIFFERENT:
                listed = by_list(office, actor, permission, kind)
                assert listed == by_row(office, actor, permission, rows), (kind, permission, actor)


@pytest.mark.hypothesis
def test_what_anybody_in_any_roles_may_list_is_what_they_may_open(office: Office) -> None:
    @settings(max_examples=tries(40), suppress_health_check=list(HealthCheck))
    @given(actor=_actors(office), permission=st.sampled_from(Permission), kind=st.sampled_from(PLACED))
    def agree(actor: Actor, permission: Permission, kind: type[Base]) -> None:
        rows = list(office.db.scalars(select(kind)))
        listed = by_list(office, actor, permission, kind)
        assert listed == by_row(office, actor, permission, rows)

    agree()


def test_a_list_grows_no_duplicates(office: Office) -> None:
    for kind in PLACED:
        rows = list(office.db.scalars(visible(office.emil, Permission.CASE_SEE, kind)))
        assert len(rows) == len(set(rows))


def _actors(office: Office) -> st.SearchStrategy[Actor]:
    def ids(kind: type[Account | Person | Entity | Organisation]) -> list[UUID]:
        return list(office.db.scalars(select(kind.id).order_by(kind.id)))

    entities = st.none() | st.sampled_from(ids(Entity))
    held = st.builds(
        Held,
        role=st.sampled_from(Role),
        organisation_id=st.sampled_from(ids(Organisation)),
        entity_id=entities,
    )
    return st.builds(
        Actor,
        account_id=st.sampled_from([*ids(Account), uuid4()]),
        person_id=st.none() | st.sampled_from(ids(Person)),
        held=st.lists(held, max_size=4).map(tuple),
    )
