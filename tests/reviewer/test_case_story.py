"""The story of an item: each year as it was declared, what was asked and advised, opened on request alone."""

from datetime import timedelta

from sqlalchemy import select

from disclosure import clock
from disclosure.casework import reviewing
from disclosure.domain.interests import Operation
from disclosure.models import Filing, LedgerEntry
from tests.casework.office import Office, board_seat, company, next_year
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.reviewer.conftest import Visit


def two_years(office: Office, cast: Cast) -> tuple[Filing, Filing, Member]:
    """Let Amina's seat on a board be advised about in 2020, and declared again in 2021."""
    first = office.in_review(cast.amina, board_seat(id="leadership"), company(id="other"))
    office.answer(office.ask(first), cast.amina)
    [advice] = office.advise(first)
    office.agree(advice, cast.amina)
    return first, cast.amina.filing, cast.amina


def in_next_year(office: Office, cast: Cast, visit: Visit) -> tuple[Filing, Filing, Browser]:
    first, _filing, _amina = two_years(office, cast)
    member = next_year(office, cast.amina)
    office.file(
        member,
        board_seat(id="leadership", operation=Operation.UNCHANGED),
        company(id="other", operation=Operation.UNCHANGED),
    )
    reviewing.claim(office.db, by=office.rosa, filing=member.filing)
    return first, member.filing, visit(cast.rosa)


def opened_for_story(office: Office, filing: Filing) -> set[str]:
    rows = office.db.scalars(select(LedgerEntry).where(LedgerEntry.filing_id == filing.id))
    return {entry.kind for entry in rows if entry.facts.get("why") == "story"}


def test_each_year_tells_what_was_said_and_what_came_of_it(office: Office, cast: Cast, visit: Visit) -> None:
    with clock.travel(clock.now() + timedelta(days=365)):
        first, filing, rosa = in_next_year(office, cast, visit)
        page = rosa.opens(f"/{filing.id}/story/leadership")
        headings = [one.text for one in page.all("h2")]
        assert headings[:2] == ["2020", "2019"]
        older = page.one("main").text.partition("2019")[2]
        assert "Declared:" in older
        assert "Outside activity" in older
        assert "Give up the outside role" in older
        assert "Please resign from the board." in older
        assert "The same." in page.one("main").text
        assert opened_for_story(office, first) == {"statement:opened", "text:opened"}


def test_the_case_itself_opens_no_story(office: Office, cast: Cast, visit: Visit) -> None:
    with clock.travel(clock.now() + timedelta(days=365)):
        first, filing, rosa = in_next_year(office, cast, visit)
        page = rosa.opens(f"/{filing.id}")
        assert f"/{filing.id}/story/leadership" in [one.get("href") for one in page.all("a")]
        assert opened_for_story(office, first) == set()


def test_the_story_of_another_item_says_nothing_of_this_one(office: Office, cast: Cast, visit: Visit) -> None:
    with clock.travel(clock.now() + timedelta(days=365)):
        _first, filing, rosa = in_next_year(office, cast, visit)
        text = rosa.opens(f"/{filing.id}/story/other").one("main").text
        assert "Please resign" not in text
        assert "Nothing was asked or advised about it." in text


def test_an_item_that_never_was_has_no_story(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.opens(f"/{filing.id}/story/nothing")
    assert "There is no such item in any statement of this person." in page.text


def test_a_story_is_its_reader_s_alone(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina, board_seat())
    for other in (cast.ravi, cast.ana):
        assert visit(other).is_refused(f"/{filing.id}/story/leadership")
    assert opened_for_story(office, filing) == set()
