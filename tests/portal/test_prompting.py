"""What the office holds and the answers do not mention is asked about, and keeps nobody from filing."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import delegating, office_records, reading
from disclosure.domain.interests import Leadership, ReplyChoice, Statement
from disclosure.domain.lifecycle import FilingState
from disclosure.models import LedgerEntry
from tests.cast import Cast
from tests.portal.browser import Browser, Page, filled
from tests.portal.conftest import AtSite
from tests.portal.journeys import BOTH_BOXES, to_check, to_questions
from tests.web.reading import Element

HELD = """\
reference,index_number,category,what,on
OA-1,100002,leadership,"Board member, Example Foundation",2018-05-02
"""
TITLE = "The office holds a record"
NAMED = "Leadership or board position: “Board member, Example Foundation”, recorded on 2 May 2018"


@pytest.fixture
def amina(db: Session, cast: Cast, at_site: AtSite) -> Browser:
    """Amina, of whom the office holds a record."""
    by, cycle = cast.olu.actor, cast.cycle
    rows = office_records.read(db, by=by, cycle=cycle, source=HELD.encode())
    office_records.bring(db, cast.keys.portal.sealer, by=by, cycle=cycle, rows=rows)
    db.commit()
    return at_site(cast.amina)


def forms(page: Page) -> list[Element]:
    return [form for form in page.main.all("form") if "/check/" in form.get("action")]


def tell(browser: Browser, page: Page, **answers: str) -> Page:
    """Fill in the form about the one record, where it stands, and send it."""
    (form,) = forms(page)
    values = {**filled(form), **answers}
    return browser._page(browser.client.post(form.get("action"), data=values, follow_redirects=True))


def certify(browser: Browser, page: Page) -> Page:
    (form,) = [one for one in page.main.all("form") if one.all("input", name="certified_1")]
    values = {**filled(form), **BOTH_BOXES}
    return browser._page(browser.client.post(page.address, data=values, follow_redirects=True))


def draft(db: Session, cast: Cast) -> Statement:
    opener, amina = cast.keys.portal.opener, cast.amina
    _row, found = reading.draft(db, opener, by=amina.actor, filing=amina.filing)
    db.rollback()
    return found


def test_the_check_page_asks_and_chooses_nothing_beforehand(amina: Browser) -> None:
    page = to_check(amina)
    assert TITLE in page.text
    assert NAMED in page.text.replace("\u2068", "").replace("\u2069", "")
    (form,) = forms(page)
    assert [one.get("value") for one in form.all("input", type="radio")] == ["added", "ended", "not-mine"]
    assert "choice" not in filled(form)


def test_nothing_of_it_is_shown_before_the_question_is_answered(amina: Browser) -> None:
    page = to_questions(amina)
    assert "Example Foundation" not in page.html
    assert TITLE not in amina.open("/2020/check").text


def test_nobody_else_is_asked(at_site: AtSite, amina: Browser, cast: Cast) -> None:
    assert TITLE not in to_check(at_site(cast.boris)).text


def test_whoever_says_nothing_files_all_the_same(amina: Browser, db: Session, cast: Cast) -> None:
    assert certify(amina, to_check(amina)).heading == "Filed"
    db.refresh(cast.amina.filing)
    assert cast.amina.filing.state is FilingState.FILED


def test_not_mine_is_kept_certified_and_printed(amina: Browser, db: Session, cast: Cast) -> None:
    page = tell(amina, to_check(amina), choice="not-mine")
    assert (page.heading, forms(page)) == ("Check your statement", [])
    assert "it is not mine" in page.text
    (reply,) = draft(db, cast).replies
    assert (reply.choice, reply.what) == (ReplyChoice.NOT_MINE, "Board member, Example Foundation")
    assert certify(amina, page).heading == "Filed"
    record = amina.open("/2020/statement")
    assert "Records that the office holds" in record.text
    assert "it is not mine" in record.text
    assert amina.client.get("/2020/statement.pdf").data.startswith(b"%PDF")


def test_what_ended_needs_its_day(amina: Browser, db: Session, cast: Cast) -> None:
    page = tell(amina, to_check(amina), choice="ended")
    assert page.problems == ["Enter the day on which it ended"]
    given = {"ended_on-day": "31", "ended_on-month": "12", "ended_on-year": "2018"}
    page = amina.send(page, given)
    assert page.heading == "Check your statement"
    assert "it ended on 31 December 2018" in page.text.replace("\u2068", "").replace("\u2069", "")
    assert str(draft(db, cast).replies[0].ended_on) == "2018-12-31"


def test_a_form_with_nothing_chosen_says_so(amina: Browser) -> None:
    page = tell(amina, to_check(amina))
    assert page.problems == ["Choose what is so about this record"]
    assert page.title.startswith("Error:")


def test_adding_answers_yes_and_leads_to_the_item_with_the_office_s_words(
    amina: Browser, db: Session, cast: Cast
) -> None:
    page = tell(amina, to_check(amina), choice="added")
    assert page.heading == "Leadership or board position"
    assert page.answers["title"] == ["Board member, Example Foundation"]
    now = draft(db, cast)
    assert now.answers["outside-roles"].choice.value == "yes"
    (item,) = now.items
    assert isinstance(item, Leadership)
    assert now.replies[0].item == item.id
    assert TITLE not in amina.open("/2020/check").text


def test_an_added_item_that_is_removed_is_asked_about_again(amina: Browser, db: Session, cast: Cast) -> None:
    tell(amina, to_check(amina), choice="added")
    (item,) = draft(db, cast).items
    amina.send(amina.open("/2020/outside-roles"), button=f"remove={item.id}")
    assert draft(db, cast).replies == ()
    assert len(forms(amina.open("/2020/check"))) == 1


def test_a_reply_can_be_changed(amina: Browser, db: Session, cast: Cast) -> None:
    page = tell(amina, to_check(amina), choice="not-mine")
    (address,) = [link.get("href") for link in page.main.all("a") if "/check/" in link.get("href")]
    page = amina.open(address)
    assert page.answers["choice"] == ["not-mine"]
    amina.send(page, {"choice": "added"})
    (reply,) = draft(db, cast).replies
    assert reply.choice is ReplyChoice.ADDED


def test_a_record_of_somebody_else_is_not_asked_about(amina: Browser, at_site: AtSite, cast: Cast) -> None:
    (form,) = forms(to_check(amina))
    boris = at_site(cast.boris)
    to_check(boris)
    page = boris.open(form.get("action"))
    assert page.heading == boris.open("/2020/check").heading
    assert "Example Foundation" not in page.html


def test_each_look_at_a_record_is_in_the_ledger(amina: Browser, db: Session) -> None:
    to_check(amina)
    db.rollback()
    entries = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "records:opened")).all()
    assert [entry.facts for entry in entries] == [{"records": 1, "why": "preparing"}]


def test_what_the_office_holds_is_among_what_one_can_take_away(amina: Browser) -> None:
    taken = ZipFile(BytesIO(amina.client.get("/my-data/everything.zip").data))
    (held,) = json.loads(taken.read("2020/office-records.json"))
    assert (held["what"], held["on"]) == ("Board member, Example Foundation", "2018-05-02")


def test_whoever_prepares_it_replies_for_her_and_she_sees_that_they_looked(
    amina: Browser, at_site: AtSite, db: Session, cast: Cast
) -> None:
    delegating.grant(db, by=cast.amina.actor, person=cast.amina.on_roster, email=cast.farid.account.email)
    db.commit()
    farid = at_site(cast.farid)
    farid.open("/home?language=en")
    page = tell(farid, to_check(farid, f"/for/{cast.amina.on_roster.id}/2020"), choice="not-mine")
    assert "it is not mine" in page.text
    assert draft(db, cast).replies[0].choice is ReplyChoice.NOT_MINE
    assert "What the office holds about you" in amina.open("/my-data").text
