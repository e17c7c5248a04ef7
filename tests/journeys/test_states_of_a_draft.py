"""Every state of the pages before a statement is filed, walked by people who file nothing in the end."""

from datetime import UTC, date, datetime

from playwright.sync_api import FilePayload

from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import CARLA, FARID, INES, IVO, THEO
from tests.journeys.test_nothing_to_disclose import START, to_questions
from tests.journeys.test_returning import ITEMS, add_a_fund, to_cards
from tests.journeys.walking import Journey
from tests.portal.journeys import CODES

LIST = b"Security,Quantity,Market value\nFondo Andino,10,25000\nBrasil SA,4,18000\n"


def say(journey: Journey, **answers: str) -> Journey:
    """Answer the eight questions: no, but for these."""
    given = {code: answers.get(code.replace("-", "_"), "no") for code in CODES}
    return journey.choose(**{f"q-{code}": answer for code, answer in given.items()})


def test_beginning_with_nothing_known(go: Go) -> None:
    journey = go(IVO, OFFICE).open("/home").shows("6 start").open("/my-data").shows("5 nobody")
    assert "Nobody but you has opened your statements." in journey.text
    journey.open("/2020/statement")
    assert journey.path == START
    journey.shows("18 not filed")
    journey.shows("7 start").send().shows("8 no family")
    journey.send().shows("8 unanswered")
    assert len(journey.problems) == 2
    journey.press(journey.page.locator('main a[href$="/household/new"]')).shows("8 person")
    journey.fill("name", "Мария").fill("employer", "Opera").choose(relation="spouse", lives_in="yes")
    for part, number in (("day", "31"), ("month", "2"), ("year", "2019")):
        journey.fill(f"since-{part}", number)
    journey.send().shows("8 bad date")
    assert len(journey.problems) == 1
    journey.open("/home").shows("6 continue")
    journey.open("/2020/last-year")
    assert journey.path == "/2020/questions", "with nothing to carry, the page of last year is passed over"
    journey.shows("9 questions").send().shows("9 missing")
    assert len(journey.problems) == len(CODES)


def test_filling_in_the_sections(go: Go) -> None:
    journey = to_questions(go(IVO, OFFICE))
    say(journey, holdings="yes", gifts="not-sure").send()
    assert journey.path == "/2020/tasks"
    journey.shows("11 tasks").open("/2020/check").shows("14 gaps")
    journey.open("/2020/holdings").shows("12 no items")
    journey.press(journey.page.locator('main a[href*="/new"]').first).shows("12 kinds")
    journey.press(journey.page.locator('main a[href*="category=fund"]')).shows("13 blank")
    journey.fill("name", "Fondo Andino").send("main .actions button[name=later]")
    journey.open("/2020/tasks").shows("11 problem").open("/2020/holdings")
    journey.press(journey.page.locator('.task-list .summary-action a[href*="/holdings/"]').first)
    journey.choose(kind="mutual", diversified="yes", can_direct="no").pick("band", "from-10000")
    journey.choose(holder="self", related_to_duties="no").send()
    assert journey.path == "/2020/holdings", journey.problems
    journey.shows("12 items")
    journey.press(journey.page.locator('.task-list .summary-action a[href*="/holdings/"]').first)
    journey.shows("13 filled").open("/2020/holdings")
    add_a_fund(journey)
    assert journey.path == "/2020/holdings", journey.problems
    journey.shows("12 twice").open("/2020/tasks").shows("11 done")
    journey.open("/2020/holdings").press(journey.page.locator("button[name=remove]").first)
    journey.shows("12 removed")
    journey.open("/2020/gifts").shows("12 not sure")
    journey.open("/2020/holdings/import").shows("12 import")
    sheet: FilePayload = {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}
    journey.page.locator("input[type=file]").set_input_files(sheet)
    journey.send().shows("12 import lines")
    assert "Brasil SA" in journey.text


def test_two_windows_and_a_delegate(go: Go) -> None:
    first, second = (go(IVO, OFFICE).open("/2020/questions") for _window in range(2))
    say(second, holdings="yes").send()
    say(first, holdings="yes", debts="not-sure").send()
    assert first.heading == "Somebody changed this before you"
    first.shows("6 conflict").open("/2020/check")
    second.open("/2020/check").shows("14 check").choose(certified_1="y").send().shows("14 box missing")
    second.open("/2020/questions")
    say(second, holdings="yes", gifts="not-sure").send()
    first.choose(certified_1="y", certified_2="y").send()
    assert first.path == "/2020/check"
    assert first.problems, "what was not read would be certified"
    first.shows("14 moved on")


def test_somebody_who_owes_nothing_prepares_for_another(go: Go) -> None:
    farid = go(FARID, OFFICE).open("/home").shows("6 not asked")
    ivo = go(IVO, OFFICE).open("/account").shows("4 no delegate")
    ivo.fill("email", "nobody@example.org").send('form[action$="/delegates"] button')
    assert len(ivo.problems) == 1
    ivo.shows("4 bad address")
    ivo.fill("email", FARID.email).send('form[action$="/delegates"] button').shows("4 delegate")
    farid.open("/home").shows("6 prepares")
    resume = str(farid.page.locator('main a[href^="/for/"]').first.get_attribute("href"))
    farid.open(resume.replace("/resume", "/check").replace("/start", "/check")).shows("14 delegate")
    assert farid.page.locator("[name=certified_1]").count() == 0


def test_what_was_listed_last_year(go: Go) -> None:
    journey = to_cards(go(INES, OFFICE)).shows("10 cards")
    journey.choose(**{"said-company": "changed"}).send().shows("10 missing")
    assert len(journey.problems) >= len(ITEMS) - 1
    journey.choose(**{f"said-{item}": "unchanged" for item in ITEMS if item != "company"}).send()
    journey.open("/2020/last-year").shows("10 changed")
    assert journey.page.locator('[name="changed-company-percent"]').is_visible()


def test_new_duties_ask_everything_anew_and_say_why(go: Go) -> None:
    journey = go(CARLA, OFFICE).open(START).send().shows("8 household")
    journey.choose(household_confirmed="yes", duties_unchanged="no").fill("duties_note", "Chief since May")
    journey.send()
    assert journey.path == "/2020/questions"
    assert "Your duties have changed" in journey.text
    journey.shows("10 asked anew")


def test_past_the_due_date_nobody_is_scolded(go: Go, instance: Instance) -> None:
    with instance.office() as office:
        filing = walker(office.db, THEO, office.cast.cycle).filing
        filing.due_on, filing.due_at = date(2020, 2, 28), datetime(2020, 2, 29, 5, tzinfo=UTC)
    journey = go(THEO, OFFICE).open("/home")
    assert "You can still file it" in journey.text
    journey.shows("6 late").open(START).shows("7 late")
    assert "You can still file it" in journey.text
