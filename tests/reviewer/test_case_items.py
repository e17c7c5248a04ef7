"""Every item of a case stands on its page once, with what to ask about it and whether it was looked at."""

import pytest
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import looking, screening
from disclosure.casework.flags import Result
from disclosure.domain.categories import Category
from disclosure.domain.interests import Operation, Related
from disclosure.domain.listed import EntryKind, ListKind
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import Filing, ItemLook, LedgerEntry, Statement, Tick
from disclosure.screening.likeness import How, Part
from disclosure.screening.matches import Agreement, Match
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.domain import examples
from tests.reviewer.browsing import Browser
from tests.reviewer.conftest import Visit
from tests.reviewer.years import filed_the_year_before
from tests.web.reading import Element


def item(page: Element, item_id: str) -> Element:
    [found] = page.all("li", id=f"item-{item_id}")
    return found


def ticks(browser: Browser, filing: Filing, what: str) -> Element:
    """Press one of the buttons beside an item, with the form as its page gave it."""
    form = browser.fills_in(f"/{filing.id}")
    answer = browser.presses(form._replace(answers=form.answers | {"tick": what}))
    assert answer.status_code == 303
    return browser.opens(f"/{filing.id}")


def test_every_item_stands_there_once_and_says_what_is_left(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.chen, company(id="one"), company("Ceibo S.A.", id="two"))
    page = rosa.opens(f"/{filing.id}")
    assert "Looked at: 0 of 2." in page.text
    assert len([one for one in page.all("li") if "data-undecided" in one.attributes]) == 2
    page = ticks(rosa, filing, "seen one")
    assert "Looked at: 1 of 2." in page.text
    assert "data-undecided" not in item(page, "one").attributes
    assert "data-undecided" in item(page, "two").attributes
    [link] = [one for one in page.all("a") if "next item to decide" in one.text]
    assert link.get("href") == "#item-two"
    assert "Every item is looked at" in ticks(rosa, filing, "seen two").text


def test_a_tick_is_taken_back(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.chen, company(id="one"))
    ticks(rosa, filing, "seen one")
    assert "Looked at: 0 of 1." in ticks(rosa, filing, "none one").text


def test_a_flagged_item_needs_a_decision_not_a_look(office: Office, cast: Cast, rosa: Browser) -> None:
    tied = board_seat(id="seat", related_to_duties=Related.YES, duties_note="We pay them.")
    filing = office.in_review(cast.chen, tied)
    office.screen(filing)
    page = rosa.opens(f"/{filing.id}")
    assert "The filer sees a tie to their duties" in item(page, "seat").text
    assert [one.get("value") for one in item(page, "seat").all("button")] == ["no-concern seat"]
    assert "data-undecided" in item(ticks(rosa, filing, "seen seat"), "seat").attributes
    ticks(rosa, filing, "none seat")
    assert "Every item is looked at" in ticks(rosa, filing, "no-concern seat").text


def test_a_question_or_a_conflict_about_an_item_decides_it(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    text = item(rosa.opens(f"/{filing.id}"), "leadership").text
    assert "Conflict recorded" in text


def test_flag_and_item_lead_to_each_other(office: Office, cast: Cast, rosa: Browser) -> None:
    tied = board_seat(id="seat", related_to_duties=Related.YES, duties_note="We pay them.")
    filing = office.in_review(cast.chen, tied)
    office.screen(filing)
    page = rosa.opens(f"/{filing.id}")
    there = [one.get("href") for one in item(page, "seat").all("a")]
    numbers = [one.removeprefix("#flag-") for one in there if one.startswith("#flag-")]
    assert numbers
    for number in numbers:
        [flag] = page.all("article", id=f"flag-{number}")
        assert "#item-seat" in [one.get("href") for one in flag.all("a")]


def test_duties_stand_beside_an_item_where_they_matter_and_nowhere_else(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    house = examples.item(Category.REAL_ESTATE, id="house")
    filing = office.in_review(cast.chen, company(id="firm"), house)
    page = rosa.opens(f"/{filing.id}")
    beside = item(page, "firm").text
    for part in ("采购干事", "P-4", "Department of Operational Support", "Procurement"):
        assert part in beside
    assert "P-4" not in item(page, "house").text


def test_what_else_is_known_of_the_person_is_folded(office: Office, cast: Cast, rosa: Browser) -> None:
    page = rosa.opens(f"/{office.in_review(cast.chen).id}")
    [more] = [one for one in page.all("details") if "More about the filer" in one.text]
    assert "open" not in more.attributes
    assert "Bangkok" in more.text
    assert "Bangkok" not in page.text.replace(more.text, "")


def test_the_unchanged_are_folded_with_their_number(office: Office, cast: Cast, visit: Visit) -> None:
    filed_the_year_before(office, cast.amina, company(id="firm"))
    filing = office.in_review(cast.amina, company(id="firm", operation=Operation.UNCHANGED))
    page = visit(cast.rosa).opens(f"/{filing.id}")
    [folded] = [one for one in page.all("details") if "The same as in 2018: 1" in one.text]
    assert folded.get("data-fold") == "d"
    assert "Item 1" in item(folded, "firm").text
    assert "open" not in folded.attributes
    assert "Looked at" not in page.text


def test_something_unchanged_that_raises_a_question_is_not_hidden_and_needs_a_decision(
    office: Office, cast: Cast, visit: Visit
) -> None:
    filed_the_year_before(office, cast.amina, company(id="firm"))
    filing = office.in_review(cast.amina, company(id="firm", operation=Operation.UNCHANGED))
    matched(office, filing)
    page = visit(cast.rosa).opens(f"/{filing.id}")
    [folded] = [one for one in page.all("details") if "The same as in 2018: 1" in one.text]
    assert "open" in folded.attributes
    assert "Looked at: 0 of 1." in page.text


def test_a_tick_holds_for_one_version_and_one_reviewer(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    looking.look(office.db, by=office.rosa, filing=filing, item_id="one", tick=Tick.SEEN)
    assert looking.looks(office.db, by=office.rosa, filing=filing) == {"one": Tick.SEEN}
    assert looking.looks(office.db, by=cast.ravi.actor, filing=filing) == {}
    office.amend(cast.amina, company(id="one"), company("Ceibo S.A.", id="two"))
    office.db.flush()
    assert looking.looks(office.db, by=office.rosa, filing=filing) == {}


def test_only_the_reviewer_of_the_case_ticks_and_only_items(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    for other in (cast.ravi, cast.ana, cast.emil):
        with pytest.raises(NotPermitted):
            looking.look(office.db, by=other.actor, filing=filing, item_id="one", tick=Tick.SEEN)
    for no_item in ("", "x" * 65):
        with pytest.raises(BadInput):
            looking.look(office.db, by=office.rosa, filing=filing, item_id=no_item, tick=Tick.SEEN)
    assert office.db.scalars(select(ItemLook)).all() == []


def test_each_tick_is_in_the_ledger(office: Office, cast: Cast) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    for tick in (Tick.SEEN, Tick.NO_CONCERN, None):
        looking.look(office.db, by=office.rosa, filing=filing, item_id="one", tick=tick)
    rows = office.db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "item:looked-at"))
    assert {entry.facts["tick"] for entry in rows} == {"seen", "no-concern", "none"}


def test_nothing_is_ticked_in_a_case_that_moved_on(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    form = rosa.fills_in(f"/{filing.id}")
    office.find(filing)
    answer = rosa.presses(form._replace(answers=form.answers | {"tick": "seen one"}))
    assert answer.status_code == 409
    assert looking.looks(office.db, by=office.rosa, filing=filing) == {}


def test_the_ethics_office_reads_and_ticks_nothing(office: Office, cast: Cast, emil: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    page = emil.opens(f"/{filing.id}")
    assert "Rosa Delgado" in page.text
    assert "You can read it and change nothing." in page.text
    assert page.one("main").all("button") == []
    assert "Looked at" not in page.text


def test_a_private_note_cannot_be_taken_for_a_message(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    rosa.sends(f"/{filing.id}/note", text="Ask Emil about this firm.")
    office.ask(filing)
    page = rosa.opens(f"/{filing.id}")
    kinds = {one.one("h3").text: one.get("class") for one in page.one("aside").all("article")}
    assert kinds["Private note"] == "passage passage-private"
    assert kinds["Question to the filer"] == "passage"
    headings = [one.text for one in page.one("aside").all("h2")]
    assert headings.index("Messages") < headings.index("Private: the filer never sees this")
    note, question = (rosa.opens(f"/{filing.id}/{one}") for one in ("note", "question"))
    assert {one.text for one in note.one("main").all("button")}.isdisjoint(
        one.text for one in question.one("main").all("button")
    )
    assert "the filer never sees this" in note.one("main").text
    assert "the filer never sees this" not in question.one("main").text


def test_a_note_is_never_sent(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    before = len(office.letters(filing, "question"))
    rosa.sends(f"/{filing.id}/note", text="Ask Emil about this firm.")
    assert office.read_by(cast.amina) == []
    assert len(office.letters(filing, "question")) == before


def test_the_history_says_who_did_what_without_who_read(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="one"))
    office.answer(office.ask(filing), cast.amina)
    rosa.opens(f"/{filing.id}")
    text = rosa.opens(f"/{filing.id}").one("aside").text
    said = ["Answered Amina", "Asked the filer Rosa", "Claimed the case Rosa", "Filed the statement Amina"]
    places = [text.index(one) for one in said]
    assert places == sorted(places)
    assert "opened" not in text


def matched(office: Office, filing: Filing, **told: object) -> None:
    """Let screening have found one match for the company of a filing."""
    match = Match(
        item="firm",
        field="counterparty",
        declared="Nandu SA",
        kind=EntryKind.ORGANISATION,
        list_kind=ListKind.VENDOR.value,
        list_title="Vendors of 2020",
        entry="V-17",
        entry_name="Ñandú S.A.",
        score=0.93,
        parts=(Part(How.EQUAL, "nandu", "nandu"), Part(How.LEGAL_FORM_EQUAL, "sa", "sa")),
        country=Agreement.AGREE,
        declared_country="AR",
        weight=3,
        found_at=clock.now(),
        **told,  # type: ignore[arg-type]
    )
    row = office.db.scalars(select(Statement).where(Statement.filing_id == filing.id)).one()
    screening.put(office.db, office.cast.keys.review.sealer, statement=row, result=Result(matches=(match,)))
    office.db.flush()


def test_a_match_says_list_entry_parts_country_and_strength_and_is_a_question(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, company(id="firm"))
    matched(office, filing)
    page = rosa.opens(f"/{filing.id}")
    text = page.by_id("match-1").text
    for part in (
        "Nandu SA",
        "Ñandú S.A.",
        "Vendors of 2020",
        "93% alike",
        "The same in both: nandu, sa.",
        "AR",
    ):
        assert part in text.replace("\u2068", "").replace("\u2069", "")
    assert "This is a question, not a finding." in text
    assert "#match-1" in [one.get("href") for one in item(page, "firm").all("a")]
    assert [one.get("value") for one in item(page, "firm").all("button")] == ["no-concern firm"]


def test_a_match_that_left_its_list_asks_for_no_decision(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, company(id="firm"))
    matched(office, filing, gone_at=clock.now())
    page = rosa.opens(f"/{filing.id}")
    assert "No longer on the list since" in page.by_id("match-1").text
    assert [one.get("value") for one in item(page, "firm").all("button")] == ["seen firm"]
