"""Letters are written with their cause, once per occasion, and told nothing but what is declared."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from disclosure import mail
from disclosure.db import transaction
from disclosure.mail.telling import one_line, told
from disclosure.models import Letter, Work
from disclosure.queue import KINDS
from tests.mail.cast import Office

DUE: dict[str, object] = {"year": 2025, "due_on": date(2026, 3, 31)}


class Undone(Exception):
    pass


def _count(engine: Engine, model: type[Letter | Work]) -> int:
    with transaction(engine, write=False) as db:
        return db.scalar(select(func.count()).select_from(model)) or 0


def test_an_occasion_has_one_letter_however_often_it_is_written(engine: Engine, office: Office) -> None:
    with transaction(engine) as db:
        first = office.write(db, "reminder:-7", "reminder", **DUE)
    with transaction(engine) as db:
        second = office.write(db, "reminder:-7", "reminder", **DUE)

    assert first is not None
    assert first.params == {"year": 2025, "due_on": "2026-03-31"}
    assert second is None
    assert _count(engine, Letter) == 1


def test_a_letter_is_undone_with_its_cause(engine: Engine, office: Office) -> None:

    def act() -> None:
        with transaction(engine) as db:
            office.write(db, "c")
            raise Undone

    with pytest.raises(Undone):
        act()
    assert _count(engine, Letter) == 0
    assert _count(engine, Work) == 0


def test_many_letters_owe_one_sending_and_twins_among_them_are_written_once(
    engine: Engine, office: Office
) -> None:
    numbers = [*range(500), *range(10)]
    with transaction(engine) as db:
        letters = [mail.Addressed(to=office.ana, occasion=f"o:{n}", params=dict(DUE)) for n in numbers]
        written = mail.write_all(db, "reminder", letters, organisation_id=office.organisation_id)
        again = mail.write_all(db, "reminder", letters, organisation_id=office.organisation_id)
        office.write(db, "x")

    assert len(written) == 500
    assert again == []
    assert _count(engine, Letter) == 501
    assert _count(engine, Work) == 1


def test_a_sending_undone_with_its_savepoint_is_owed_by_the_next_letter(
    engine: Engine, office: Office
) -> None:
    with transaction(engine) as db:
        for occasion, stays in (("undone", False), ("kept", True)):
            savepoint = db.begin_nested()
            office.write(db, occasion)
            savepoint.commit() if stays else savepoint.rollback()
    assert _count(engine, Letter) == 1
    assert _count(engine, Work) == 1


def test_nothing_is_written_when_there_is_nobody_to_write_to(engine: Engine) -> None:
    with transaction(engine) as db:
        assert mail.write_all(db, "closed", [], organisation_id=uuid4()) == []
    assert _count(engine, Work) == 0


def test_mail_owes_the_work_that_the_queue_knows_as_sending(engine: Engine, office: Office) -> None:
    with transaction(engine) as db:
        office.write(db, "c")
    with transaction(engine, write=False) as db:
        work = db.scalars(select(Work)).one()
    assert KINDS[work.kind] == work.queue


@pytest.mark.parametrize(
    "params",
    [
        {"year": 2025},
        {**DUE, "amount": "USD 10,000"},
        {**DUE, "due_on": "soon"},
        {**DUE, "due_on": 7},
        {**DUE, "year": "2025"},
        {**DUE, "path": "https://elsewhere.example/"},
        {**DUE, "path": "//elsewhere.example/"},
        {**DUE, "path": "/a\r\nBcc: all@example.org"},
    ],
)
def test_a_letter_is_told_exactly_what_its_kind_declares(params: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        told("reminder", params)


def test_an_instant_without_its_zone_is_refused() -> None:
    sign_in = {"path": "/sign-in/x", "site": "portal"}
    with pytest.raises(TypeError, match="time zone"):
        told("sign-in", {**sign_in, "expires_at": datetime(2026, 3, 31, 12)})  # noqa: DTZ001
    kept = told("sign-in", {**sign_in, "expires_at": datetime(2026, 3, 31, 12, tzinfo=UTC)})
    assert kept["expires_at"] == "2026-03-31T12:00:00+00:00"


@given(st.text())
def test_a_name_takes_one_line_and_turns_no_text_around(name: str) -> None:
    kept = one_line(name)
    assert len(kept.splitlines()) <= 1
    assert not {"\0", "\u202e", "\u2066"} & set(kept)
    assert one_line(kept) == kept
