"""Empty statements are cleared together: the list, the sample opened in full, the confirm page."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from disclosure.casework import reviewing
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Batch, Filing, LedgerEntry
from tests.casework.office import Office, board_seat
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.web.reading import Element

Visit = Callable[[Member], Browser]
KEYS_OF_T10 = 12


@pytest.fixture
def nils(office: Office, cast: Cast) -> list[Filing]:
    """Four clean nil statements, checked."""
    filings = [office.file(member) for member in (cast.amina, cast.boris, cast.chen, cast.dalia)]
    for filing in filings:
        office.screen(filing)
    office.db.flush()
    return filings


def batch_of(office: Office) -> Batch:
    return office.db.scalars(select(Batch)).one()


def forms(rosa: Browser, office: Office) -> str:
    """Form a batch of what the page lists; return its address."""
    rosa.presses(rosa.fills_in("/batch"))
    return f"/batch/{batch_of(office).id}"


def keyed(page: Element, key: str) -> Element:
    """What a key of the page presses."""
    (found,) = [one for one in page.all("a", "button") if one.get("data-key") == key]
    return found


def opens_the_sample(rosa: Browser, address: str) -> str:
    """Press the one key from the batch through its sample; return the address of the confirm page."""
    at = keyed(rosa.opens(address), "n").get("href")
    while not at.endswith("/clear"):
        at = keyed(rosa.opens(at), "n").get("href")
    return at


def names_in(page: Element, table: str) -> str:
    (found,) = [one for one in page.all("table") if one.one("caption").text.startswith(table)]
    return found.text


def test_the_list_names_what_can_be_cleared_and_how_many(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    office.screen(office.file(cast.hana, board_seat()))
    page = rosa.opens("/batch")
    assert "4 statements can be cleared." in page.text
    listed = names_in(page, "Statements of 2020")
    assert all(filing.person.name in listed for filing in nils)
    assert cast.hana.on_roster.name not in listed
    assert "Form a batch of 4 statements" in keyed(page, "b").text


def test_rosa_opens_the_sample_and_clears_the_rest_with_few_keys(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    address = forms(rosa, office)
    page = rosa.opens(address)
    assert "Opened: 0." in page.text
    at, keys = keyed(page, "n").get("href"), 2  # the batch was formed with one, this is another
    while not at.endswith("/clear"):
        page = rosa.opens(at)
        assert "The whole statement" in page.text
        at, keys = keyed(page, "n").get("href"), keys + 1
    page = rosa.opens(at)
    assert page.one("h1").text == "Clear 4 statements"
    assert "You opened 2 of them in full." in page.text
    page = rosa.sends(at)
    keys += 1
    assert keys <= KEYS_OF_T10
    assert "4 statements are cleared." in page.text
    assert page.one("h1").text == "The batch is cleared"
    assert {filing.state for filing in nils} == {FilingState.CLOSED}
    cleared = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "batch:cleared")).all()
    assert {entry.filing_id for entry in cleared} == {filing.id for filing in nils}


def test_the_confirm_page_is_not_reached_before_the_sample_was_opened(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    address = forms(rosa, office)
    answer = rosa.asks(f"{address}/clear")
    assert (answer.status_code, urlsplit(answer.location).path) == (303, address)
    answer = rosa.posts(f"{address}/clear", {"once": "x" * 22})
    assert "in full first" in answer.text
    assert all(filing.state is not FilingState.CLOSED for filing in nils)


def test_what_a_colleague_claims_meanwhile_is_left_out_and_named(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    confirm = rosa.fills_in(opens_the_sample(rosa, forms(rosa, office)))
    taken = next(filing for filing in nils if filing.state is FilingState.FILED)
    reviewing.claim(office.db, by=cast.ravi.actor, filing=taken)
    answer = rosa.presses(confirm)
    page = rosa.opens(urlsplit(answer.location).path)
    assert "3 statements are cleared." in page.text
    left = names_in(page, "Left the batch")
    assert taken.person.name in left
    assert "Somebody else has it now" in left
    assert taken.state is FilingState.IN_REVIEW


def test_what_the_filer_amends_meanwhile_is_left_out_and_named(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    confirm = rosa.fills_in(opens_the_sample(rosa, forms(rosa, office)))
    amended = next(filing for filing in nils if filing.state is FilingState.FILED)
    office.amend(next(one for one in cast.filers if one.owes is amended), board_seat())
    page = rosa.opens(urlsplit(rosa.presses(confirm).location).path)
    assert "The filer amended it." in names_in(page, "Left the batch")
    assert amended.state is FilingState.FILED


def test_a_doubtful_statement_is_taken_out_and_becomes_rosas_case(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    address = forms(rosa, office)
    at = keyed(rosa.opens(address), "n").get("href")
    page = rosa.sends(at)
    assert "It is out of the batch." in page.text
    assert "You took it out" in names_in(page, "Left the batch")
    filing = office.db.get_one(Filing, next(one.id for one in nils if str(one.id) in at))
    assert filing.state is FilingState.IN_REVIEW
    assert str(filing.reference) in rosa.opens("/").text


def test_sending_the_confirm_page_twice_clears_once(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    confirm = rosa.fills_in(opens_the_sample(rosa, forms(rosa, office)))
    first, second = rosa.presses(confirm), rosa.presses(confirm)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    closed = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "case:closed")).all()
    assert len(closed) == 4


def test_where_nothing_can_be_cleared_the_page_says_so(office: Office, cast: Cast, rosa: Browser) -> None:
    office.screen(office.file(cast.amina, board_seat()))
    page = rosa.opens("/batch")
    assert "No statement can be cleared in a batch." in page.text
    assert not page.one("main").all("table")


def test_the_list_is_of_one_entity_when_asked(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    page = rosa.opens("/batch?year=2020&entity=DPO")
    assert "1 statement can be cleared." in page.text
    assert "Борис Соколов" in page.text
    assert cast.amina.on_roster.name not in page.text
    rosa.presses(rosa.fills_in("/batch?year=2020&entity=DPO"))
    now = rosa.opens(f"/batch/{batch_of(office).id}")
    assert "In the batch: 1 statement" in now.text
    assert "No statement can be cleared" in rosa.opens("/batch?year=2019").text
    assert "No statement can be cleared" in rosa.opens("/batch?year=2020&entity=ECR").text


def test_a_batch_is_its_reviewers_alone(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser, visit: Visit
) -> None:
    address = forms(rosa, office)
    sampled = keyed(rosa.opens(address), "n").get("href")
    for member in (cast.ravi, cast.ana, cast.emil, cast.sana, cast.amina):
        browser = visit(member)
        for one in (address, sampled, f"{address}/clear", f"{sampled}/out"):
            assert browser.is_refused(one), (member.account.name, one)


def test_only_a_statement_of_the_sample_opens_from_the_batch(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    address = forms(rosa, office)
    other = next(filing for filing in nils if filing.state is FilingState.FILED)
    assert rosa.is_refused(f"{address}/{other.id}")
    mine = office.in_review(cast.hana, board_seat())
    assert rosa.is_refused(f"{address}/{mine.id}")


def test_a_reviewer_who_files_is_not_offered_their_own(office: Office, cast: Cast, visit: Visit) -> None:
    office.screen(office.file(cast.ravi))
    office.db.flush()
    assert "No statement can be cleared" in visit(cast.ravi).opens("/batch").text


def test_rosa_reads_nothing_sealed_before_a_sample_is_opened(
    office: Office, cast: Cast, nils: list[Filing], rosa: Browser
) -> None:
    before = opened(office)
    address = forms(rosa, office)
    page = rosa.opens(address)
    assert opened(office) == before
    rosa.opens(keyed(page, "n").get("href"))
    assert len(opened(office)) > len(before)


def opened(office: Office) -> list[str]:
    """What Rosa opened. The worker's part looks for ties when a batch is formed, and nobody reads along."""
    by_rosa = LedgerEntry.account_id == office.cast.rosa.account.id
    return list(office.db.scalars(select(LedgerEntry.kind).where(LedgerEntry.kind.like("%:opened"), by_rosa)))
