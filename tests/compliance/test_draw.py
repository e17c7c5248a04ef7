"""The draw on its pages: bound before the value, run once, and its record repeated by anybody."""

from sqlalchemy.orm import Session

from disclosure.casework import drawing
from disclosure.domain import sampling
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser
from tests.compliance.conftest import Visit

PAGE = "/cycle/2020/draw"
SOURCE = "drand round 4711"


def test_olu_binds_the_office_draws_and_publishes_a_record_that_verifies(
    db: Session, office: Office, cast: Cast, olu: Browser
) -> None:
    for member in (cast.amina, cast.boris):
        office.file(member)
    page = olu.sends(f"{PAGE}/commit", source=SOURCE)
    assert "The public value is awaited" in page.text
    draw = drawing.find(db, cast.cycle)
    assert draw is not None
    assert draw.commitment in page.text.replace(" ", "")
    published = olu.asks(f"{PAGE}/record.json").data
    assert draw.seed.hex() not in page.text + published.decode()
    page = olu.sends(f"{PAGE}/run", public_value="4f2a")
    assert "The draw is done" in page.text
    record = olu.asks(f"{PAGE}/record.json").data
    assert sampling.verify_document(record, published=draw.commitment) == []
    assert sampling.parse_record(record).public_value == "4f2a"


def test_a_draw_is_run_once(db: Session, office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    olu.sends(f"{PAGE}/commit", source=SOURCE)
    olu.sends(f"{PAGE}/run", public_value="4f2a")
    again = olu.posts(f"{PAGE}/run", public_value="ffff", once="A" * 22)
    assert olu.shows(again).with_class("error-summary")
    assert "There is nothing to draw now." in olu.opens(f"{PAGE}/run").text
    assert b'"public_value":"4f2a"' in olu.asks(f"{PAGE}/record.json").data


def test_nothing_is_drawn_from_nobody(cast: Cast, olu: Browser) -> None:
    assert "The draw has not begun." in olu.opens(PAGE).text
    assert olu.asks(f"{PAGE}/record.json").status_code == 404
    page = olu.sends(f"{PAGE}/commit", source=SOURCE)
    assert "Nobody has filed in 2020 yet" in page.with_class("error-summary")[0].text
    assert page.by_id("source").get("value") == SOURCE


def test_the_auditor_reads_the_record_and_draws_nothing(
    db: Session, office: Office, cast: Cast, visit: Visit
) -> None:
    office.file(cast.amina)
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source=SOURCE)
    ida = visit(cast.ida)
    ida.opens(PAGE)
    assert ida.asks(f"{PAGE}/record.json").mimetype == "application/json"
    assert ida.is_refused(f"{PAGE}/run")
    assert ida.is_refused(f"{PAGE}/commit")
