"""Approved wording fills a decision in one act; the preview says what the filer will read."""

from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from disclosure import clock
from disclosure.casework import reading
from disclosure.domain.lifecycle import FilingState
from disclosure.ledger.looking import A_LOOK
from disclosure.models import Advice, SnippetUse, SnippetVersion
from tests.casework.office import Office, board_seat, company, state
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.web.reading import Element, read

FOUND = {
    "items": ["private-company"],
    "category": "financial-activity",
    "likelihood": "actual",
    "reasons": "It sells to her unit.",
}


def wording(page: Element, title: str) -> str:
    """Return what the button of a piece of wording sends."""
    [button] = [one for one in page.all("button", name="use") if one.text == title]
    assert button.get("form") == "decision"
    return button.get("value")


def takes(browser: Browser, address: str, title: str, **answers: Any) -> Element:  # noqa: ANN401
    """Press the button of a piece of wording beside a form that was filled in so far."""
    filled = browser.fills_in(address, **answers)
    value = wording(browser.opens(address), title)
    answer = browser.presses(filled._replace(answers=filled.answers | {"use": value}))
    assert answer.status_code == 200
    return read(answer.text)


def read_by(office: Office, member: Member) -> str:
    [(_kind, text)] = office.read_by(member)
    return text.replace("\u2068", "").replace("\u2069", "")


def test_one_press_fills_type_text_day_owner_and_proof_and_keeps_the_rest(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, company())
    page = takes(rosa, f"/{filing.id}/advice", "Step aside from decisions", **FOUND)
    chosen = {one.get("name"): one for one in page.all("select")}
    for name, value in (("type", "step-aside"), ("owner", "filer"), ("proof", "supervisor-note")):
        assert chosen[f"proposals-0-{name}"].all("option", selected="")[0].get("value") == value
    assert page.by_id("proposals-0-due_on-day").get("value") == "16"
    assert page.by_id("proposals-0-text").text.startswith("Please take no part in any decision of {unit}")
    assert page.by_id("reasons").text == "It sells to her unit."
    assert page.by_id("decision").get("data-filled") == "proposals-0-text"
    preview = page.by_id("preview").text
    assert "any decision of Department of Operational Support that concerns" in preview
    assert "Ñandú S.A." in preview
    assert "by 16 March 2020" in preview
    assert "send us a note of your supervisor" in preview
    assert state(filing) == FilingState.IN_REVIEW


def test_a_conflict_and_its_advice_are_sent_in_one_act_with_the_wording_counted(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, company())
    address = f"/{filing.id}/advice"
    taken = takes(rosa, address, "Step aside from decisions", **FOUND)
    names = ("snippet", "type", "text", "owner", "proof", "due_on-day", "due_on-month", "due_on-year")
    answers = {f"proposals-0-{name}": _value(taken, f"proposals-0-{name}") for name in names}
    rosa.presses(rosa.fills_in(address, **FOUND, **answers))
    [advice] = office.db.scalars(select(Advice))
    assert (advice.type.value, advice.owner.value, advice.proof.value) == (
        "step-aside",
        "filer",
        "supervisor-note",
    )
    assert advice.conflict.category.value == "financial-activity"
    assert state(filing) == FilingState.ADVICE_PROPOSED
    opener, why = cast.keys.review.opener, reading.Why.REVIEW
    told = reading.texts(office.db, opener, by=office.rosa, filing=filing, why=why)
    [sent] = [one.written for one in told if one.row.subject_id == advice.id]
    assert "{" not in sent.text
    [use] = office.db.scalars(select(SnippetUse))
    assert sent.snippet == use.version_id.hex


def _value(page: Element, name: str) -> str:
    for one in page.all("select", name=name):
        return one.all("option", selected="")[0].get("value")
    for one in page.all("textarea", name=name):
        return one.text
    return page.one("input", name=name).get("value")


def test_the_text_is_in_the_language_of_the_filer_and_shown_in_the_reader_s_own_too(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.boris, board_seat())
    page = takes(rosa, f"/{filing.id}/question", "What is your part in it?", items=["leadership"])
    assert page.by_id("text").text.startswith("Что вы делаете для")
    card = page.by_id("preview").one("article")
    assert (card.get("lang"), card.get("dir")) == ("ru", "ltr")
    assert "What do you do for" in page.by_id("preview").text


def test_the_preview_of_an_arabic_filer_reads_from_the_right(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.dalia, company())
    page = takes(rosa, f"/{filing.id}/question", "What changed?", items=["private-company"])
    card = page.by_id("preview").one("article")
    assert (card.get("lang"), card.get("dir")) == ("ar", "rtl")
    assert "Ñandú S.A." in card.text


def test_a_place_without_a_value_is_not_sent(office: Office, cast: Cast, rosa: Browser) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/question", text="What is {item}?")
    assert "Tick the item that {item} stands for" in page.one("div", role="alert").text
    assert state(filing) == FilingState.IN_REVIEW
    rosa.sends(f"/{filing.id}/question", text="What is {item}, {name}?", items=["leadership"], stay="1")
    assert read_by(office, cast.amina) == "What is Acme, {name}?"


def test_the_preview_button_sends_nothing_and_the_script_asks_for_the_preview_alone(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    page = rosa.sends(f"/{filing.id}/question", text="Who runs it?", show="preview")
    assert "Who runs it?" in page.by_id("preview").text
    assert not page.all("div", role="alert")
    filled = rosa.fills_in(f"/{filing.id}/question", text="Who runs it?", show="fragment")
    del filled.answers["once"]
    answer = rosa.presses(filled)
    assert "<html" not in answer.text
    assert len(answer.data) < 1_000
    assert "Who runs it?" in answer.text
    assert office.read_by(cast.amina) == []


def test_the_previews_of_one_page_are_one_look_in_the_ledger(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    office.find(filing)
    for page in ("question", "advice"):
        filled = rosa.fills_in(f"/{filing.id}/{page}", show="fragment")
        del filled.answers["once"]
        before = Counter(office.told(filing))
        for _stroke in range(3):
            assert rosa.presses(filled).status_code == 200
        assert not Counter(office.told(filing)) - before
    with clock.travel(clock.now() + A_LOOK + timedelta(seconds=1)):
        assert rosa.presses(filled).status_code == 200
    opened = Counter(office.told(filing)) - before
    assert opened["statement:opened"] == opened["text:opened"] == 1


def test_wording_without_a_text_in_the_language_cannot_be_taken(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.boris, board_seat())
    for version in office.db.scalars(select(SnippetVersion)):
        if version.titles["en"] == "What changed?":
            version.texts = {"en": version.texts["en"]}
            version.titles = {"en": version.titles["en"]}
    page = rosa.opens(f"/{filing.id}/question")
    assert "What changed? : no text in this language yet" in page.one("aside").text.replace("?:", "? :")
    assert "What changed?" not in [one.text for one in page.all("button", name="use")]


def test_wording_of_another_organisation_or_out_of_force_is_not_found(
    office: Office, cast: Cast, rosa: Browser
) -> None:
    filing = office.in_review(cast.amina, board_seat())
    filled = rosa.fills_in(f"/{filing.id}/question", text="Who runs it?")
    other = office.db.scalars(
        select(SnippetVersion).where(SnippetVersion.organisation_id == cast.elsewhere.id)
    ).first()
    assert other is not None
    for use in (f"0:{other.id}", "0:nonsense", f"x:{other.id}"):
        assert rosa.presses(filled._replace(answers=filled.answers | {"use": use})).status_code == 404
