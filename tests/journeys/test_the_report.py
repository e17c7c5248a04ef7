"""T15: freeze the report of a closed cycle, and take a copy that is the same whenever it is taken."""

import csv
import io

from sqlalchemy import select

from disclosure.casework import scheduling
from disclosure.models import Cycle
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance
from tests.journeys.people import EMIL
from tests.journeys.walking import Journey

REPORT = "/compliance/report/2019"


def close_last_year(instance: Instance) -> None:
    """Let the cycle of 2019 be closed: everybody had filed."""
    with instance.office() as office:
        cycle = office.db.scalars(
            select(Cycle).where(Cycle.year == 2019, Cycle.organisation_id == office.cast.organisation.id)
        ).one()
        scheduling.close_cycle(office.db, by=office.cast.olu.actor, cycle=cycle)


def got(journey: Journey, path: str) -> bytes:
    return journey.page.context.request.get(journey.base + path).body()


def test_t15_freeze_the_cycle_and_take_copies(go: Go, book: Book, instance: Instance) -> None:
    close_last_year(instance)
    emil = go(EMIL, OFFICE, site="compliance").open(REPORT).shows("33 report")
    emil.press(emil.page.get_by_role("button", name="Freeze the report")).shows("33 frozen")
    assert "The report is frozen." in emil.page.locator("body").inner_text()
    emil.pick("form", "xlsx")
    with emil.page.expect_download() as download:
        emil.click(emil.page.locator("main form[method=get] input[type=submit]"))
    first = download.value.path().read_bytes()
    book.write(
        "T15",
        "freeze the report, take a copy",
        line="OFFICE",
        language="en",
        cost=emil.end(),
        clicks=8,
    )
    again = got(emil, f"{REPORT}/copy?form=xlsx&language=en&edition=public&snapshot=1")
    assert again == first
    the_rows_add_up(got(emil, f"{REPORT}/compliance.csv").decode("utf-8-sig"))
    every_figure_has_its_table_and_its_sentence(emil)


def the_rows_add_up(written: str) -> None:
    """See that whoever had to file filed or did not, in every row."""
    header, *rows = csv.reader(io.StringIO(written))
    required, filed, not_filed = (header.index(name) for name in ("required", "filed", "not_filed"))
    assert rows
    for row in rows:
        assert int(row[required]) == int(row[filed]) + int(row[not_filed]), row


def every_figure_has_its_table_and_its_sentence(journey: Journey) -> None:
    """See that no figure stands alone."""
    sections = journey.page.locator("main section:has(figure)")
    assert sections.count() > 0
    for at in range(sections.count()):
        section = sections.nth(at)
        assert section.locator("table").count() == 1
        assert section.locator("p strong").first.inner_text().strip()
