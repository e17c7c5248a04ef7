"""T9: who opened what I filed, and all of it to take home, in French on a field line."""

import io
import json
import zipfile
from datetime import timedelta

from disclosure import clock
from disclosure.casework import reading
from tests.journeys.browser import FIELD
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import FANNY


def test_t9_the_reviewers_opening_is_listed_and_all_can_be_taken_home(
    go: Go, book: Book, instance: Instance
) -> None:
    with instance.office() as office:
        filed = walker(office.db, FANNY, office.cast.cycle).filing
        before = clock.now()
        opener = office.cast.keys.review.opener
        reading.statement(office.db, opener, by=office.rosa, filing=filed, why=reading.Why.REVIEW)
    journey = go(FANNY, FIELD).open("/my-data")
    assert clock.now() - before < timedelta(seconds=60)
    row = journey.page.locator("tbody tr").first.inner_text()
    assert "Rosa Delgado" in row
    before_download = journey.end().bytes
    with journey.page.expect_download() as expected:
        journey.click(journey.page.locator('main a[href*="zip"], main a[href*="download"]').first)
    archive = zipfile.ZipFile(io.BytesIO(expected.value.path().read_bytes()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert {name.rpartition(".")[2] for name in names} >= {"json", "csv", "pdf"}, names
    whole = " ".join(archive.read(name).decode() for name in names if name.endswith(".json"))
    assert "Charité Locale" in json.loads(json.dumps(whole))
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
