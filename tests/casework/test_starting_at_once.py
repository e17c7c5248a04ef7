"""Several reviewers start the next case at once: each gets one of their own, and none waits for another."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, event, text, update
from sqlalchemy.orm import Session

from disclosure.casework import docket, reviewing
from disclosure.casework.cases import case_of
from disclosure.db import transaction
from disclosure.domain.actors import Actor
from disclosure.models import DocketLine, Filing
from tests.casework.office import Office
from tests.cast import Cast

Got = list[tuple[Actor, UUID]]
_GATE = "pg_advisory_xact_lock_shared(76)"
_OPEN = text("SELECT pg_advisory_unlock_all()")
_WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 76 AND NOT granted")


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
    with ThreadPoolExecutor(1) as pool, held(engine) as beside:
        slow = pool.submit(copy_context().run, start_behind_the_gate, engine, cast.ravi.actor)
        while not beside.scalar(_WAITING):
            assert not slow.done(), slow.result()
        with transaction(engine) as db:
            db.execute(text("SET LOCAL lock_timeout = '5s'"))
            reviewing.claim(db, by=office.rosa, filing=db.get_one(Filing, first.id))
        beside.execute(_OPEN)
        assert slow.result() == second.id


def start_behind_the_gate(engine: Engine, by: Actor) -> UUID | None:
    """Start the next case; the look along the line has its picture, and waits at the gate."""

    def wait(_c: object, _k: object, statement: str, values: object, *_more: object) -> tuple[str, object]:
        if "FOR NO KEY UPDATE OF filings SKIP LOCKED" in statement:
            statement = statement.replace("WHERE ", f"WHERE {_GATE}::text = '' AND ", 1)
        return statement, values

    event.listen(engine, "before_cursor_execute", wait, retval=True)
    try:
        with transaction(engine) as db:
            filing = reviewing.start_next(db, by=by)
            return filing.id if filing else None
    finally:
        event.remove(engine, "before_cursor_execute", wait)


@contextmanager
def held(engine: Engine) -> Iterator[Connection]:
    """Shut the gate until it is opened."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
        beside.execute(text("SELECT pg_advisory_lock(76)"))
        try:
            yield beside
        finally:
            beside.execute(_OPEN)
