"""The year of A/76/76 in a few lots, any other population, and its report as the office asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from disclosure.casework import accounts, reporting
from disclosure.domain.actors import Actor, Role
from disclosure.domain.lifecycle import (
    FilingState,
)
from disclosure.domain.statistics import TableLine
from tests.casework.population import Lot, Served
from tests.thoroughness import tries

ENTITIES = [
    ("DESA", "secretariat"),
    ("HTI", "secretariat"),
    ("PKO", "peacekeeping"),
    ("NOBODY", "peacekeeping"),
    ("BODIES", "bodies"),
]
F = FilingState


def table(db: Session, un: Served) -> list[TableLine]:
    return reporting.compliance(db, by=un.officer, organisation=un.organisation, year=2020)


def figures(db: Session, un: Served) -> reporting.Statistics:
    return reporting.statistics(db, by=un.officer, organisation=un.organisation, year=2020)


def seated(db: Session, un: Served, role: Role) -> Actor:
    """Give somebody an account, with one role: whoever signs something needs one."""
    account = accounts.create_account(
        db, by=un.officer, organisation=un.organisation, email=f"{role}@example.org", name=role.value
    )
    db.flush()
    return Actor(account.id, held=un.holder(role).held)


def in_2020() -> list[Lot]:
    """The year of A/76/76 in a few lots."""
    new = {"first_time": True}
    return [
        Lot("DESA", "secretariat", F.CLOSED, 1_601, new),
        Lot("DESA", "secretariat", F.IN_REVIEW, 63),
        Lot("HTI", "secretariat", F.DUE),
        Lot("PKO", "peacekeeping", F.CLOSED, 1_112),
        Lot("BODIES", "bodies", F.CLOSED, 3_099),
        Lot("BODIES", "bodies", F.CLOSED, 23, {**new, "late": True}),
        Lot("BODIES", "bodies", F.DUE, 5),
        Lot("BODIES", "bodies", F.EXEMPTED, 9),
        Lot("NOBODY", "peacekeeping", F.WITHDRAWN, 2),
    ]


lots = st.lists(
    st.builds(
        lambda place, state, size, late, new: Lot(
            place[0], place[1], state, size, {"late": late, "first_time": new}
        ),
        st.sampled_from(ENTITIES),
        st.sampled_from(FilingState),
        st.integers(1, 4),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)
any_population = settings(max_examples=tries(5), suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def undone(db: Session) -> Iterator[None]:
    """Undo what one example inserted."""
    savepoint = db.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()
