"""After a decision the next case opens; what moved on is shown, and the text stays; the office is asked."""

from collections.abc import Callable

from disclosure.domain.lifecycle import FilingState
from tests.casework.office import Office, board_seat, company, state
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.web.reading import read

Visit = Callable[[Member], Browser]


def test_sending_claims_and_opens_the_next_case(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    following = office.file(cast.boris, company())
    answer = rosa.presses(rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?"))
    assert (answer.status_code, answer.location) == (303, f"/{following.id}")
    assert state(following) == FilingState.IN_REVIEW
    assert office.case(following).reviewer_id == cast.rosa.account.id
    assert "The question is sent:" in rosa.opens(f"/{following.id}").text


def test_sent_twice_it_claims_one_case(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina)
    first, second = office.file(cast.boris), office.file(cast.chen)
    form = rosa.fills_in(f"/{filing.id}/close")
    answers = {rosa.presses(form).location, rosa.presses(form).location}
    assert len(answers) == 1
    assert sorted([state(first), state(second)]) == [FilingState.FILED, FilingState.IN_REVIEW]


def test_without_another_case_the_list_opens(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina)
    assert rosa.presses(rosa.fills_in(f"/{filing.id}/close")).location == "/"


def test_whoever_wants_to_stay_stays(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.file(cast.boris)
    answer = rosa.presses(rosa.fills_in(f"/{filing.id}/question", text="Who runs it?", stay="1"))
    assert answer.location == f"/{filing.id}"


def test_what_changed_is_shown_and_the_text_can_be_sent_then(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    form = rosa.fills_in(f"/{filing.id}/question", text="Who runs the charity?")
    office.ask(filing, "Are you paid for it?")
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Asked the filer" in answer.text
    assert "Rosa Delgado" in answer.text
    page = read(answer.text)
    assert page.by_id("text").text == "Who runs the charity?"
    version = page.one("input", name="version").get("value")
    again = form._replace(answers=form.answers | {"version": version, "stay": "1"})
    assert rosa.presses(again).status_code == 303
    assert len(office.read_by(cast.amina)) == 2


def test_advice_stays_with_its_conflict_when_another_was_found(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    form = rosa.fills_in(f"/{filing.id}/advice", **{"proposals-0-text": "Please resign."})
    other = office.find(filing)
    answer = rosa.presses(form)
    assert answer.status_code == 409
    for one in (conflict, other):
        assert f'value="{one.id}"' in answer.text
    kept = answer.text.index("Please resign.</textarea>")
    assert answer.text.index(str(conflict.id)) < kept < answer.text.index(str(other.id))


def test_what_was_written_about_a_conflict_that_is_gone_is_kept_beside(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    conflict = office.find(filing)
    form = rosa.fills_in(f"/{filing.id}/advice", **{"proposals-0-text": "Please resign."})
    office.dismiss(conflict)
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Please resign." in answer.text
    assert "Dismissed a conflict" in answer.text


def test_a_review_is_not_closed_over_what_happened_meanwhile(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    form = rosa.fills_in(f"/{filing.id}/close")
    office.find(filing)
    answer = rosa.presses(form)
    assert answer.status_code == 409
    assert "Recorded a conflict" in answer.text
    assert state(filing) == FilingState.IN_REVIEW


def test_the_decisions_stand_on_every_page_with_their_keys(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    for page in ("close", "question", "advice", "escalate", "decide"):
        keys = [
            one.get("data-key") for one in rosa.opens(f"/{filing.id}/{page}").all("a") if one.get("data-key")
        ]
        assert keys == ["1", "2", "3", "4"]
    office.ask(filing)
    keys = [one.get("data-key") for one in rosa.opens(f"/{filing.id}/question").all("a")]
    assert [key for key in keys if key] == ["2"]


def test_what_the_filer_never_sees_is_marked_apart_from_what_they_read(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.opens(f"/{filing.id}/advice")
    [private] = page.with_class("passage-private")
    assert "Private: the filer never sees this" in private.text
    assert [one.get("name") for one in private.all("textarea")] == ["reasons"]
    [visible] = [one for one in page.with_class("passage") if "reads this" in one.text]
    assert [one.get("name") for one in visible.all("textarea")] == ["proposals-0-text"]


def test_a_case_is_put_before_the_office_which_gives_it_back(
    office: Office, cast: Cast, rosa: Browser, emil: Browser, visit: Visit
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    assert rosa.presses(rosa.fills_in(f"/{filing.id}/escalate", reasons=" ")).status_code == 200
    rosa.presses(rosa.fills_in(f"/{filing.id}/escalate", reasons="May she chair a vendor?"))
    assert state(filing) == FilingState.ESCALATED
    address = f"/disagreements/cases/{filing.id}"
    assert "The ethics office decides." in rosa.opens("/disagreements").text
    for other in (rosa, visit(cast.ana), visit(cast.ravi)):
        assert other.is_refused(address)
    assert emil.opens("/disagreements").all("a", href=address)
    assert "May she chair a vendor?" in emil.opens(address).text
    emil.sends(address, text="She may not. Advise her to resign.")
    assert state(filing) == FilingState.IN_REVIEW
    assert "Advise her to resign." in rosa.opens(f"/{filing.id}").text
    assert office.read_by(cast.amina) == []


def test_the_next_proposal_opens_after_an_approval(office: Office, cast: Cast, ana: Browser) -> None:
    one, other = (office.in_review(filer, board_seat()) for filer in (cast.amina, cast.boris))
    [first] = office.propose(one, office.draft(office.find(one)))
    [second] = office.propose(other, office.draft(office.find(other)))
    answer = ana.presses(ana.fills_in(f"/approvals/{first.id}", verdict="yes"))
    assert answer.location == f"/approvals/{second.id}"
    answer = ana.presses(ana.fills_in(f"/approvals/{second.id}", verdict="yes"))
    assert answer.location == "/approvals"
