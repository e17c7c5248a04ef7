"""Several reviewers start the next case at once: each gets one of their own, and none waits for another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import docket, reviewing
from disclosure.casework.cases import case_of, hold
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine, Filing
from tests.casework.gate import between_picture_and_lock
from tests.casework.office import Office
from tests.cast import Cast

Got = list[tuple[Actor, UUID]]


def at_once(acts: Sequence[Callable[[], None]]) -> None:
    """Let all begin at the same instant; what goes wrong in any of them is raised here."""
    ready = Barrier(len(acts))

    def begin(act: Callable[[], None]) -> None:
        ready.wait()
        act()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(copy_context().run, begin, act) for act in acts]:
            done.result()


def starts(engine: Engine, by: Actor, got: Got, *, times: int) -> Callable[[], None]:
    def start() -> None:
        for _ in range(times):
            with transaction(engine) as db:
                filing = reviewing.start_next(db, by=by)
                if filing is not None:
                    got.append((by, filing.id))

    return start


def six_file(office: Office, cast: Cast) -> list[Filing]:
    filed = [
        office.file(member)
        for member in (cast.amina, cast.boris, cast.chen, cast.dalia, cast.hana, cast.petra)
    ]
    office.db.commit()
    return filed


def test_c1_two_reviewers_starting_at_once_never_get_the_same_case(
    office: Office, cast: Cast, engine: Engine
) -> None:
    six_file(office, cast)
    got: Got = []
    at_once([starts(engine, by, got, times=3) for by in (office.rosa, cast.ravi.actor)])
    assert len({filing_id for _by, filing_id in got}) == 6
    with Session(engine) as db:
        for by, filing_id in got:
            assert case_of(db.get_one(Filing, filing_id)).reviewer_id == by.account_id


def test_four_windows_of_two_reviewers_get_six_cases_and_none_waits_for_another(
    office: Office, cast: Cast, engine: Engine
) -> None:
    six_file(office, cast)
    got: Got = []
    windows = (office.rosa, cast.ravi.actor, office.rosa, cast.ravi.actor)
    at_once([starts(engine, by, got, times=3) for by in windows])
    assert sorted(filing_id for _by, filing_id in got) == sorted({filing_id for _by, filing_id in got})
    assert len(got) == 6


def test_several_reckon_the_same_turns_at_once(office: Office, cast: Cast, engine: Engine) -> None:
    filed = six_file(office, cast)
    backwards = update(DocketLine).values(reckoned=False)

    def reckon(lines: Sequence[Filing]) -> Callable[[], None]:
        def act() -> None:
            for _ in range(4):
                with transaction(engine) as db:
                    for one in lines:  # what other acts do to their own lines
                        db.execute(backwards.where(DocketLine.filing_id == one.id))
                    docket.reckon(db)

        return act

    at_once([reckon(filed[:3]), reckon(filed[3:])])


def test_a_case_that_was_started_while_the_line_was_looked_through_is_not_handed_out_again(
    office: Office, cast: Cast, engine: Engine
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer, who sees what the one before has written.")
    first, second = office.file(cast.amina), office.file(cast.boris)
    office.db.flush()
    docket.reckon_all(office.db)
    office.db.commit()

    def start(db: Session) -> UUID | None:
        filing = reviewing.start_next(db, by=cast.ravi.actor)
        return filing.id if filing else None

    def claim(db: Session) -> None:
        reviewing.claim(db, by=office.rosa, filing=db.get_one(Filing, first.id))

    assert between_picture_and_lock(engine, start, claim) == second.id


def test_a_lease_that_was_renewed_while_the_ended_ones_were_looked_for_goes_on(
    office: Office, cast: Cast, engine: Engine
) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has one writer, who sees what the one before has written.")
    renewed, left = office.in_review(cast.amina), office.in_review(cast.boris)
    office.db.commit()

    def renew(db: Session) -> None:
        filing = db.get_one(Filing, renewed.id)
        hold(db, filing)
        reviewing.renew(by=office.rosa, filing=filing)

    with clock.travel(clock.now() + timedelta(hours=2, minutes=1)):
        assert between_picture_and_lock(engine, reviewing.return_expired_leases, renew) == 1
    with Session(engine) as db:
        assert case_of(db.get_one(Filing, renewed.id)).reviewer_id == office.rosa.account_id
        assert case_of(db.get_one(Filing, left.id)).reviewer_id is None
