"""Contested advice is decided by the ethics office, with a reason that the filer reads."""

from collections.abc import Callable

from disclosure.domain.lifecycle import AdviceState, FilingState
from disclosure.models import Advice
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser

Visit = Callable[[Member], Browser]


def contested(office: Office, member: Member) -> Advice:
    """Advice that the filer disagrees with."""
    [advice] = office.advise(office.in_review(member, board_seat()))
    office.disagree(advice, member)
    return advice


def test_emil_upholds_the_advice(office: Office, cast: Cast, emil: Browser) -> None:
    advice = contested(office, cast.amina)
    assert emil.opens("/disagreements").all("a", href=f"/disagreements/{advice.id}")
    address = f"/disagreements/{advice.id}"
    page = emil.opens(address)
    assert "I am not paid." in page.text
    assert "Write your reason" in emil.sends(address, verdict="yes").text
    page = emil.sends(address, verdict="yes", reason="It is a leading role.")
    assert "Your decision is sent to the filer." in page.text
    assert (state(advice), advice.filing.state) == (AdviceState.AGREED, FilingState.ACTION_DUE)


def test_emil_overturns_the_advice(office: Office, cast: Cast, emil: Browser) -> None:
    advice = contested(office, cast.amina)
    emil.sends(f"/disagreements/{advice.id}", verdict="no", reason="It ended.")
    assert (state(advice), advice.filing.state) == (AdviceState.WITHDRAWN, FilingState.CLOSED)


def test_nobody_else_decides_on_it(office: Office, cast: Cast, visit: Visit) -> None:
    advice = contested(office, cast.amina)
    for member in (cast.rosa, cast.ana, cast.ravi):
        browser = visit(member)
        assert "The ethics office decides." in browser.opens("/disagreements").text
        assert browser.is_refused(f"/disagreements/{advice.id}")
    assert state(advice) == AdviceState.DISAGREED


def test_the_ethics_office_does_not_decide_about_itself(office: Office, cast: Cast, emil: Browser) -> None:
    advice = contested(office, cast.emil)
    assert "No filer disagrees with advice." in emil.opens("/disagreements").text
    assert emil.is_refused(f"/disagreements/{advice.id}")


def test_what_is_decided_already_has_no_form(office: Office, cast: Cast, emil: Browser) -> None:
    advice = contested(office, cast.amina)
    form = emil.fills_in(f"/disagreements/{advice.id}", verdict="no", reason="It ended.")
    office.uphold(advice)
    assert not emil.opens(f"/disagreements/{advice.id}").one("main").all("button")
    answer = emil.presses(form)
    assert answer.status_code == 409
    assert "It ended." in answer.text
