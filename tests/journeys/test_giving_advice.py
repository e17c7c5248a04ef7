"""T11: start the next case, see what changed, advise with approved wording; a second person approves."""

from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace
from sqlalchemy import select

from disclosure.casework import accounts, finding, reviewing
from disclosure.domain.actors import Role
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.interests import Item, Operation
from disclosure.models import Advice, Filing, Likelihood
from tests.casework.office import Office
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import ANA, ROSA, UMA, WANDA, Walker, one_seat, six_items
from tests.journeys.test_keys_only import Keys
from tests.journeys.walking import Journey

LONG_AGO = datetime(2020, 1, 6, 9, tzinfo=UTC)
REASONS = "The charity is an implementing partner of her department."
REVIEWERS, APPROVERS = 10, 4
"""Keys and clicks that each of the two may need."""


def since_last_year() -> tuple[Item, ...]:
    """Six items of last year, of which one changed and one ended, and one that is new."""
    kept = {item.id: replace(item, operation=Operation.UNCHANGED) for item in six_items()}
    kept["company"] = replace(kept["company"], operation=Operation.CHANGED, percent=Decimal(60))
    kept["loan"] = replace(kept["loan"], operation=Operation.DISPOSED, disposed_on=date(2019, 7, 1))
    return (*kept.values(), one_seat())


def both_file(office: Office) -> None:
    """Let Wanda and Uma file; they have waited so long that they are first in line."""
    for one, items in ((WANDA, since_last_year()), (UMA, (one_seat(),))):
        filed = office.file(walker(office.db, one, office.cast.cycle), *items)
        office.screen(filed)
        filed.turn_since = LONG_AGO
        office.db.flush()


def filing_of(instance: Instance, one: Walker) -> Filing:
    with instance.office() as office:
        return walker(office.db, one, office.cast.cycle).filing


def advice_of(instance: Instance, one: Walker) -> Advice:
    with instance.office() as office:
        filing = walker(office.db, one, office.cast.cycle).filing
        return office.db.scalars(select(Advice).where(Advice.filing_id == filing.id)).one()


def writes_advice(journey: Journey) -> None:
    """Take approved wording, tick what it is about, and say why."""
    journey.press(journey.page.locator('button[name="use"]').first)
    journey.click(journey.page.locator('[name="items"][value="seat"]'))
    journey.choose(category="outside-activity", likelihood="potential").fill("reasons", REASONS)


def test_t11_advice_with_a_snippet_and_a_second_person(go: Go, book: Book, instance: Instance) -> None:
    with instance.office() as office:
        both_file(office)
    rosa = go(ROSA, OFFICE, site="review").open("/review").shows("20 my turn")
    Keys(rosa).send("n")
    assert WANDA.name in rosa.heading, rosa.text
    assert len(changes(rosa)) == 3, changes(rosa)
    rosa.shows("21 case")
    Keys(rosa).send("3")
    rosa.shows("22 advise")
    writes_advice(rosa)
    rosa.key("Control+Enter", leads_on=True)
    rosa.cost.clicks += 1
    assert advice_of(instance, WANDA).state == "proposed", rosa.problems
    assert UMA.name in rosa.heading, "the next case opens"
    assert rosa.cost.clicks <= REVIEWERS
    the_proposer_cannot_approve(go, instance)
    ana = go(ANA, OFFICE, site="review").open("/review/approvals").shows("23 waiting")
    ana.press(ana.page.locator('main a[href*="/approvals/"]').first).shows("23 advice")
    assert REASONS in ana.text
    ana.press(ana.page.locator('button[name="verdict"][value="yes"]'))
    assert advice_of(instance, WANDA).state == "sent"
    assert ana.cost.clicks <= APPROVERS
    cost = rosa.end()
    approving = ana.end()
    cost.clicks += approving.clicks
    cost.bytes += approving.bytes
    book.write(
        "T11",
        "advise with approved wording; a second person approves",
        line="OFFICE",
        language="en",
        cost=cost,
        clicks=REVIEWERS + APPROVERS,
        kB=150,
    )


def changes(journey: Journey) -> list[str]:
    """What the case shows as new, changed or ended; what stayed the same is folded."""
    found = journey.page.locator("main h3 + .items > li").filter(visible=True)
    return found.all_inner_texts()


def the_proposer_cannot_approve(go: Go, instance: Instance) -> None:
    """Rosa, were she an approver too, finds her own proposal without a button, and the server refuses."""
    address = f"/review/approvals/{advice_of(instance, WANDA).id}"
    with instance.office() as office:
        by, rosa = office.cast.olu.actor, office.cast.rosa.account
        granted = accounts.grant_role(office.db, by=by, account=rosa, role=Role.APPROVER)
    beside = go(ROSA, OFFICE, site="review").open("/review/approvals")
    assert beside.page.locator(f'main a[href="{address}"]').count() == 0
    token = beside.page.locator('[name="csrf_token"]').first.get_attribute("value")
    answer = beside.page.request.post(
        f"{beside.base}{address}", form={"csrf_token": str(token), "verdict": "yes", "once": "A" * 22}
    )
    assert answer.status == 404
    assert advice_of(instance, WANDA).state == "proposed"
    with instance.office() as office:  # as if it had never been: in other journeys she is a reviewer alone
        office.db.delete(office.db.merge(granted))


def test_t11_a_case_that_moved_on_takes_nothing_and_keeps_the_text(go: Go, instance: Instance) -> None:
    filing = filing_of(instance, UMA)
    first = go(ROSA, OFFICE, site="review").open(f"/review/{filing.id}")
    assert "first statement" in first.text
    first.shows("21 first filing").open(f"/review/{filing.id}/advice")
    first.send("#decision .actions button").shows("22 missing")
    assert first.problems
    writes_advice(first)
    with instance.office() as office:
        sees_another_conflict(office)
    first.key("Control+Enter", leads_on=True)
    assert any("moved on" in problem for problem in first.problems), first.text
    assert REASONS in first.page.locator("main").inner_text() or REASONS in texts(first)
    first.shows("22 moved on")
    with instance.office() as office:
        assert office.db.scalars(select(Advice).where(Advice.filing_id == filing.id)).all() == []


def sees_another_conflict(office: Office) -> None:
    """Let Rosa record a conflict in another window."""
    finding.find_conflict(
        office.db,
        office.cast.keys.review.sealer,
        by=office.rosa,
        filing=walker(office.db, UMA, office.cast.cycle).filing,
        category=ConflictCategory.OUTSIDE_ACTIVITY,
        likelihood=Likelihood.POTENTIAL,
        items=["seat"],
        reasons="The charity bids.",
    )


def texts(journey: Journey) -> list[str]:
    """What stands in the boxes for text."""
    found: list[str] = journey.page.locator("main textarea").evaluate_all("all => all.map(one => one.value)")
    return found


def test_t11_what_was_written_about_a_case_that_went_away_is_shown(go: Go, instance: Instance) -> None:
    filing = filing_of(instance, UMA)
    journey = go(ROSA, OFFICE, site="review").open(f"/review/{filing.id}/question").fill("text", REASONS)
    with instance.office() as office:
        office.amend(walker(office.db, UMA, office.cast.cycle), one_seat())
    journey.key("Control+Enter", leads_on=True)
    assert "Nothing was sent." in journey.text
    assert REASONS in journey.text
    journey.shows("22 gone")
    with instance.office() as office:
        claimed = walker(office.db, UMA, office.cast.cycle).filing
        reviewing.claim(office.db, office.cast.keys.review.opener, by=office.rosa, filing=claimed)


def test_t11_letters_can_be_switched_off(go: Go) -> None:
    journey = go(ROSA, OFFICE, site="review").open("/review/account").shows("4 reviewer")
    form = "main section form"
    for letters in (False, True):
        box = journey.open("/review/account").page.locator(f"{form} input[type=checkbox]").first
        box.set_checked(letters)
        journey.send(f"{form} button").open("/review")
        journey.page.keyboard.press("?")
        assert journey.page.locator("#keys").is_visible() is letters
        journey.page.keyboard.press("Escape")
        journey.page.keyboard.press("j")
        assert journey.page.evaluate("document.activeElement.closest('[data-row]') !== null") is letters


def test_t11_the_other_decisions(go: Go, instance: Instance) -> None:
    filing = filing_of(instance, UMA)
    journey = go(ROSA, OFFICE, site="review")
    for page, state in (("question", "22 ask"), ("close", "22 no conflict"), ("escalate", "22 escalate")):
        journey.open(f"/review/{filing.id}/{page}").shows(state)
        opened = journey.page.locator('nav.views a[aria-current="page"]').get_attribute("href")
        assert opened == f"/review/{filing.id}/{page}"
    ana = go(ANA, OFFICE, site="review").open("/review/approvals").shows("23 none")
    assert ana.page.locator('main a[href*="/approvals/"]').count() == 0
