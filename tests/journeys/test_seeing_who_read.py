"""T9: a reviewer reads; who it was is listed within a minute; all of it to take home. In French."""

import io
import json
import time
import zipfile

from disclosure.catalogues import catalogue
from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import FANNY, ROSA
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

LISTED_WITHIN = 60.0
"""Seconds from the moment a reviewer has the statement before them."""


def openings(journey: Journey) -> list[list[str]]:
    """The rows of the list, cell by cell."""
    rows = journey.page.locator("main tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_t9_a_reviewers_reading_is_listed_and_all_can_be_taken_home(
    go: Go, book: Book, instance: Instance
) -> None:
    with instance.office() as office:
        address = f"/review/{walker(office.db, FANNY, office.cast.cycle).filing.id}"
    assert not [row for row in openings(go(FANNY, OFFICE).open("/my-data")) if "Rosa Delgado" in row[1]]
    rosa = go(ROSA, OFFICE, site="review").open(address)
    assert "Charité Locale" in rosa.text, "the statement was read"
    began = time.monotonic()
    journey = go(FANNY, FIELD).open("/my-data")
    hers = [row for row in openings(journey) if "Rosa Delgado" in row[1]]
    assert time.monotonic() - began < LISTED_WITHIN
    french = catalogue("fr").ugettext
    assert hers
    assert {row[2] for row in hers} == {french("Reviewer")}
    assert french("To review it") in [row[4] for row in hers]
    before_download = journey.end().bytes
    with journey.page.expect_download() as expected:
        journey.click(journey.page.locator('main a[href*="zip"], main a[href*="download"]').first)
    archive = zipfile.ZipFile(io.BytesIO(expected.value.path().read_bytes()))
    holds_every_answer(archive)
    journey.cost.bytes = before_download
    book.write(
        "T9",
        "see who read it and take it home",
        line="FIELD",
        language="fr",
        cost=journey.end(),
        clicks=4,
        kB=30,
    )


def holds_every_answer(archive: zipfile.ZipFile) -> None:
    """The archive opens, has each kind of file, and what was filed stands in it answer by answer."""
    assert archive.testzip() is None
    names = archive.namelist()
    assert {name.rpartition(".")[2] for name in names} >= {"json", "csv", "pdf"}, names
    [filed] = [json.loads(archive.read(name)) for name in names if name.endswith("statement-1.json")]
    assert set(filed["answers"]) == set(CODES)
    assert [item["counterparty"]["name"] for item in filed["items"]] == ["Charité Locale"]
    [table] = [archive.read(name).decode() for name in names if name.endswith("items.csv")]
    assert "Charité Locale" in table
