"""The page of the annual report: provisional, frozen, handed out in copies that never change."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import scheduling
from disclosure.models import LedgerEntry, ReportSnapshot
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit

CLOSED = datetime(2020, 12, 31, 20, tzinfo=UTC)


@pytest.fixture
def closed(db: Session, cast: Cast, office: Office) -> None:
    """A cycle in which Amina alone filed, closed at the end of its year."""
    office.file(cast.amina)
    with clock.travel(CLOSED):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)


def test_the_ethics_office_freezes_and_every_copy_is_the_same(
    db: Session, cast: Cast, visit: Visit, closed: None
) -> None:
    with clock.travel(CLOSED):
        emil = visit(cast.emil)
        assert "not frozen" in emil.opens("/report/2020").text
        page = emil.presses("/report/2020", to="/freeze")
        assert "Every copy is printed from snapshot 1" in page.text
        assert row(page, "Office of Internal Oversight Services")[1:] == ["1", "0", "1"]
        snapshot = db.scalars(select(ReportSnapshot)).one()
        assert snapshot.digest in page.text.replace(" ", "").replace("\n", "")
        for form in ("html", "pdf", "docx", "xlsx", "csv"):
            address = f"/report/2020/copy?form={form}&language=ar&edition=complete&snapshot=1"
            first, again = emil.asks(address), emil.asks(address)
            assert first.status_code == 200
            assert first.data == again.data
            assert first.headers["Content-Disposition"] == f'attachment; filename="report-2020-ar.{form}"'
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "report:exported")).all()
    assert len(told) == 10
    assert {(one.facts["digest"], one.facts["language"]) for one in told} == {(snapshot.digest, "ar")}


def test_a_copy_hides_small_numbers_unless_it_is_asked_for_complete(
    cast: Cast, olu: Browser, closed: None
) -> None:
    with clock.travel(CLOSED):
        olu.presses("/report/2020", to="/freeze")
        usual = olu.asks("/report/2020/copy?form=csv").text
        complete = olu.asks("/report/2020/copy?form=csv&edition=complete").text
    assert "Office of Internal Oversight Services,*," in usual
    assert "Office of Internal Oversight Services,1,0,1" in complete


def test_what_is_not_there_has_no_copy(olu: Browser, closed: None) -> None:
    with clock.travel(CLOSED):
        assert "not frozen yet" in olu.follows("/report/2020/copy").text
        olu.presses("/report/2020", to="/freeze")
        for wish in ("form=exe", "language=de", "edition=mine", "snapshot=2", "snapshot=x"):
            assert olu.asks(f"/report/2020/copy?{wish}").status_code == 404


def test_an_open_cycle_is_not_frozen(db: Session, olu: Browser) -> None:
    assert "not closed, so its figures still move" in olu.shows(olu.posts("/report/2020/freeze")).text
    assert db.scalars(select(ReportSnapshot)).all() == []


def test_freezing_twice_tells_that_nothing_changed(db: Session, olu: Browser, closed: None) -> None:
    with clock.travel(CLOSED):
        olu.presses("/report/2020", to="/freeze")
        assert "Nothing has changed" in olu.presses("/report/2020", to="/freeze").text
    assert len(db.scalars(select(ReportSnapshot)).all()) == 1


def test_the_auditor_reads_and_does_not_freeze(cast: Cast, visit: Visit, closed: None) -> None:
    with clock.travel(CLOSED):
        ida = visit(cast.ida)
        assert "Freeze" not in [button.text for button in ida.opens("/report/2020").all("button")]
        assert ida.posts("/report/2020/freeze").status_code == 404


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_the_page_is_whole_in_every_language(cast: Cast, olu: Browser, language: str) -> None:
    page = olu.opens(f"/report/2020?language={language}")
    charts = page.all("svg", role="img")
    assert len(charts) >= 8
    assert all(chart.one("title").text and chart.one("desc").text for chart in charts)
