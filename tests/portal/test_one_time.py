"""Statements on taking and on leaving office have pages of their own beside the yearly ones."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, designating, reviewing
from disclosure.models import Delegation, Filing, FilingKind, Letter
from tests.casework.office import Office
from tests.cast import Cast, Member, add_person
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import BOTH_BOXES, file_nil, to_check

SEPTEMBER = datetime(2020, 9, 20, 9, tzinfo=UTC)


@pytest.fixture
def president(db: Session, cast: Cast) -> Member:
    """Somebody who takes office on 15 September 2020 and is asked on 20 September."""
    columns = {"functions": "president-of-the-general-assembly", "grade": ""}
    with clock.travel(SEPTEMBER):
        person = add_person(db, cast, "200001", "Nadia Okafor", joined_on="2020-09-15", **columns)
        designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
        account = accounts.account_for_person(db, by=cast.olu.actor, person=person)
    owed = db.scalars(select(Filing).where(Filing.person_id == person.id)).one()
    db.commit()
    return Member(account, accounts.actor_of(db, account), person, owed)


@pytest.fixture
def leaving(db: Session, cast: Cast) -> Filing:
    """Amina's statement on leaving office on 30 June 2020, beside her yearly one."""
    cast.amina.on_roster.left_on = date(2020, 6, 30)
    db.flush()
    by, person = cast.olu.actor, cast.amina.on_roster
    filing = designating.ask_for(db, by=by, cycle=cast.cycle, person=person, kind=FilingKind.EXIT)
    db.commit()
    return filing


@pytest.fixture
def nadia(president: Member, at_site: AtSite) -> Browser:
    browser = at_site(president)
    browser.open("/home?language=en")
    return browser


def test_the_home_page_says_which_statement_it_is_and_why(nadia: Browser) -> None:
    home = nadia.open("/home")
    assert "Your statement on taking office, 2020" in home.text
    assert "because you take office on 15 September 2020" in home.text
    assert home.link("Start") == "/entry/2020/start"


def test_the_start_page_names_its_own_period_and_due_date(nadia: Browser) -> None:
    page = nadia.open("/entry/2020/start")
    assert page.heading == "Your statement on taking office, 2020"
    assert "from 15 September 2019 to 14 September 2020" in page.text
    assert "20 October 2020" in page.text


def test_it_is_filed_on_pages_of_its_own(nadia: Browser, president: Member, db: Session) -> None:
    check = to_check(nadia, at="/entry/2020")
    assert check.address == "/entry/2020/check"
    receipt = nadia.send(check, BOTH_BOXES)
    assert receipt.address == "/entry/2020/receipt"
    record = nadia.open(receipt.link("Read your statement"))
    assert record.address == "/entry/2020/statement"
    assert "15 September 2019 to 14 September 2020" in record.text
    assert "/entry/2020/receipt" in [link.get("href") for link in nadia.open("/home").whole.all("a")]
    nadia.open("/2020/statement", expect=404)


def test_the_letter_leads_to_its_start(nadia: Browser, president: Member, db: Session) -> None:
    letter = db.scalars(select(Letter).where(Letter.filing_id == president.filing.id)).one()
    assert nadia.open(str(letter.params["path"])).heading == "Your statement on taking office, 2020"


def test_two_statements_of_a_year_do_not_meet(amina: Browser, leaving: Filing, db: Session) -> None:
    file_nil(amina)
    home = amina.open("/home?language=en")
    assert "Your 2020 statement" in home.text
    assert "because you leave office on 30 June 2020" in home.text
    page = amina.open("/exit/2020/start")
    assert "from 1 July 2019 to 30 June 2020" in page.text
    assert amina.send(page).address == "/exit/2020/household"
    assert amina.open("/2020/receipt").heading == "Filed"
    db.expire_all()
    assert leaving.filed_at is None


def test_a_question_is_found_under_its_own_statement(
    amina: Browser, leaving: Filing, db: Session, cast: Cast
) -> None:
    amina.send(to_check(amina, at="/exit/2020"), BOTH_BOXES)
    db.expire_all()
    reviewing.claim(db, by=cast.rosa.actor, filing=leaving)
    asked = Office(db, cast).ask(leaving)
    db.commit()
    page = amina.open(amina.open("/home?language=en").link("Answer our question"))
    assert page.address == "/exit/2020/messages"
    answer = amina.open(page.link("Answer the question"))
    assert answer.address == f"/exit/2020/messages/questions/{asked.id}"
    amina.open(f"/2020/messages/questions/{asked.id}", expect=404)
    assert amina.send(answer, {"text": "Since May."}).address == "/exit/2020/messages"


def test_whoever_is_not_asked_finds_no_such_pages(amina: Browser, at_site: AtSite, cast: Cast) -> None:
    boris = at_site(cast.boris)
    for page in ("start", "check", "receipt", "messages", "verify", "extension", "due.ics"):
        for occasion in ("entry", "exit"):
            amina.open(f"/{occasion}/2020/{page}", expect=404)
            boris.open(f"/for/{cast.amina.on_roster.id}/{occasion}/2020/{page}", expect=404)
    amina.open("/annual/2020/start", expect=404)


def test_a_delegate_prepares_it_and_stays_with_it(
    leaving: Filing, at_site: AtSite, cast: Cast, db: Session
) -> None:
    row = Delegation(person_id=leaving.person_id, delegate_id=cast.farid.account.id, granted_at=clock.now())
    db.add(row)
    db.commit()
    farid = at_site(cast.farid)
    links = [link.get("href") for link in farid.open("/home?language=en").main.all("a")]
    begin = f"/for/{leaving.person_id}/exit/2020/start"
    assert begin in links
    assert farid.send(farid.open(begin)).address == f"/for/{leaving.person_id}/exit/2020/household"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_its_pages_keep_the_promises(amina: Browser, leaving: Filing, language: str) -> None:
    amina.open(f"/home?language={language}")
    for page in ("start", "extension", "contest"):
        amina.open(f"/exit/2020/{page}")
