"""More time for the people of a list: exactly those whom the page showed, and who may have it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import designating
from disclosure.models import Extension, LedgerEntry, Letter
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser
from tests.compliance.conftest import Visit

PAGE = "/cycle/2020/people/extend?entity=DOS"
GIVEN = {
    "until__day": "10",
    "until__month": "4",
    "until__year": "2020",
    "reason": "The line to Juba is down.",
}


def test_everybody_of_the_list_who_owes_gets_the_day_and_a_letter(
    db: Session, cast: Cast, office: Office, olu: Browser
) -> None:
    office.file(cast.amina)
    page = olu.opens(PAGE)
    assert "who still owe a statement: 2." in page.text
    page = olu.sends(PAGE, **GIVEN)
    assert "People who have more time now: 2." in page.text
    assert {one.filing.due_on for one in (cast.chen, cast.hana)} == {date(2020, 4, 10)}
    assert cast.boris.filing.due_on == date(2020, 3, 31)
    told = db.scalars(select(Letter.to_email).where(Letter.kind == "extension")).all()
    assert sorted(told) == ["chen@example.org", "hana@example.org"]
    lines = db.scalars(select(LedgerEntry.filing_id).where(LedgerEntry.kind == "extension:granted")).all()
    assert set(lines) == {cast.chen.filing.id, cast.hana.filing.id}
    assert {one.decided_by_id for one in db.scalars(select(Extension))} == {cast.olu.account.id}


def test_whoever_files_after_the_page_was_shown_keeps_their_date(
    cast: Cast, office: Office, olu: Browser
) -> None:
    hidden = {one.get("name"): one.get("value") for one in olu.form(PAGE).all("input", type="hidden")}
    office.file(cast.amina)
    given = {name.replace("__", "-"): value for name, value in GIVEN.items()}
    page = olu.shows(olu.posts(PAGE, **hidden | given))
    assert "People who have more time now: 2." in page.text
    assert "People whose date stays: 1." in page.text
    assert cast.amina.filing.due_on == date(2020, 3, 31)


def test_what_one_had_before_counts_towards_the_cap(db: Session, cast: Cast, olu: Browser) -> None:
    first = date(2020, 4, 20)
    designating.extend(db, by=cast.petra.actor, filing=cast.chen.filing, until=first, reason="Ill.")
    page = olu.sends(PAGE, **GIVEN | {"until__day": "2", "until__month": "5"})
    assert "Nobody of this list can have that day" in page.text
    done = designating.extend_all(
        db,
        by=cast.olu.actor,
        cycle=cast.cycle,
        filings=[cast.chen.filing.id, cast.hana.filing.id],
        until=date(2020, 4, 28),
        reason="The line is down.",
    )
    assert done == (2, 0, 0)
    assert db.scalars(select(Extension.until).where(Extension.filing_id == cast.chen.filing.id)).all() == [
        first,
        date(2020, 4, 28),
    ]


def test_nobody_gives_time_to_themselves(cast: Cast, olu: Browser) -> None:
    page = olu.sends("/cycle/2020/people/extend?entity=EO", **GIVEN)
    assert "People who have more time now: 2." in page.text
    assert cast.olu.filing.due_on == date(2020, 3, 31)


def test_a_head_gives_no_time(cast: Cast, visit: Visit) -> None:
    assert visit(cast.hana).is_refused(PAGE)


def test_time_without_a_reason_is_not_given(cast: Cast, olu: Browser) -> None:
    page = olu.sends(PAGE, **GIVEN | {"reason": ""})
    assert "Write why this person has more time" in page.text
    assert cast.chen.filing.due_on == date(2020, 3, 31)
