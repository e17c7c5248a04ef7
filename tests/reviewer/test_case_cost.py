"""Opening a case costs a bounded number of statements, however much was declared and written in it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import event

from disclosure.domain.interests import Operation
from disclosure.models import Filing
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.reviewer.years import filed_the_year_before

MOST = 20
"""Statements to the database for one case, with the one that finds who is there."""


def cost(app: Flask, browser: Browser, filing: Filing) -> int:
    """Return how many statements opening a case takes, once its pages have been opened before."""
    browser.opens(f"/{filing.id}")
    told: list[str] = []

    def note(*given: Any) -> None:  # noqa: ANN401 - what SQLAlchemy hands over
        told.append(given[2])

    engine = app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", note)
    browser.opens(f"/{filing.id}")
    event.remove(engine, "before_cursor_execute", note)
    return len(told)


def test_a_case_opens_with_few_statements_and_no_more_for_a_longer_one(
    office: Office, cast: Cast, app: Flask, visit: Callable[[Member], Browser]
) -> None:
    filed_the_year_before(office, cast.amina, company(id="firm"))
    same = company(id="firm", operation=Operation.UNCHANGED)
    filing = office.in_review(cast.amina, same, board_seat())
    office.screen(filing)
    office.answer(office.ask(filing), cast.amina)
    office.find(filing)
    rosa = visit(cast.rosa)
    at_first = cost(app, rosa, filing)
    assert 0 < at_first <= MOST
    for _ in range(3):
        office.answer(office.ask(filing), cast.amina)
    office.find(filing)
    assert cost(app, rosa, filing) == at_first
