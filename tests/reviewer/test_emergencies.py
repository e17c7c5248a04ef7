"""Reading a case outside of its review, as the pages have it."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from disclosure import clock
from disclosure.models import Emergency
from tests.casework.office import Office, board_seat
from tests.cast import PRESENT, Cast, Member
from tests.reviewer.browsing import Browser, Filled

Visit = Callable[[Member], Browser]
REASON = "Its reviewer is away."


def test_a_colleague_asks_emil_agrees_and_the_case_opens_for_a_time(
    office: Office, cast: Cast, visit: Visit, emil: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    ana = visit(cast.ana)
    cover = ana.opens(f"/{filing.id}/cover")
    assert cover.all("a", href=f"/{filing.id}/emergency")
    assert ana.is_refused(f"/{filing.id}")
    assert "Say why you must read it" in ana.sends(f"/{filing.id}/emergency").text
    ana.sends(f"/{filing.id}/emergency", reason=REASON)
    assert ana.is_refused(f"/{filing.id}")
    assert "Cases that somebody asks to read" in emil.opens("/disagreements").text
    assert REASON in emil.opens("/emergencies").text
    pressed(office, emil, "agree")
    assert "Amina" in ana.opens(f"/{filing.id}").text
    assert ana.is_refused(f"/{filing.id}/close")
    with clock.travel(PRESENT + timedelta(hours=5)):
        assert ana.again().is_refused(f"/{filing.id}")


def test_what_emil_refuses_stays_closed(office: Office, cast: Cast, visit: Visit, emil: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    ana = visit(cast.ana)
    ana.sends(f"/{filing.id}/emergency", reason=REASON)
    pressed(office, emil, "refuse")
    assert ana.is_refused(f"/{filing.id}")
    assert "Nobody asks to read a case." in emil.opens("/emergencies").text


def test_nobody_but_the_ethics_office_decides(office: Office, cast: Cast, visit: Visit) -> None:
    filing = office.in_review(cast.amina, board_seat())
    visit(cast.ana).sends(f"/{filing.id}/emergency", reason=REASON)
    row = office.db.scalars(select(Emergency)).one()
    for member in (cast.ana, cast.rosa, cast.ravi):
        browser = visit(member)
        assert browser.is_refused("/emergencies")
        for way in ("agree", "refuse"):
            assert browser.posts(f"/emergencies/{row.id}/{way}", {}).status_code == 404


def pressed(office: Office, browser: Browser, way: str) -> None:
    """Press a button of the one request that waits."""
    row = office.db.scalars(select(Emergency).where(Emergency.decided_at.is_(None))).one()
    address = f"/emergencies/{row.id}/{way}"
    (form,) = [one for one in browser.opens("/emergencies").all("form") if one.get("action") == address]
    sent = {field.get("name"): field.get("value") for field in form.all("input")}
    answer = browser.presses(Filled(address, sent))
    assert (answer.status_code, answer.location) == (303, "/emergencies")
