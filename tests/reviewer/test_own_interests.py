"""A reviewer declares their own interests; a case with a tie is refused on its page without a reason."""

from urllib.parse import urlsplit

from sqlalchemy import select

from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, company, state
from tests.cast import Cast
from tests.reviewer.browsing import Browser
from tests.reviewer.conftest import Visit

PAGE = "/account/interests"


def declares(browser: Browser, **told: str) -> str:
    return browser.sends(PAGE, **({"employers": "Delgado & Partners"} | told)).text


def test_what_is_declared_stands_on_the_page_again(rosa: Browser) -> None:
    assert "You have not declared anything yet." in rosa.opens(PAGE).text
    assert "Saved." in declares(rosa, relatives="Inés Delgado\n\nLuis Delgado")
    boxes = {box.get("name"): box.text.strip() for box in rosa.opens(PAGE).all("textarea")}
    assert boxes == {
        "employers": "Delgado & Partners",
        "organisations": "",
        "relatives": "Inés Delgado Luis Delgado",
    }


def test_without_an_employer_nothing_is_saved_and_what_was_written_stays(rosa: Browser) -> None:
    page = declares(rosa, employers="", relatives="Inés Delgado")
    assert "Write who you work for" in page
    assert "Inés Delgado" in page


def test_a_tie_refuses_the_claim_on_its_page_and_the_refusal_is_put_down(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.file(cast.amina, company())
    declares(rosa, organisations="Ñandú S.A.")
    page = rosa.sends(f"/{filing.id}/claim")
    assert "This case cannot be assigned to you." in page.text
    assert "Ñandú" not in page.text
    assert state(filing) == FilingState.FILED
    told = office.told(filing)
    assert "case:refused" in told
    assert "case:claimed" not in told


def test_the_next_case_passes_over_a_tie_in_silence(office: Office, cast: Cast, rosa: Browser) -> None:
    office.file(cast.amina, company())
    free = office.file(cast.boris)
    declares(rosa, organisations="Ñandú S.A.")
    answer = rosa.posts("/next", {})
    assert urlsplit(answer.location).path == f"/{free.id}"
    answer = rosa.posts("/next", {})
    assert urlsplit(answer.location).path == "/"
    assert "No case waits to be claimed." in rosa.opens("/").text


def test_taking_over_is_refused_for_a_tie(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina, company())
    ravi = visit(cast.ravi)
    declares(ravi, relatives="Maria")
    page = ravi.sends(f"/{filing.id}/take-over", reason="absence")
    assert "This case cannot be assigned to you." in page.text
    assert office.case(filing).reviewer_id == cast.rosa.account.id


def test_only_reviewers_declare(cast: Cast, visit: Visit) -> None:
    for member in (cast.ana, cast.emil, cast.amina):
        assert visit(member).is_refused(PAGE), member.account.name


def test_opening_one_s_own_page_is_put_down(office: Office, rosa: Browser) -> None:
    declares(rosa)
    rosa.opens(PAGE)
    rows = select(LedgerEntry).where(LedgerEntry.kind == "interests:opened")
    assert {entry.facts["why"] for entry in office.db.scalars(rows)} == {"own-copy"}
