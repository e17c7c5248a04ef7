"""A cycle is opened, its deadline put back for everybody, and closed after its counts were read."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, scheduling
from disclosure.domain.lifecycle import CycleState, FilingState
from tests.casework.office import Office
from tests.cast import Cast, make_keys
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit


def test_the_deadline_is_put_back_for_whoever_has_not_filed(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.boris)
    until = {"until__day": "30", "until__month": "4", "until__year": "2020"}
    page = olu.sends("/cycle/2020/deadline", reason="A pandemic.", **until)
    assert "People who have more time now: 8." in page.text
    assert cast.amina.filing.due_on == date(2020, 4, 30)
    assert cast.boris.filing.due_on == date(2020, 3, 31)


def test_an_earlier_deadline_is_refused_on_the_page(cast: Cast, olu: Browser) -> None:
    until = {"until__day": "30", "until__month": "3", "until__year": "2020"}
    page = olu.sends("/cycle/2020/deadline", reason="A mistake.", **until)
    assert "The new date must be after" in page.with_class("error-summary")[0].text
    assert cast.cycle.due_on == date(2020, 3, 31)


def test_a_cycle_is_not_closed_while_somebody_has_time(cast: Cast, olu: Browser) -> None:
    page = olu.opens("/cycle/2020/close")
    assert "People who still have time to file: 9." in page.text
    assert "Close the cycle" not in [button.text for button in page.all("button")]
    page = olu.shows(olu.posts("/cycle/2020/close", sure="y", once="A" * 22))
    assert "9 people still have time to file" in page.with_class("error-summary")[0].text
    assert cast.cycle.state is CycleState.OPEN


def test_a_cycle_is_closed_by_a_ticked_box_alone(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    with clock.travel(datetime(2020, 6, 1, 12, tzinfo=UTC)):
        assert "Tick the box to close the cycle" in olu.sends("/cycle/2020/close").text
        assert cast.cycle.state is CycleState.OPEN
        page = olu.sends("/cycle/2020/close", sure="y")
    assert page.one("h1").text == "Report on 2020"
    assert "The cycle is closed. Freeze the report" in page.text
    assert "Provisional: the cycle is not closed" not in page.text
    assert cast.boris.filing.state is FilingState.NOT_FILED


def test_a_planned_cycle_says_what_it_needs_and_opens(db: Session, cast: Cast, olu: Browser) -> None:
    by = cast.olu.actor
    with clock.travel(datetime(2021, 2, 1, 12, tzinfo=UTC)):
        cycle = scheduling.plan_cycle(db, by=by, organisation=cast.organisation, year=2021)
        page = olu.follows("/")
        assert page.one("h1").text == "Cycle of 2021"
        assert "disclosure keys create --cycle 2021" in page.text
        page = olu.presses("/cycle/2021", to="/open")
        assert "Make the keys first" in page.text
        assert cycle.opened_at is None
        designating.designate(db, by=by, cycle=cycle)
        make_keys(db, by=by, cycle=cycle, directory=cast.keys.portal.directory.parent)
        assert "The cycle is open." in olu.presses("/cycle/2021", to="/open").text
    assert cycle.state is CycleState.OPEN


def test_only_officers_run_the_cycle(visit: Visit, cast: Cast) -> None:
    for name in ("ida", "emil", "hana", "farid"):
        somebody = visit(getattr(cast, name))
        for page in ("deadline", "close", "open"):
            assert somebody.is_refused(f"/cycle/2020/{page}")


def test_the_report_is_provisional_while_the_cycle_is_open(office: Office, cast: Cast, olu: Browser) -> None:
    office.file(cast.amina)
    page = olu.opens("/report/2020")
    assert "Provisional: the cycle is not closed" in page.text
    assert row(page, "Department of Operational Support")[1:] == ["3", "1", "2"]
    assert row(page, "Subtotal, Secretariat without peacekeeping")[1:4] == ["9", "1", "8"]
    assert "Of 9 who had to file, 1 filed (11.1%) and 8 did not." in page.text
    assert row(page, "Outside activity")[1] == "0"
    assert row(page, "2020")[-5:-2] == ["9", "1", "11.1%"]
    text = olu.asks("/report/2020/compliance.csv").get_data(as_text=True).removeprefix("\ufeff")
    assert text.splitlines()[0] == "code,required,filed,not_filed"
    assert text.splitlines()[-1] == "TOTAL,9,1,8"
