"""A case opens for its reader alone, with last year beside it; its cover tells others whose it is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, reviewing
from disclosure.casework.reviewing import Reason
from disclosure.domain.actors import Role
from disclosure.domain.categories import Category
from disclosure.domain.interests import Operation
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Filing, LedgerEntry
from tests.casework.office import Office, board_seat, company, state
from tests.cast import Cast, Member, member
from tests.domain import examples
from tests.reviewer.browsing import Browser
from tests.reviewer.years import filed_the_year_before

Visit = Callable[[Member], Browser]
PAGES = ("", "/decide", "/question", "/note", "/conflict", "/advice", "/close", "/release")


def opened(db: Session, filing: Filing) -> list[tuple[str, str]]:
    """What was opened of a filing, and why."""
    rows = select(LedgerEntry).where(
        LedgerEntry.filing_id == filing.id, LedgerEntry.kind.in_(["statement:opened", "text:opened"])
    )
    return [(entry.kind, entry.facts["why"]) for entry in db.scalars(rows)]


def read_by_review(db: Session, filing: Filing) -> list[str]:
    return [why for _kind, why in opened(db, filing) if why not in ("filing", "carrying-over", "checks")]


def test_rosa_reads_what_changed_since_last_year_first(office: Office, cast: Cast, visit: Visit) -> None:
    before = company(id="firm", band="from-10000", amount=None)
    filed_the_year_before(
        office, cast.amina, before, board_seat(id="seat"), company("Ceibo S.A.", id="other")
    )
    after = company(id="firm", band="from-100000", amount=None, operation=Operation.CHANGED)
    same = company("Ceibo S.A.", id="other", operation=Operation.UNCHANGED)
    gift = examples.item(Category.GIFT, id="gift", name="A watch")
    filing = office.in_review(cast.amina, after, same, gift)
    page = visit(cast.rosa).opens(f"/{filing.id}")
    headings = [heading.text for heading in page.one("main").all("h2", "h3")]
    assert headings[:4] == ["Changes since 2018", "New", "Changed", "Left out without a word"]
    assert "Compared with 2018: 1 the same, 1 changed, 1 ended, 1 new." in page.text
    [change] = [table for table in page.all("table") if "Fields that changed" in table.text]
    assert "USD 10,000 to less than USD 50,000" in change.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "The same as in 2018: 1" in page.text
    [record] = page.all("details", id="record")
    assert "open" not in record.attributes
    assert record.get("data-fold") == "d"
    assert record.all("summary")[0].text == "The whole statement"


def test_a_drop_to_nil_is_said_in_words(office: Office, cast: Cast, visit: Visit) -> None:
    filed_the_year_before(office, cast.amina, board_seat())
    page = visit(cast.rosa).opens(f"/{office.in_review(cast.amina).id}")
    assert "Something was declared for 2018, and nothing is now." in page.text
    assert "No longer declared: Leadership or board position" in page.text


def test_a_first_statement_has_nothing_to_compare(office: Office, cast: Cast, rosa: Browser) -> None:
    page = rosa.opens(f"/{office.in_review(cast.chen, company('上海物流有限公司')).id}")
    assert "This is the first statement, so there is nothing to compare it with." in page.text
    assert "上海物流有限公司" in page.text


def test_the_filer_s_duties_and_the_flags_stand_beside_the_statement(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    gift = examples.item(Category.GIFT, received_on=date(2018, 6, 1))
    filing = office.in_review(cast.chen, gift)
    assert "The checks have not run yet." in rosa.opens(f"/{filing.id}").text
    assert office.screen(filing).flag_count
    aside = rosa.opens(f"/{filing.id}").one("aside").text
    assert "P-4" in aside
    assert "procurement" in aside
    assert "Bangkok" in aside
    assert "This is a question, not a finding." in aside


def test_reading_is_written_down_with_its_reason(
    office: Office, cast: Cast, rosa: Browser, db: Session
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.answer(office.ask(filing), cast.amina)
    rosa.opens(f"/{filing.id}")
    assert sorted(read_by_review(db, filing)) == ["review", "review", "review"]


@pytest.mark.parametrize("page", ["", "/question", "/note", "/conflict", "/advice"])
def test_reading_and_writing_begin_the_two_hours_anew(
    office: Office, cast: Cast, rosa: Browser, page: str
) -> None:
    filing = office.in_review(cast.amina)
    first = office.case(filing).leased_until
    with clock.travel(clock.now() + timedelta(minutes=2)):
        rosa.opens(f"/{filing.id}{page}")
    assert first is not None
    assert (office.case(filing).leased_until or first) > first


def test_the_case_of_another_reviewer_opens_to_nobody_else(
    office: Office, cast: Cast, visit: Visit, db: Session
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    ravi, ana = visit(cast.ravi), visit(cast.ana)
    for page in PAGES:
        assert ravi.is_refused(f"/{filing.id}{page}"), page
        assert ana.is_refused(f"/{filing.id}{page}"), page
    assert ravi.is_refused(f"/documents/{filing.id}")
    cover = ravi.opens(f"/{filing.id}/cover")
    assert "This case is with somebody else, so its content does not open for you." in cover.text
    assert "Rosa Delgado" in cover.text
    assert "Amina" not in cover.one("main").text
    assert read_by_review(db, filing) == []


def test_nobody_opens_or_claims_their_own_statement(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.file(cast.ravi, board_seat())
    ravi = visit(cast.ravi)
    for page in (*PAGES, "/cover", "/claim", "/take-over"):
        assert ravi.is_refused(f"/{filing.id}{page}"), page
    own = office.file(cast.emil, board_seat())
    assert visit(cast.emil).is_refused(f"/{own.id}")


def test_a_reviewer_of_another_organisation_finds_nothing(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina)
    account = accounts.create_account(
        office.db, by=cast.sana.actor, organisation=cast.elsewhere, email="noor@example.net", name="Noor"
    )
    for role in (Role.REVIEWER, Role.APPROVER, Role.ETHICS_OFFICER):
        accounts.grant_role(office.db, by=cast.sana.actor, account=account, role=role)
    noor = visit(member(office.db, account))
    assert "My turn: 0 Unclaimed: 0 Late: 0" in noor.opens("/").text
    for page in (*PAGES, "/cover", "/claim"):
        assert noor.is_refused(f"/{filing.id}{page}"), page


def test_what_was_not_filed_has_no_case(cast: Cast, rosa: Browser, emil: Browser) -> None:
    assert rosa.is_refused(f"/{cast.amina.filing.id}/cover")
    assert emil.is_refused(f"/{cast.amina.filing.id}")


def test_an_unclaimed_case_is_claimed_from_its_cover(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.file(cast.amina, board_seat())
    assert rosa.is_refused(f"/{filing.id}")
    cover = rosa.opens(f"/{filing.id}/cover")
    assert cover.all("a", href=f"/{filing.id}/claim")
    assert "Amina Odhiambo" in rosa.sends(f"/{filing.id}/claim").one("h1").text


def test_of_two_who_claim_one_case_the_second_is_told(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.file(cast.amina)
    ravi = visit(cast.ravi)
    form = ravi.fills_in(f"/{filing.id}/claim")
    reviewing.claim(office.db, by=office.rosa, filing=filing)
    answer = ravi.presses(form)
    assert answer.status_code == 409
    assert "The case moved on since you opened your page. Nothing was sent." in answer.text
    assert office.case(filing).reviewer_id == cast.rosa.account.id


def test_a_case_is_taken_over_for_a_reason(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina)
    ravi = visit(cast.ravi)
    assert "Choose a reason" in ravi.sends(f"/{filing.id}/take-over").text
    page = ravi.sends(f"/{filing.id}/take-over", reason=Reason.ABSENCE.value)
    assert "Amina Odhiambo" in page.one("h1").text
    assert visit(cast.rosa).is_refused(f"/{filing.id}")


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_a_case_opens_in_every_language(office: Office, cast: Cast, rosa: Browser, language: str) -> None:
    filing = office.in_review(cast.dalia, company("مؤسسة النور"))
    page = rosa.opens(f"/{filing.id}?language={language}")
    assert page.one("html").get("lang").startswith(language)
    assert state(filing) == FilingState.IN_REVIEW
