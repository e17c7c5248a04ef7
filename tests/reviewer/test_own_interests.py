"""A reviewer declares their own interests; a case with a tie is refused on its page without a reason."""

from collections import Counter
from urllib.parse import urlsplit

from sqlalchemy import select

from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.casework.office import Office, company, state
from tests.cast import Cast
from tests.pages import checked
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


def test_whoever_decides_declares_and_no_filer(cast: Cast, visit: Visit) -> None:
    for member in (cast.ana, cast.emil):
        assert "Saved." in declares(visit(member)), member.account.name
    assert visit(cast.amina).is_refused(PAGE)


def test_an_approver_with_a_tie_reads_nothing_and_decides_nothing(
    office: Office, cast: Cast, ana: Browser
) -> None:
    filing = office.in_review(cast.amina, company())
    [advice] = office.propose(filing, office.draft(office.find(filing)))
    page = ana.fills_in(f"/approvals/{advice.id}", verdict="yes")
    declares(ana, organisations="Ñandú S.A.")
    before = Counter(office.told(filing))
    for address in (f"/approvals/{advice.id}", f"/{filing.id}"):
        answer = ana.asks(address)
        assert answer.status_code == 403
        assert "You cannot decide in this case." in checked(answer.text).text
        assert "Ñandú" not in answer.text
    assert ana.presses(page).status_code == 403
    since = Counter(office.told(filing)) - before
    assert since["case:refused"] == 3
    assert {"advice:approved", "text:opened", "screening:opened"}.isdisjoint(since)
    assert advice.approved_by_id is None


def test_the_next_proposal_passes_over_a_case_that_was_refused(
    office: Office, cast: Cast, ana: Browser
) -> None:
    tied, first, second = (
        office.in_review(member, *items)
        for member, items in ((cast.amina, [company()]), (cast.boris, []), (cast.chen, []))
    )
    advices = [office.propose(one, office.draft(office.find(one)))[0] for one in (tied, first, second)]
    declares(ana, organisations="Ñandú S.A.")
    assert ana.asks(f"/approvals/{advices[0].id}").status_code == 403
    answer = ana.presses(ana.fills_in(f"/approvals/{advices[1].id}", verdict="yes"))
    assert urlsplit(answer.location).path == f"/approvals/{advices[2].id}"


def test_opening_one_s_own_page_is_put_down(office: Office, rosa: Browser) -> None:
    declares(rosa)
    before = copies_opened(office)
    rosa.opens(PAGE)
    assert copies_opened(office) == before + 1


def copies_opened(office: Office) -> int:
    rows = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "interests:opened"))
    return sum(entry.facts["why"] == "own-copy" for entry in rows)
