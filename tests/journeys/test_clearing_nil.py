"""T10: a reviewer clears twenty clean nil statements by keys, and nothing that is not clean among them."""

from msgspec.structs import replace
from sqlalchemy import func, select

from disclosure.casework import drafting, filing
from disclosure.domain.interests import Answer, AnswerChoice
from disclosure.models import Filing, LedgerEntry, Outcome
from tests.casework.office import Office
from tests.cast import Member
from tests.domain import examples
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import DORA, NILS, PIET, ROSA, Walker
from tests.journeys.test_keys_only import Keys
from tests.journeys.walking import Journey

PRESSES = 12
TWENTY = len(NILS) - 1
"""One amends after the batch was formed; the others are cleared."""


def everybody_files(office: Office) -> None:
    """Let all of them file nothing, Dora not without a doubt; and let the checks look at it."""
    cycle = office.cast.cycle
    for one in (*NILS, PIET):
        office.screen(office.file(walker(office.db, one, cycle)))
    office.screen(file_with_a_doubt(office, walker(office.db, DORA, cycle)))


def file_with_a_doubt(office: Office, dora: Member) -> Filing:
    """File that there is nothing, and that one is not sure about gifts."""
    db, keys = office.db, office.cast.keys.portal
    draft, begun = drafting.start(db, keys.sealer, keys.opener, by=dora.actor, filing=dora.filing)
    nil = examples.statement(year=begun.covers_from.year)
    unsure = replace(nil, answers={**nil.answers, "gifts": Answer(AnswerChoice.NOT_SURE)})
    drafting.save(
        db, keys.sealer, by=dora.actor, filing=dora.filing, statement=unsure, over_version=draft.version
    )
    certified = office.certification(dora)
    filing.file(db, keys.sealer, keys.opener, by=dora.actor, filing=dora.filing, certification=certified)
    db.flush()
    return dora.filing


def names(journey: Journey) -> set[str]:
    """Whose statements the first table lists."""
    return set(journey.page.locator("table").last.locator("tbody td:nth-child(2)").all_inner_texts())


def sample(journey: Journey) -> set[str]:
    """Whose statements of the batch are to be opened in full."""
    rows = journey.page.locator("table").last.locator("tbody tr").filter(has_text="To open")
    return set(rows.locator("td:nth-child(2)").all_inner_texts())


def test_t10_twenty_are_cleared_by_keys(go: Go, book: Book, instance: Instance) -> None:
    with instance.office() as office:
        everybody_files(office)
    journey = go(ROSA, OFFICE, site="review").open("/review/batch?entity=BINUH").shows("25 eligible")
    assert names(journey) == {one.name for one in NILS}, "only what is clean is offered"
    keys = Keys(journey)
    keys.send("b")
    assert names(journey) == {one.name for one in NILS}
    journey.shows("25 batch")
    sampled = sample(journey)
    late = next(one for one in NILS if one.name not in sampled)
    with instance.office() as office:
        office.amend(walker(office.db, late, office.cast.cycle))
    for opened in (1, 2):
        keys.send("n")
        assert "in full" in journey.text
        assert f"{opened} of 2" in journey.text
        journey.shows("25 sample")
    assert len(sampled) == 2
    keys.send("n")
    assert journey.heading == f"Clear {TWENTY} statements"
    assert late.name in journey.text
    assert "The filer amended it." in journey.text
    journey.shows("25 confirm")
    keys.send("Enter")
    assert f"{TWENTY} statements are cleared." in journey.text
    journey.shows("25 cleared")
    assert keys.presses <= PRESSES
    with instance.office() as office:
        are_cleared_and_nothing_else(office, late)
    beside = go(ROSA, OFFICE, site="review").open("/review/batch?entity=OIOS").shows("25 none")
    assert "No statement can be cleared in a batch." in beside.text
    book.write(
        "T10",
        f"clear twenty clean nil statements ({keys.presses} presses, at most {PRESSES})",
        line="OFFICE",
        language="en",
        cost=journey.end(),
        clicks=PRESSES,
    )


def are_cleared_and_nothing_else(office: Office, late: Walker) -> None:
    """Twenty are closed with an entry each; what is flagged, dropped to nothing or amended is as it was."""
    cycle = office.cast.cycle
    for one in (one for one in NILS if one is not late):
        assert walker(office.db, one, cycle).filing.outcome is Outcome.NOTHING_TO_DISCLOSE, one.name
    for one in (DORA, PIET, late):
        assert walker(office.db, one, cycle).filing.outcome is None, one.name
    entries = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.kind == "batch:cleared")
    assert office.db.scalar(entries) == TWENTY
