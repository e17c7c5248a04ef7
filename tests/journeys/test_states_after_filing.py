"""Every state of the pages after a statement is filed: what was written, what was drawn, who read it."""

from playwright.sync_api import FilePayload

from disclosure.casework import drawing
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance, walker
from tests.journeys.people import BELLA, FANNY, GRETA, INES, OLU, one_seat
from tests.journeys.walking import Journey

BAD: FilePayload = {"name": "program.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 program"}


def to_first(journey: Journey, kind: str) -> Journey:
    """Open the messages and follow the first that is of this kind."""
    return journey.press(journey.open("/2020/messages").page.locator(f'main a[href*="/{kind}/"]').first)


def test_a_question_and_advice(go: Go, instance: Instance) -> None:
    with instance.office() as office:
        greta = walker(office.db, GRETA, office.cast.cycle)
        question = office.ask(office.in_review(greta, one_seat()))
        office.db.flush()
        address = f"/2020/messages/questions/{question.id}"
    journey = go(GRETA, OFFICE).open("/home").shows("6 turn").open("/2020/messages").shows("16 messages")
    journey.open(address).shows("16 question")
    journey.page.locator("input[name=papers]").set_input_files(BAD)
    journey.fill("text", "My brother does.").send()
    assert len(journey.problems) == 1
    assert journey.page.locator("[name=text]").input_value() == "My brother does."
    journey.shows("16 file refused").send()
    assert journey.path == "/2020/messages"
    journey.open(address).shows("16 over")
    with instance.office() as office:
        office.advise(walker(office.db, GRETA, office.cast.cycle).filing)
    to_first(journey, "advice").choose(stand="disagree").send()
    assert len(journey.problems) == 1
    journey.shows("16 no reason").choose(stand="agree").send()
    to_first(journey, "advice")
    if not journey.path.endswith("/proof"):
        journey.press(journey.page.locator('main a[href$="/proof"]').first)
    journey.shows("16 proof")


def test_what_was_filed_and_who_read_it(go: Go, instance: Instance) -> None:
    bella = go(BELLA, OFFICE).open("/home").shows("6 filed").open("/2020/messages").shows("16 nothing")
    assert "Nothing to do." in bella.text
    bella.open("/2020/public").shows("19 blocked").open("/2020/statement?version=1").shows("18 version")
    bella.open("/2020/statement").send().open("/2020/statement").shows("18 amending")
    ines = go(INES, OFFICE).open("/2019/statement").shows("18 earlier year").open("/my-data?year=2020")
    assert "Nobody opened them that way." in ines.text, ines.text
    ines.shows("5 none of these")
    fanny = go(FANNY, OFFICE, language="en").open("/2020/statement").shows("18 statement")
    for path, state in (("/2020/verify", "17 not drawn"), ("/2020/public", "19 not eligible")):
        fanny.open(path)
        assert fanny.heading == "There is nothing here for you"
        fanny.shows(state)
    fanny.open("/my-data").shows("5 opened")


def test_the_part_in_a_draw(go: Go, instance: Instance) -> None:
    before = go(OLU, OFFICE, site="compliance").open("/compliance/cycle/2020/draw").shows("33 draw")
    before.open("/compliance/cycle/2020/draw/commit").shows("33 draw to commit")
    with instance.office() as office:
        olu, cycle = office.cast.olu.actor, office.cast.cycle
        drawing.commit(office.db, by=olu, cycle=cycle, source="drand round 4711")
        drawing.run(office.db, by=olu, cycle=cycle, public_value="8f2c1e")
    journey = go(FANNY, OFFICE, language="en").open("/my-data").shows("5 drawn")
    assert "How to check the draw of 2020" in journey.text
