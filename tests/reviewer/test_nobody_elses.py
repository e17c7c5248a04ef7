"""For every route of the review site, taken from the site itself: nobody reaches what is not theirs.

A new route is covered without a word here. One whose address has a part that
no test knows fails until somebody says which row stands for it.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import accounts
from disclosure.domain.actors import Role
from disclosure.models import Filing, Grant, LedgerEntry
from tests.casework.office import Office
from tests.cast import Cast, Member, member
from tests.pages import checked
from tests.reviewer.browsing import Browser
from tests.reviewer.every_route import Route, parts_of, routes

Visit = Callable[[Member], Browser]
LEAVING = {"signin.leave"}
OWN_ACCOUNT = {"account.show", "account.language", "account.zone", "account.shortcuts"}
"""What somebody without any role may still do, beside leaving, and saying how they sign in."""
OF_COLLEAGUES = {"case.cover", "case.claim", "case.take_over", "home.skip", "emergencies.ask"}
"""What another reviewer may open of a case: whose it is, from clear facts alone; taking it, or leaving it."""
SEVERAL = ("/assign?case={}", "/put-aside?case={}")
"""What names its cases behind the address."""
NEEDS_MORE = {"files.download", "batch.sample", "batch.take_out", "batch.clear", "later.decide"}
"""Opened by their own tests: the rows made here are not sealed, not clean or not closed."""


def is_of_own_account(route: Route) -> bool:
    return route.endpoint in OWN_ACCOUNT or route.endpoint.startswith("signin.")


@pytest.fixture
def every(app: Flask) -> list[Route]:
    found = [route for route in routes(app) if route.endpoint not in LEAVING]
    assert len(found) > 30
    return found


def answers(browser: Browser, route: Route, address: str) -> int:
    if route.method == "GET":
        return browser.asks(address).status_code
    return browser.posts(address, {}).status_code


def reached(browser: Browser, every: list[Route], parts: dict[str, object]) -> dict[str, int]:
    """Return the routes that answered with anything but 404."""
    found = {}
    for route in every:
        status = answers(browser, route, route.address(parts))
        if status != 404:
            found[f"{route.method} {route.endpoint}"] = status
    return found


def test_another_reviewer_s_case_is_not_there(
    office: Office, cast: Cast, visit: Visit, every: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    of_cases = [route for route in every if route.is_of_a_case and route.endpoint not in OF_COLLEAGUES]
    ravi = visit(cast.ravi)
    assert reached(ravi, of_cases, parts) == {}
    assert all(ravi.is_refused(address.format(parts["filing_id"])) for address in SEVERAL)
    assert opened_by(office, cast.ravi) == []


def test_what_a_colleague_sees_of_a_case_names_nobody_and_opens_nothing(
    office: Office, cast: Cast, visit: Visit, every: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    ravi = visit(cast.ravi)
    pages = [route for route in every if route.endpoint in OF_COLLEAGUES and route.method == "GET"]
    assert len(pages) == len(OF_COLLEAGUES)
    for route in pages:
        assert "Amina" not in ravi.asks(route.address(parts)).text, route.endpoint
    assert opened_by(office, cast.ravi) == []


def test_whoever_lost_the_role_finds_nothing_at_all(
    office: Office, cast: Cast, visit: Visit, every: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    rosa = visit(cast.rosa)
    for grant in office.db.scalars(select(Grant).where(Grant.account_id == cast.rosa.account.id)):
        accounts.revoke_role(office.db, by=cast.adam.actor, grant=grant)
    offices = [route for route in every if not is_of_own_account(route)]
    assert reached(rosa, offices, parts) == {}
    assert opened_by(office, cast.rosa) == []


def test_one_s_own_filing_is_no_case_though_one_held_every_role(
    office: Office, cast: Cast, visit: Visit, every: list[Route]
) -> None:
    parts = parts_of(office, cast.ravi)
    for role in (Role.APPROVER, Role.ETHICS_OFFICER):
        office.db.add(
            Grant(
                account_id=cast.ravi.account.id,
                organisation_id=cast.organisation.id,
                role=role,
                granted_at=clock.now(),
            )
        )
    office.db.flush()
    of_cases = [route for route in every if route.is_of_a_case]
    ravi = visit(member(office.db, cast.ravi.account))
    assert reached(ravi, of_cases, parts) == {}
    assert all(ravi.is_refused(address.format(parts["filing_id"])) for address in SEVERAL)
    assert opened_by(office, cast.ravi) == []


def opened_by(office: Office, who: Member) -> list[str]:
    """What somebody opened of others' statements, by the ledger."""
    rows = select(LedgerEntry.kind).where(
        LedgerEntry.account_id == who.account.id,
        LedgerEntry.kind.in_(["statement:opened", "text:opened", "screening:opened", "attachment:opened"]),
        LedgerEntry.facts["why"].as_string() != "filing",
    )
    return list(office.db.scalars(rows))


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(
    office: Office, cast: Cast, app: Flask, every: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    office.db.commit()
    client = app.test_client()
    (token, *_more) = checked(client.get("/sign-in").text).all("input", name="csrf_token")
    for route in every:
        address = route.address(parts)
        sent = {"csrf_token": token.get("value")} if route.method == "POST" else None
        answer = client.open(address, method=route.method, data=sent)
        assert answer.status_code == 303, f"{route.method} {address}"
        assert answer.location.startswith("/sign-in"), f"{route.method} {address}"


def test_the_addresses_asked_for_are_there_for_those_whose_they_are(
    office: Office, cast: Cast, visit: Visit, every: list[Route]
) -> None:
    """Without this, a test that asks for rows that do not exist would find nothing wrong."""
    parts = parts_of(office, cast.amina)
    people = [visit(one) for one in (cast.rosa, cast.ana, cast.emil)]
    asked = [
        route
        for route in every
        if route.method == "GET" and route.is_of_a_case and route.endpoint not in NEEDS_MORE
    ]
    gone = [
        route.endpoint
        for route in asked
        if all(answers(browser, route, route.address(parts)) == 404 for browser in people)
    ]
    assert gone == []


def test_a_route_with_a_part_that_nobody_knows_is_not_passed_over(
    office: Office, cast: Cast, app: Flask, every: list[Route]
) -> None:
    parts = parts_of(office, cast.amina)
    route = next(one for one in every if "filing_id" in one.rule.arguments)
    del parts["filing_id"]
    with pytest.raises(AssertionError, match="no test knows"):
        route.address(parts)


def test_the_filing_in_these_tests_is_somebody_else_s(office: Office, cast: Cast) -> None:
    parts = parts_of(office, cast.amina)
    filing = office.db.get_one(Filing, parts["filing_id"])
    assert filing.person_id == cast.amina.on_roster.id
    assert office.case(filing).reviewer_id == cast.rosa.account.id
