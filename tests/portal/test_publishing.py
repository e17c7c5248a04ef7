"""An official sees exactly what the public will see, agrees to it, and can take it back."""

import csv
import io
import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import publishing
from disclosure.domain.categories import Category
from disclosure.domain.interests import Item, Party, PartyKind, PropertyUse
from disclosure.domain.lifecycle import SummaryState
from disclosure.models import LedgerEntry, Outcome, PublicSummary
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.domain import examples
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.promises import check

HOME = examples.item(
    Category.REAL_ESTATE, id="home", use=PropertyUse.OWN_USE, country="KE", city="17 Baobab Lane"
)
ACCOUNT = examples.item(
    Category.OTHER_ASSET,
    id="account",
    name="Account DE89 3704 0044 0532 0130 00",
    counterparty=Party(name="Kigali Savings Bank", kind=PartyKind.BANK, country="RW"),
)
CHILDS = company("Leo Ltd", id="childs", holder="child", child="leo")


def closed(db: Session, cast: Cast, *items: Item) -> None:
    """Let Hana file, and the review end."""
    office = Office(db, cast)
    filed = office.in_review(cast.hana, *items)
    office.close(filed, Outcome.NO_ACTION if items else Outcome.NOTHING_TO_DISCLOSE)
    db.commit()


@pytest.fixture
def detailed(db: Session, cast: Cast) -> None:
    closed(db, cast, board_seat(id="seat"), company(id="part"), HOME, ACCOUNT)


@pytest.fixture
def nil(db: Session, cast: Cast) -> None:
    closed(db, cast)


@pytest.fixture
def hana(at_site: AtSite, cast: Cast) -> Browser:
    browser = at_site(cast.hana)
    browser.open("/home?language=en")
    return browser


@pytest.fixture
def public(site: Flask) -> Browser:
    """Anybody, without signing in."""
    return Browser(site)


def card(page: Page) -> str:
    """The summary as the page holds it, byte by byte."""
    found: list[str] = re.findall(r"<section class=card>.*?</section>", page.html, re.DOTALL)
    assert len(found) == 1
    return found[0]


def counts(public: Browser) -> list[str]:
    page = public.open("/public-register?language=en")
    return [cell.text for cell in page.main.one("tbody").all("td")]


def to_preview(hana: Browser, choice: str) -> Page:
    page = hana.open(hana.open("/home").link("Public disclosure of your 2020 statement"))
    return hana.send(page, {"choice": choice})


def publish(hana: Browser, choice: str) -> Page:
    return hana.send(to_preview(hana, choice), {"consent": "y"})


def test_four_choices_are_offered_and_none_is_made(nil: None, hana: Browser) -> None:
    page = hana.open("/2020/public")
    assert page.offered("choice") == ["detail", "nil", "confidential", "undecided"]
    assert "choice" not in page.answers
    assert hana.send(page).problems == ["Choose whether a summary is published"]


def test_the_preview_is_the_public_page_byte_for_byte(detailed: None, hana: Browser, public: Browser) -> None:
    preview = to_preview(hana, "detail")
    after = hana.send(preview, {"consent": "y"})
    assert "Your summary is published." in after.text
    seen = public.open(after.link("See it as everybody sees it"))
    assert card(seen) == card(preview)
    check(seen)


def test_home_account_and_child_are_on_no_public_page(
    db: Session, cast: Cast, hana: Browser, public: Browser
) -> None:
    closed(db, cast, board_seat(id="seat"), HOME, ACCOUNT, CHILDS)
    page = to_preview(hana, "detail")
    after = hana.send(hana.send(page, {"values": "y"}, button="again=yes"), {"consent": "y"})
    everything = "".join(
        public.open(address).html
        for address in (after.link("See it as everybody"), "/public-register", "/public-register/UN/2020")
    )
    everything += public.client.get("/public-register/UN/2020.csv").get_data(as_text=True)
    for secret in ("Baobab", "Kigali", "DE89", "0532", "Leo", "Kenya", "Maria"):
        assert secret not in everything, secret
    assert "Acme" in everything


def test_values_stand_there_only_when_chosen(detailed: None, hana: Browser) -> None:
    page = to_preview(hana, "detail")
    assert "Value" not in [head.text for head in page.main.all("th")]
    again = hana.send(page, {"values": "y"}, button="again=yes")
    assert "Value" in [head.text for head in again.main.all("th")]


def test_items_are_left_out_after_a_look_at_what_remains(
    detailed: None, hana: Browser, public: Browser
) -> None:
    page = to_preview(hana, "detail")
    unseen = hana.send(page, {"leave_out": ["part"], "consent": "y"})
    assert unseen.problems == ["The summary has changed. Look at it again, then publish it."]
    assert "Ñandú" not in card(unseen)
    assert "consent" not in unseen.answers
    assert "1 item is left out by choice." in unseen.text
    after = hana.send(unseen, {"consent": "y"})
    seen = public.open(after.link("See it as everybody sees it"))
    assert card(seen) == card(unseen)
    assert "Acme" in seen.text


def test_no_word_can_be_added(detailed: None, hana: Browser) -> None:
    page = to_preview(hana, "detail")
    assert page.main.all("textarea") == []
    assert [box for box in page.form.all("input") if box.get("type") == "text"] == []


def test_nothing_is_published_without_consent(nil: None, hana: Browser, public: Browser) -> None:
    page = hana.send(to_preview(hana, "nil"))
    assert page.problems == ["Tick the box if you agree that it is published"]
    assert counts(public) == ["0", "0", "0", "2"]


def test_a_nil_summary_is_published_and_withdrawn(
    nil: None, hana: Browser, public: Browser, db: Session
) -> None:
    assert counts(public) == ["0", "0", "0", "2"]
    after = publish(hana, "nil")
    address = after.link("See it as everybody sees it")
    assert "Nothing to disclose." in public.open(address).text
    assert counts(public) == ["0", "1", "0", "1"]
    page = hana.open(after.link("Withdraw it"))
    assert hana.send(page).problems == ["Choose the kind of reason"]
    after = hana.send(page, {"reason": "privacy"})
    assert "You withdrew your summary on 2 March 2020" in after.text
    assert counts(public) == ["0", "0", "1", "1"]
    seen = public.open(address)
    assert "withdrawn on 2 March 2020" in seen.text
    assert "Kind of reason: Privacy" in seen.text
    assert seen.main.with_class("card") == []
    assert db.scalars(select(PublicSummary.content).where(PublicSummary.name.is_not(None))).one() is None


def test_before_the_review_is_closed_it_says_so(hana: Browser, db: Session, cast: Cast) -> None:
    Office(db, cast).file(cast.hana)
    db.commit()
    page = hana.open("/2020/public")
    sentence = "A summary can be published when the review of your statement is finished."
    assert sentence in page.text
    assert hana.send(page, {"choice": "nil"}).problems == [sentence]
    assert hana.open("/2020/public/summary").address == "/2020/public"


def test_what_was_declared_is_not_published_as_nil(detailed: None, hana: Browser) -> None:
    page = hana.send(hana.open("/2020/public"), {"choice": "nil"})
    assert page.problems == ["Your statement declares something, so it cannot be published as nil."]


def test_confidentiality_is_counted_and_not_named(nil: None, hana: Browser, public: Browser) -> None:
    after = hana.send(hana.open("/2020/public"), {"choice": "confidential"})
    assert "You chose to keep your statement confidential." in after.text
    assert counts(public) == ["0", "0", "1", "1"]
    year = public.open("/public-register/UN/2020")
    assert "Hana" not in year.text
    assert "None published yet" in year.text
    after = hana.send(after, {"choice": "undecided"})
    assert counts(public) == ["0", "0", "0", "2"]


def test_of_whoever_did_not_publish_there_is_no_page(nil: None, public: Browser, db: Session) -> None:
    for row in db.scalars(select(PublicSummary)):
        public.open(f"/public-register/UN/2020/{row.id}", expect=404)


def test_whoever_is_not_eligible_finds_no_page_and_no_link(amina: Browser, db: Session, cast: Cast) -> None:
    Office(db, cast).file(cast.amina)
    db.commit()
    assert "Public disclosure" not in amina.open("/home?language=en").text
    for page in ("public", "public/summary", "public/withdraw"):
        amina.open(f"/2020/{page}", expect=404)


def test_nobody_chooses_for_another(nil: None, at_site: AtSite, cast: Cast) -> None:
    for member in (cast.dalia, cast.olu, cast.farid):
        browser = at_site(member)
        page = f"/for/{cast.hana.on_roster.id}/2020/public"
        browser.open(page, expect=404)
    dalia = at_site(cast.dalia)
    assert "not decided" in dalia.open("/2020/public?language=en").text


def test_the_filer_reads_in_the_ledger_what_was_done(
    detailed: None, hana: Browser, db: Session, cast: Cast
) -> None:
    publish(hana, "detail")
    rows = select(LedgerEntry).where(LedgerEntry.filing_id == cast.hana.filing.id)
    lines = [(row.kind, row.facts.get("why")) for row in db.scalars(rows.order_by(LedgerEntry.at))]
    assert ("statement:opened", "publishing") in lines
    assert lines[-1][0] == "summary:published"


def test_the_list_is_filtered_by_name_and_entity_and_taken_as_a_file(
    detailed: None, hana: Browser, public: Browser
) -> None:
    publish(hana, "detail")
    year = public.open("/public-register/UN/2020?language=en&name=hANA&entity=DOS")
    check(year)
    assert "Hana Novak" in year.text
    assert "Hana Novak" not in public.open("/public-register/UN/2020?name=dalia").text
    assert "Nobody is in this list." in public.open("/public-register/UN/2020?name=dalia").text
    answer = public.client.get(year.link("Download this list"), headers={"Accept-Language": "en"})
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert {(row["name"], row["state"]) for row in rows} == {("Hana Novak", "published-in-detail")}
    assert "Acme" in {row["with_or_in"] for row in rows}


def test_no_cell_of_the_file_is_a_formula(db: Session, cast: Cast, hana: Browser, public: Browser) -> None:
    closed(db, cast, company("=HYPERLINK()", id="part"))
    publish(hana, "detail")
    text = public.client.get("/public-register/UN/2020.csv").get_data(as_text=True)
    assert "'=HYPERLINK()" in text
    assert ",=HYPERLINK()" not in text


def test_a_year_or_an_organisation_that_is_not_there_is_not_found(public: Browser) -> None:
    for page in ("UN/1999", "UNOPS/2020", "UN/1999.csv", "nowhere/2020"):
        public.open(f"/public-register/{page}", expect=404)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_public_page_keeps_its_promises(
    detailed: None, hana: Browser, public: Browser, language: str
) -> None:
    after = publish(hana, "detail")
    entry = after.link("See it as everybody sees it")
    for address in ("/", "/public-register", "/public-register/UN/2020", entry):
        check(public.open(f"{address}?language={language}"))
    for page in ("public", "public/summary", "public/withdraw"):
        hana.open(f"/2020/{page}?language={language}")


def test_what_is_withdrawn_can_be_published_again(nil: None, hana: Browser, db: Session, cast: Cast) -> None:
    hana.send(hana.open(publish(hana, "nil").link("Withdraw it")), {"reason": "correction"})
    page = hana.open(hana.open("/2020/public").link("Publish a summary again"))
    assert "Your summary is published." in hana.send(page, {"consent": "y"}).text
    row = publishing.summary_of(db, cast.hana.filing)
    assert row is not None
    assert row.state is SummaryState.NIL
