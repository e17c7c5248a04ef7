"""T13 and T14: remind who is long overdue and take the list out; refer, send, and the head's answer."""

import io
from datetime import UTC, date, datetime

import pikepdf
from icalendar import Calendar
from playwright.sync_api import FilePayload
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from disclosure.casework.rosters import COLUMNS
from disclosure.domain.programme import load
from disclosure.models import Letter
from tests.casework.office import Office, company
from tests.journeys.browser import FIELD, OFFICE
from tests.journeys.conftest import Go
from tests.journeys.figures import Book
from tests.journeys.instance import Instance, walker
from tests.journeys.people import NOOR, OLU, PETRA, SANA, TILDA, UGO, VERA, WALT, XENIA, YORI, Walker
from tests.journeys.walking import Journey

SITE = "/compliance"
LONG_AGO = date(2020, 1, 20)
FORMULAS = ("=", "+", "-", "@")
DECLARED = ("Ñandú", "nandu")
"""What Yori declares; no page of this site holds any of it."""


def be_late(office: Office, *walkers: Walker) -> None:
    """Let these people have been due in January."""
    for one in walkers:
        filing = walker(office.db, one, office.cast.cycle).filing
        filing.due_on, filing.due_at = LONG_AGO, datetime(2020, 1, 21, 5, tzinfo=UTC)


def letters_to(instance: Instance, *walkers: Walker) -> list[Letter]:
    with instance.office() as office:
        filings = [instance.filing(office.db, one).id for one in walkers]
        chosen = Letter.filing_id.in_(filings), Letter.occasion.startswith("chosen:")
        return list(office.db.scalars(select(Letter).where(*chosen)))


def workbook(content: bytes) -> list[list[str]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def taken(journey: Journey, link: str) -> bytes:
    """Click a link that gives a file."""
    with journey.page.expect_download() as download:
        journey.click(journey.page.get_by_role("link", name=link, exact=True).first)
    return download.value.path().read_bytes()


def roster(*lines: str, header: str = ",".join(COLUMNS)) -> FilePayload:
    content = "\n".join([header, *lines, ""]).encode()
    return {"name": "roster.csv", "mimeType": "text/csv", "buffer": content}


def upload(journey: Journey, file: FilePayload, source: str = "") -> Journey:
    """Choose a roster, and ask what it would change."""
    journey.open(f"{SITE}/cycle/2020/designate/roster").page.locator("input[type=file]").set_input_files(file)
    if source:
        journey.fill("source", source)
    return journey.send()


def test_the_pages_of_the_office(go: Go) -> None:
    sana = go(SANA, OFFICE, site="compliance").open(f"{SITE}/cycle/2020").shows("26 nothing")
    sana.open(f"{SITE}/cycle/2020/referrals").shows("31 none")
    olu = go(OLU, OFFICE, site="compliance").open(f"{SITE}/cycle/2020").shows("26 season")
    olu.open(f"{SITE}/cycle/2020/people?name=nobody+has+this+name").shows("27 nobody")
    olu.open(f"{SITE}/cycle/2020/people/extend?entity=DPO").shows("27 more time")
    olu.open(f"{SITE}/cycle/2020/people/lists?entity=DPO").shows("27 keep a list")
    olu.open(f"{SITE}/cycle/2020/not-filed").shows("27 lists")
    olu.open(f"{SITE}/entity/DPO/designations").shows("29 entity list")
    olu.open(f"{SITE}/entity/DPO/designations/nominate?year=2020").shows("29 nominate")


def test_one_person_and_more_time_without_a_reason(go: Go, instance: Instance) -> None:
    with instance.office() as office:
        address = f"{SITE}/cycle/2020/people/{instance.filing(office.db, WALT).id}"
    olu = go(OLU, OFFICE, site="compliance").open(address).shows("28 person")
    olu.follow("Note a call").shows("28 note").open(address)
    olu.follow("Give more time").send().shows("28 no reason")
    assert len(olu.problems) == 2


def test_the_settings_and_other_rules(go: Go) -> None:
    olu = go(OLU, OFFICE, site="compliance").open(f"{SITE}/admin").shows("34 settings")
    olu.follow("Give somebody a role").shows("34 role")
    present = load("un-secretariat").text
    try_rules(olu, present.replace("advice = true", "advice = false")).shows("34 rules refused")
    assert "four_eyes" in olu.problems[0]
    try_rules(olu, present.replace('due = "03-31"', 'due = "04-30"')).shows("34 rules tried")
    assert "calendar.due" in olu.text


def try_rules(journey: Journey, text: str) -> Journey:
    """Choose a programme file, and ask what it would change."""
    file: FilePayload = {"name": "ours.toml", "mimeType": "text/plain", "buffer": text.encode()}
    journey.open(f"{SITE}/admin/2020/rules").shows("34 rules")
    journey.page.locator("input[type=file]").set_input_files(file)
    return journey.send()


def test_a_roster_with_faults_with_other_columns_and_its_difference(go: Go) -> None:
    olu = go(OLU, OFFICE, site="compliance").open(f"{SITE}/cycle/2020/designate").shows("29 designation")
    olu.open(f"{SITE}/cycle/2020/designate/roster").shows("29 roster")
    new = "300090,Nadia Nine,nadia@example.org,DOS,P-3,,,,New York,en,,,,"
    upload(olu, roster(new.replace("DOS", "NOWHERE"))).shows("29 row errors")
    assert olu.problems[0].startswith("Line 2: there is no entity with the code")
    upload(olu, roster(new)).shows("29 difference")
    assert "Nadia Nine" in olu.text
    theirs = "Staff No.,Full name,E-mail,Department"
    upload(olu, roster("300090,Nadia Nine,nadia@example.org,DOS", header=theirs), "HR system")
    olu.shows("29 columns")
    chosen = olu.page.locator("select").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    assert chosen == theirs.split(",")


def test_t13_remind_who_is_long_overdue_and_take_the_list_out(go: Go, book: Book, instance: Instance) -> None:
    with instance.office() as office:
        be_late(office, TILDA, UGO, VERA)
    journey = go(OLU, OFFICE, site="compliance").open(f"{SITE}/cycle/2020/people").shows("27 people")
    journey.pick("entity", "OSRSG-HTI").pick("late", "15+")
    journey.press(journey.page.locator("main input[type=submit]"))
    rows = workbook(taken(journey, "XLSX"))
    names = {row[3] for row in rows[1:]}
    assert names == {TILDA.name, f"'{UGO.name}", VERA.name}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULAS)]
    journey.follow("Remind the people of this list").shows("27 remind")
    assert WALT.name not in journey.text
    shown = journey.page.locator("main form .actions button").first.inner_text()
    assert shown == "Write 3 letters"
    with instance.office() as office:
        office.file(walker(office.db, VERA, office.cast.cycle))
    journey.send()
    assert "Letters written: 2." in journey.page.locator("body").inner_text()
    book.write(
        "T13",
        "remind who is long overdue, take the list out",
        line="OFFICE",
        language="en",
        cost=journey.end(),
        clicks=10,
    )
    assert len(letters_to(instance, TILDA, UGO)) == 2
    assert letters_to(instance, VERA, WALT) == []
    journey.open(f"{SITE}/cycle/2020/reminders").shows("30 reminders")
    log = journey.page.locator("table", has=journey.page.locator("#log-caption")).locator("tbody tr").first
    assert log.locator("td").nth(1).inner_text() == "2"
    journey.open(f"{SITE}/cycle/2020/people/remind?entity=OSRSG-HTI&late=15%2B")
    journey.shows("27 nobody to remind")
    the_calendar_takes_the_date(go)


def test_the_ladder_is_paused_and_resumed(go: Go, instance: Instance) -> None:
    """What the ladder has due goes to nobody while it is paused, and each letter is written once after."""
    ladder = f"{SITE}/cycle/2020/reminders"
    olu = go(OLU, OFFICE, site="compliance").open(ladder)
    stale = go(PETRA, OFFICE, site="compliance").open(ladder)
    writes = olu.page.locator("main form[action$='/reminders'] button")
    due = writes.inner_text()
    olu.follow("Pause the ladder").shows("30 pause").send().shows("30 no reason")
    assert len(olu.problems) == 1
    olu.fill("reason", "The roster is being mended.").send().shows("30 paused")
    assert "The ladder is paused. Reason: The roster is being mended." in olu.text
    assert writes.count() == 0
    stale.press(stale.page.locator("main form[action$='/reminders'] button"))
    assert written_by_the_ladder(instance) == 0
    olu.press(olu.page.get_by_role("button", name="Resume the ladder"))
    assert writes.inner_text() == due
    assert f"Letters written: {number_in(due)}." in olu.press(writes).page.locator("body").inner_text()
    assert written_by_the_ladder(instance) == number_in(due)


def written_by_the_ladder(instance: Instance) -> int:
    with instance.office() as office:
        of_ladder = select(Letter).where(Letter.occasion.startswith("reminder:"))
        return len(office.db.scalars(of_ladder).all())


def number_in(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


def the_calendar_takes_the_date(go: Go) -> None:
    """See that the letter's calendar entry is one."""
    tilda = go(TILDA, OFFICE)
    answer = tilda.page.context.request.get(f"{tilda.base}/2020/due.ics")
    (event,) = Calendar.from_ical(answer.text()).walk("VEVENT")
    assert event.decoded("DTSTART") == LONG_AGO
    assert len(event.walk("VALARM")) == 2


def test_t14_a_referral_is_sent_and_its_head_records_the_action(
    go: Go, book: Book, instance: Instance
) -> None:
    with instance.office() as office:
        be_late(office, XENIA, YORI)
    olu = go(OLU, FIELD, site="compliance").open(f"{SITE}/cycle/2020/referrals").shows("31 referrals")
    olu.press(olu.page.get_by_role("button", name="Prepare the referral of OIOS")).shows("31 referral")
    address = olu.path
    link = olu.page.locator("main a[href*='/remove/']").first.get_attribute("href")
    go(OLU, OFFICE, site="compliance").open(str(link)).shows("31 remove")
    with instance.office() as office:
        office.file(walker(office.db, YORI, office.cast.cycle), company())
    petra = go(PETRA, FIELD, site="compliance").open(address)
    petra.press(petra.page.get_by_role("button", name="Send the referral")).shows("31 dropped")
    assert "Has filed" in petra.text
    assert olu.cost.clicks + petra.cost.clicks <= 9
    noor = go(NOOR, FIELD, site="compliance").open(f"{SITE}/entity").shows("32 entity")
    read = [noor.page.content()]
    one_can_be_returned(go, instance, address)
    noor.follow("Record what you did").shows("32 action").send().shows("32 no action")
    assert len(noor.problems) == 1
    noor.fill("action", "I spoke with her.").send().shows("32 acted")
    read.append(noor.page.content())
    assert "Your action is recorded" in noor.page.locator("body").inner_text()
    book.write(
        "T14",
        "the head records what was done",
        line="FIELD",
        language="en",
        cost=noor.end(),
        clicks=6,
        kB=60,
    )
    noor.follow("Read the letter").shows("32 letter")
    read.append(noor.page.content())
    assert XENIA.name in noor.text
    assert YORI.name not in noor.text
    assert not [word for word in DECLARED for page in read if word in page]
    the_letter_can_be_read_aloud(noor)


def one_can_be_returned(go: Go, instance: Instance, address: str) -> None:
    """See the page on which the head returns somebody; nobody is."""
    with instance.office() as office:
        who = instance.filing(office.db, XENIA).id
    letter = f"{SITE}/entity/OIOS/referrals/{address.rsplit('/', 1)[-1]}"
    go(NOOR, OFFICE, site="compliance").open(f"{letter}/return/{who}").shows("32 return")


def the_letter_can_be_read_aloud(noor: Journey) -> None:
    """See that the letter as PDF is tagged, has its language and says that it is PDF/UA."""
    link = noor.page.locator("main a[href$='letter.pdf']").first.get_attribute("href")
    content = noor.page.context.request.get(f"{noor.base}{link}").body()
    with pikepdf.open(io.BytesIO(content)) as letter:
        assert letter.Root.MarkInfo.Marked
        assert str(letter.Root.Lang).startswith("en")
        with letter.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
