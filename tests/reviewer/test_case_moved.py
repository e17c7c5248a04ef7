"""Every form of a case, as the site has them, sends nothing once the case moved on, and keeps the text."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from disclosure.models import Advice, Conflict, LedgerEntry, Question, SealedText
from tests.casework.office import Office
from tests.cast import Cast
from tests.reviewer.browsing import Browser, Filled
from tests.reviewer.every_route import Route, parts_of, routes
from tests.web.reading import Element

WORDS = "These words were written and must not be lost."
OF_OTHERS = {"case.claim", "case.take_over"}
"""Not for the reviewer of the case; that they are refused when stale is in test_case.py."""

SAYS_NOTHING = {"assigning.take_up", "emergencies.ask"}
"""Ends a pause, or asks to read the case, whatever happened in it meanwhile: nothing is decided by it."""


@pytest.fixture
def forms(app: Flask) -> list[Route]:
    """The pages with a form about one case."""
    found = [
        route
        for route in routes(app)
        if route.method == "GET"
        and "POST" in (route.rule.methods or set())
        and "filing_id" in route.rule.arguments
        and route.endpoint not in OF_OTHERS | SAYS_NOTHING
    ]
    assert len(found) > 10
    return found


def form_in(page: Element) -> Element | None:
    """Return the form of a page that is posted, if there is one: in some states there is nothing to send."""
    found = [one for one in page.one("main").all("form") if one.get("method") == "post"]
    return found[-1] if found else None


def written(form: Element) -> dict[str, str]:
    """Fill a form in: words wherever words go, the first of every choice."""
    answers = {one.get("name"): one.get("value") for one in form.all("input") if one.get("type") == "hidden"}
    for one in form.all("input"):
        if one.get("type") == "radio":
            answers.setdefault(one.get("name"), one.get("value"))
    return answers | {one.get("name"): WORDS for one in form.all("textarea")}


def test_no_form_of_a_case_sends_anything_once_the_case_moved_on(
    office: Office, cast: Cast, rosa: Browser, forms: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    office.return_(office.db.get_one(Advice, parts["advice_id"]))
    filled: list[tuple[str, Filled, bool]] = []
    for route in forms:
        address = route.address(parts)
        answer = rosa.asks(address)
        form = form_in(rosa.opens(address)) if answer.status_code == 200 else None
        if form is not None:
            names = {one.get("name") for one in form.all("input")}
            assert {"version", "once", "csrf_token"} <= names, address
            filled.append(
                (
                    route.endpoint,
                    Filled(form.get("action") or address, written(form)),
                    bool(form.all("textarea")),
                )
            )
    assert len(filled) > 6
    office.find(cast.amina.filing)
    office.db.commit()
    before = _said(office)
    for endpoint, form_of, has_text in filled:
        answer = rosa.presses(form_of)
        assert answer.status_code in (200, 409), (endpoint, answer.status_code)
        assert "moved on" in answer.text, endpoint
        assert not has_text or WORDS in answer.text, endpoint
        assert _said(office) == before, endpoint


def _said(office: Office) -> tuple[int, ...]:
    """How much was said, found and put down in all, without what was only read."""
    acts = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind.not_like("%:opened"))
    counts = [select(func.count()).select_from(kind) for kind in (SealedText, Question, Conflict)]
    return tuple(office.db.scalar(one) or 0 for one in (acts, *counts))
