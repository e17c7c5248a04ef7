"""What happens at every sign-in, every minute or at anybody's wish reads no whole table that grows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from disclosure import queue
from disclosure.casework import accounts, asking, designating, forgetting, reviewing
from disclosure.casework.accounts import links, passwords
from disclosure.casework.alerting import Watch
from disclosure.db import transaction
from disclosure.errors import NotPermitted
from disclosure.mail.claiming import put_doubtful_aside, unsent
from disclosure.models import Designation
from disclosure.web.watching import Owed
from tests.cast import Cast

GROWING = frozenset(
    {
        *("accounts", "people", "designations", "filings", "cases", "statements", "drafts", "data_keys"),
        *("docket_lines", "docket_words", "ledger_entries", "letters", "work", "signed_in", "sign_in_links"),
        *("known_devices", "passwords", "item_looks", "screenings", "sealed_texts", "attachments"),
    }
)
Act = Callable[[Engine, Cast], object]


def _links(engine: Engine, cast: Cast) -> None:
    with transaction(engine) as db:
        accounts.send_sign_in_link(db, email=cast.amina.account.email, site="portal")
        links.void_links(db, [cast.amina.account.id], site="portal")
        with pytest.raises(NotPermitted):
            accounts.redeem(db, token="of nobody", site="portal")


def _password(engine: Engine, cast: Cast) -> None:
    with transaction(engine) as db:
        passwords.kept_for(db, cast.amina.account.email)


def _question(engine: Engine, _cast: Cast) -> None:
    with transaction(engine) as db:
        asking.ask(
            db,
            office="office@example.org",
            asker="",
            reply_to="somebody@example.org",
            about="",
            question="When is it due?",
            organisation_id=None,
        )


def _designation(engine: Engine, cast: Cast) -> None:
    with transaction(engine) as db:
        asked = db.get_one(Designation, cast.amina.filing.designation_id)
        designating.contest(db, by=cast.amina.actor, designation=asked, reason="I left procurement.")
        designating.uphold(db, by=cast.olu.actor, designation=asked)


def _leases(engine: Engine, _cast: Cast) -> None:
    with transaction(engine) as db:
        reviewing.return_expired_leases(db)


def _forgetting(engine: Engine, _cast: Cast) -> None:
    with transaction(engine) as db:
        forgetting.forget_kept_forms(db)
        forgetting.forget_uploads(db)
        forgetting.forget_attempts(db)


def _letters(engine: Engine, _cast: Cast) -> None:
    put_doubtful_aside(engine)
    unsent(engine, limit=200)


def _work(engine: Engine, _cast: Cast) -> None:
    queue.sweep(engine, [queue.COMMON], overdue=timedelta(seconds=30))


ACTS: dict[str, Act] = {
    "a sign-in by link": _links,
    "a sign-in by password": _password,
    "a question from the help page": _question,
    "a designation contested": _designation,
    "leases that ended": _leases,
    "what is let go of": _forgetting,
    "letters that wait": _letters,
    "work that is owed": _work,
    "alarms": lambda engine, _cast: Watch(engine, address="security@example.org")(),
    "metrics": lambda engine, _cast: list(Owed(engine).collect()),
}


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)  # PostgreSQL chooses by what is there
@pytest.mark.parametrize("act", ACTS)
def test_no_table_that_grows_is_read_whole(engine: Engine, db: Session, cast: Cast, act: str) -> None:
    db.commit()
    with _heard() as asked:
        ACTS[act](engine, cast)
    whole = [
        (step, statement)
        for statement, values in asked.items()
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
        for step in _steps(engine, statement, values)
        if step in {f"SCAN {table}" for table in GROWING}
    ]
    assert asked
    assert not whole


@contextmanager
def _heard() -> Iterator[dict[str, Any]]:
    """Yield the statements that any engine is given meanwhile, with their values."""
    asked: dict[str, Any] = {}
    heard = lambda _c, _k, statement, values, *_more: asked.setdefault(statement, values)  # noqa: E731
    event.listen(Engine, "before_cursor_execute", heard)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", heard)


def _steps(engine: Engine, statement: str, values: Any) -> list[str]:  # noqa: ANN401 - as the driver takes them
    one = values[0] if isinstance(values, list) else values
    with engine.connect() as connection:
        return [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one)]


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_the_letters_of_a_batch_are_not_looked_for_among_all_that_wait(
    engine: Engine, db: Session, cast: Cast
) -> None:
    db.commit()
    with _heard() as asked:
        unsent(engine, limit=200)
    _urgent, others = (_steps(engine, statement, values) for statement, values in asked.items())
    assert "SCAN letters USING INDEX ix_letters_waiting" in others
    assert not [step for step in others if "TEMP B-TREE" in step]
