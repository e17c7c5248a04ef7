"""Advice takes two persons: the proposer finds no button, and the server knows no such page for them."""

from collections.abc import Callable

from sqlalchemy import select

from disclosure.casework import accounts
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import AdviceState, FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast, Member, member
from tests.reviewer.browsing import Browser

Visit = Callable[[Member], Browser]


def test_rosa_cannot_approve_her_own_proposal(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    accounts.grant_role(office.db, by=cast.adam.actor, account=cast.rosa.account, role=Role.APPROVER)
    rosa = visit(member(office.db, cast.rosa.account))
    page = rosa.opens("/approvals")
    assert "You proposed this, so somebody else approves it." in page.text
    assert not page.one("main").all("button")
    assert not page.all("a", href=f"/approvals/{advice.id}")
    assert rosa.is_refused(f"/approvals/{advice.id}")
    assert state(advice) == AdviceState.PROPOSED


def test_a_reviewer_sees_that_an_approver_decides(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    ravi = visit(cast.ravi)
    assert "An approver decides." in ravi.opens("/approvals").text
    assert ravi.is_refused(f"/approvals/{advice.id}")


def test_ana_approves_and_the_filer_is_sent_it(office: Office, cast: Cast, ana: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    assert ana.opens("/approvals").all("a", href=f"/approvals/{advice.id}")
    page = ana.opens(f"/approvals/{advice.id}")
    assert "Please resign from the board." in page.text
    assert "The charity is an implementing partner." in page.text
    assert "About item 1" in page.text
    assert "The advice is approved." in ana.sends(f"/approvals/{advice.id}", verdict="yes").text
    assert state(filing) == FilingState.ADVICE_SENT
    assert advice.approved_by_id == cast.ana.account.id
    assert len(office.letters(filing, "advice")) == 1


def test_an_approver_reads_the_case_while_it_waits_and_not_after(
    office: Office, cast: Cast, ana: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    assert ana.is_refused(f"/{filing.id}")
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    page = ana.opens(f"/{filing.id}")
    assert not page.one("main").all("a", href=f"/{filing.id}/decide")
    entry = office.db.scalars(
        select(LedgerEntry).where(
            LedgerEntry.kind == "statement:opened", LedgerEntry.account_id == cast.ana.account.id
        )
    ).one()
    assert entry.facts["why"] == "approval"
    ana.sends(f"/approvals/{advice.id}", verdict="yes")
    assert ana.is_refused(f"/{filing.id}")


def test_ana_returns_it_with_a_reason_and_rosa_revises(
    office: Office, cast: Cast, ana: Browser, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    address = f"/approvals/{advice.id}"
    assert "Write why you return it" in ana.sends(address, verdict="no").text
    ana.sends(address, verdict="no", reason="Name the board.")
    assert state(filing) == FilingState.IN_REVIEW
    page = rosa.opens(f"/{filing.id}/advice")
    assert "Name the board." in page.text
    assert page.by_id("proposals-0-text").text == "Please resign from the board."
    rosa.sends(f"/{filing.id}/advice", **{
        "proposals-0-type": "resign-role",
        "stay": "1",
        "proposals-0-due_on-day": "29",
        "proposals-0-due_on-month": "5",
        "proposals-0-due_on-year": "2020",
        "proposals-0-text": "Please resign from the board of the charity.",
    })  # fmt: skip
    assert state(advice) == AdviceState.PROPOSED
    page = ana.opens(address)
    assert "Please resign from the board of the charity." in page.text
    assert "What was proposed and returned before" in page.text
    [changed] = page.all("section", aria_labelledby="changed")
    assert [one.text for one in changed.all("ins")] == ["put in: of the charity"]
    assert changed.all("del") == []


def test_two_approvers_at_once_approve_once(office: Office, cast: Cast, ana: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    first = ana.fills_in(f"/approvals/{advice.id}", verdict="yes")
    second = ana.fills_in(f"/approvals/{advice.id}", verdict="no", reason="Name the board.")
    assert ana.presses(first).status_code == 303
    answer = ana.presses(second)
    assert answer.status_code == 409
    assert "Name the board." in answer.text
    assert state(advice) == AdviceState.SENT


def test_nothing_waits_when_nothing_is_proposed(cast: Cast, ana: Browser) -> None:
    assert "No advice waits for approval." in ana.opens("/approvals").text
