"""A roster is compared before it is taken over, and a faulty line changes nothing."""

import io
import zlib
from base64 import b64decode
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.upload import packed
from disclosure.casework import rosters
from disclosure.models import Filing, LedgerEntry, Person
from tests.cast import HEADER, ROSTER, Cast, add_person
from tests.compliance.browsing import Browser, row
from tests.web.reading import Element

PAGE = "/cycle/2020/designate/roster"
GRETA = "100011,Greta Ståhl,greta@example.org,DOS,D-1,Director,,,New York,en,,,,\n"


def file_of(text: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "roster.csv")}


def people(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Person)) or 0


def carried(page: Element) -> dict[str, str]:
    (form,) = [form for form in page.all("form") if form.get("action").endswith("/apply")]
    return {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}


def test_the_difference_is_shown_and_only_then_taken_over(db: Session, cast: Cast, olu: Browser) -> None:
    before = people(db)
    changed = ROSTER.replace(
        "Amina Odhiambo,amina@example.org,DOS,D-1", "Amina Odhiambo,amina@example.org,DOS,D-2"
    )
    page = olu.sends(PAGE, **file_of(changed + GRETA))
    assert row(page, "New on the roster") == ["New on the roster", "1"]
    assert row(page, "100011")[1:4] == ["Greta Ståhl", "DOS", "D-1"]
    assert row(page, "100002")[2:] == ["grade", "D-1", "D-2"]
    assert row(page, "Unchanged")[1] == "9"
    assert people(db) == before
    page = olu.shows(olu.posts(f"{PAGE}/apply", **carried(page)))
    assert "Roster taken over. New: 1. Changed: 1. Left: 0." in page.text
    assert people(db) == before + 1
    assert cast.amina.on_roster.grade == "D-2"


def test_a_faulty_line_changes_nothing_and_is_named(db: Session, cast: Cast, olu: Browser) -> None:
    before = people(db)
    page = olu.sends(
        PAGE, **file_of(ROSTER + GRETA + GRETA.replace("100011", "100012").replace("DOS", "NOWHERE"))
    )
    problems = [found.text for found in page.with_class("error-summary")[0].all("li")]
    assert any(text.startswith("Line 13: there is no entity with the code “NOWHERE”") for text in problems)
    assert page.one("title").text.startswith("Error:")
    assert people(db) == before
    assert (
        "roster:imported"
        not in db.scalars(select(LedgerEntry.kind).order_by(LedgerEntry.at.desc()).limit(3)).all()
    )


def test_what_is_wrong_can_be_taken_along_as_a_file(db: Session, cast: Cast, olu: Browser) -> None:
    before = people(db)
    page = olu.sends(PAGE, **file_of(ROSTER + GRETA.replace("DOS", "=NOWHERE")))
    (form,) = [form for form in page.all("form") if form.get("action").endswith("/faults.csv")]
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    answer = olu.posts(f"{PAGE}/faults.csv", **fields)
    assert answer.mimetype == "text/csv"
    header, *faults = answer.text.lstrip("\ufeff").splitlines()
    assert header == "fault"
    assert faults[0].lstrip('"').startswith("Line 12: there is no entity with the code “=NOWHERE”")
    assert people(db) == before


def test_a_roster_that_would_now_change_something_else_is_not_taken_over(
    db: Session, cast: Cast, olu: Browser
) -> None:
    page = olu.sends(PAGE, **file_of(ROSTER + GRETA))
    add_person(db, cast, "100011", name="Greta Ståhl")
    before = people(db)
    page = olu.shows(olu.posts(f"{PAGE}/apply", **carried(page)))
    assert "The roster kept here changed since you compared the file." in page.text
    assert people(db) == before


def test_a_roster_damaged_on_the_way_is_not_taken_over(db: Session, cast: Cast, olu: Browser) -> None:
    fields = carried(olu.sends(PAGE, **file_of(ROSTER + GRETA)))
    for damaged in ("", "!", fields["packed"][:-8], packed(b"no roster at all")[:-4]):
        page = olu.shows(olu.posts(f"{PAGE}/apply", **fields | {"packed": damaged, "once": ""}))
        assert "The file did not arrive whole. Choose it again." in page.text


def test_whoever_is_missing_from_a_whole_roster_has_left(db: Session, cast: Cast, olu: Browser) -> None:
    short = "".join(line for line in ROSTER.splitlines(keepends=True) if "100006" not in line)
    assert row(olu.sends(PAGE, **file_of(short)), "Left")[1] == "0"
    page = olu.sends(PAGE, complete="y", **file_of(short))
    assert row(page, "100006")[1:3] == ["Farid Rahimi", "left_on"]
    olu.posts(f"{PAGE}/apply", **carried(page))
    assert cast.farid.on_roster.left_on is not None


def test_no_file_and_an_empty_file_are_told_apart(cast: Cast, olu: Browser) -> None:
    assert "Choose the file of the roster" in olu.sends(PAGE).text
    assert "The first line lacks the column index_number." in olu.sends(PAGE, **file_of("\n")).text
    assert "This file changes nothing." in olu.sends(PAGE, **file_of(ROSTER)).text


def test_the_template_has_every_column(cast: Cast, olu: Browser) -> None:
    answer = olu.asks("/cycle/2020/designate/template.csv")
    assert answer.get_data(as_text=True).removeprefix("\ufeff").strip() == HEADER
    assert set(HEADER.split(",")) == set(rosters.COLUMNS)


def test_olu_designates_newcomers_by_the_grounds(db: Session, cast: Cast, olu: Browser) -> None:
    add_person(db, cast, "200001", grade="P-6")
    add_person(db, cast, "200002", grade="P-2")
    page = olu.presses("/cycle/2020/designate", to="/designate")
    assert "People designated now: 1." in page.text
    assert row(page, "All grounds")[1] == "10"
    assert db.scalar(select(func.count()).select_from(Filing)) == 10


def test_only_officers_touch_the_roster(cast: Cast, hana: Browser, farid: Browser) -> None:
    for somebody in (hana, farid):
        assert somebody.is_refused(PAGE)
        assert somebody.is_refused("/cycle/2020/designate")


@given(st.binary(max_size=4_000))
def test_a_file_arrives_as_it_was_sent(content: bytes) -> None:
    assert zlib.decompress(b64decode(packed(content))) == content
