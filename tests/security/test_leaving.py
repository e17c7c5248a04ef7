"""A3: whoever leaves a case because of a tie is out of it on the next request."""

from sqlalchemy import select

from disclosure.models import Question
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.security.sites import Sites


def test_a3_whoever_declares_a_tie_is_refused_the_case_on_the_next_request(
    sites: Sites, office: Office, cast: Cast
) -> None:
    """Mid-session, by the page on which a reviewer declares it; a tie to somebody else changes nothing."""
    filing = office.in_review(cast.amina, company())
    rosa = sites.client("review", cast.rosa)
    page, doors = "/account/interests", ("", "/question", "/decide", "/story/company")
    employers = {"employers": "Delgado & Partners"}
    assert rosa.post(page, {**rosa.hidden(page), **employers, "relatives": "Nobody Known"}).status_code == 303
    assert [rosa.get(f"/{filing.id}{door}").status_code for door in ("", "/question")] == [200, 200]
    told = {**rosa.hidden(page), **employers, "relatives": "Amina Odhiambo"}
    assert rosa.post(page, told).status_code == 303
    assert f"{filing.reference}: The case is back with the team." in rosa.get(page).text
    for door in doors:
        assert rosa.get(f"/{filing.id}{door}").status_code in (403, 404), door
    text = {"text": "Who runs this firm?", "language": "en"}
    assert rosa.post(f"/{filing.id}/question", text).status_code in (403, 404)
    assert office.db.scalars(select(Question)).all() == []
    assert office.case(filing).reviewer_id is None


def test_a3_whoever_gives_a_case_back_for_a_tie_is_refused_it_on_the_next_request(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    rosa = sites.client("review", cast.rosa)
    page = f"/{filing.id}/release"
    assert rosa.post(page, {**rosa.hidden(page), "reason": "tie-to-the-person"}).status_code == 303
    for door in ("", "/question", "/decide", "/release"):
        assert rosa.get(f"/{filing.id}{door}").status_code == 404, door


def test_a3_a_case_that_waits_for_the_filer_is_left_too_and_another_takes_it_over(
    sites: Sites, office: Office, cast: Cast
) -> None:
    filing = office.in_review(cast.amina, company())
    office.ask(filing)
    rosa, ravi = sites.client("review", cast.rosa), sites.client("review", cast.ravi)
    page, taking = "/account/interests", f"/{filing.id}/take-over"
    told = {"employers": "Delgado & Partners", "relatives": "Amina Odhiambo"}
    assert rosa.post(page, {**rosa.hidden(page), **told}).status_code == 303
    assert rosa.get(f"/{filing.id}").status_code == 404
    assert ravi.get(f"/{filing.id}").status_code == 404
    assert ravi.post(taking, {**ravi.hidden(taking), "reason": "tie-to-the-person"}).status_code == 303
    assert ravi.get(f"/{filing.id}").status_code == 200
