"""Every page, seen by everybody who may: well-formed in both directions, and without declared content."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import designating, drawing, referring, scheduling
from disclosure.models import Referral
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast, make_keys
from tests.compliance.browsing import Browser, path_of, said_in
from tests.compliance.conftest import Visit
from tests.pages import checked

SECRETS = (
    "Ñandú",
    "charity",
    "Who runs this firm?",
    "My brother does.",
    "implementing partner",
    "resign from the board",
    "I am not paid.",
)
"""What filers, reviewers and advisers wrote in this test; all of it is sealed."""


@pytest.fixture
def busy(db: Session, cast: Cast, office: Office) -> Iterator[Referral]:
    """A season in which everything happened: statements, a question, advice, a draw, a referral."""
    asked = office.in_review(cast.amina, company("Ñandú S.A."))
    office.answer(office.ask(asked), cast.amina)
    advised = office.in_review(cast.boris, board_seat())
    [advice] = office.advise(advised)
    office.disagree(advice, cast.boris)
    designating.extend(
        db,
        by=cast.olu.actor,
        filing=cast.chen.filing,
        until=datetime(2020, 4, 3, tzinfo=UTC).date(),
        reason="Ill.",
    )
    drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source="drand round 4711")
    drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value="4f2a")
    office.prepare(cast.dalia, company("Ñandú S.A."))
    with clock.travel(datetime(2020, 5, 20, 12, tzinfo=UTC)):
        office.file(cast.hana)
        referral = referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])
        referring.send(db, by=cast.petra.actor, referral=referral)
        yield referral


def addresses(app: Flask, cast: Cast, referral: Referral) -> list[str]:
    """Every address of the site that is opened with GET, with the rows of this season filled in."""
    parts = {
        "year": 2020,
        "code": "DOS",
        "filing_id": cast.chen.filing.id,
        "referral_id": referral.id,
    }
    with app.test_request_context():
        urls = app.url_map.bind("localhost")
        return [
            urls.build(rule.endpoint, {name: parts[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(("static", "signin", "demo"))
        ]


def everything(browser: Browser, address: str) -> Iterator[str]:
    """Open an address in English and in Arabic, follow where it leads, and yield every text it sends."""
    for language in ("en", "ar"):
        answer = browser.asks(f"{address}?language={language}")
        while answer.status_code == 303:
            answer = browser.asks(path_of(answer.location))
        assert answer.status_code in (200, 404), f"{address}: {answer.status}"
        if answer.mimetype == "text/html":
            page = checked(answer.text)
            assert page.one("html").get("lang") == language, address
        yield said_in(answer)


@pytest.mark.parametrize("name", ["olu", "hana", "farid", "ida", "emil"])
def test_no_page_is_malformed_or_tells_what_somebody_declared(
    app: Flask, cast: Cast, busy: Referral, visit: Visit, name: str
) -> None:
    browser = visit(getattr(cast, name))
    for address in addresses(app, cast, busy):
        for text in everything(browser, address):
            for secret in SECRETS:
                assert secret not in text, f"{address} tells {secret}"


def test_every_address_of_the_site_is_looked_at(app: Flask, cast: Cast, busy: Referral, visit: Visit) -> None:
    """Olu opens all of them, but for what is the head's alone to do and the auditor's alone to see."""
    olu = visit(cast.olu)
    found = addresses(app, cast, busy)
    assert len(found) > 20
    refused = [address for address in found if olu.asks(address).status_code == 404]
    of_the_head = f"/entity/DOS/referrals/{busy.id}"
    back = f"{of_the_head}/return/{cast.chen.filing.id}"
    assert sorted(refused) == [f"{of_the_head}/action", back, "/ledger"]


def test_the_word_of_a_review_is_on_no_page_of_a_person(cast: Cast, busy: Referral, visit: Visit) -> None:
    for member in (cast.amina, cast.boris):
        text = visit(cast.olu).opens(f"/cycle/2020/people/{member.filing.id}").one("main").text
        assert "Filed" in text
        for word in ("dvice", "uestion", "onflict", "isagree", "roof"):
            assert word not in text, f"{member.account.name}: {word}"


def test_two_years_are_kept_apart(db: Session, cast: Cast, olu: Browser, busy: Referral) -> None:
    with clock.travel(datetime(2021, 2, 1, 12, tzinfo=UTC)):
        by = cast.olu.actor
        cycle = scheduling.plan_cycle(db, by=by, organisation=cast.organisation, year=2021)
        make_keys(db, by=by, cycle=cycle, directory=cast.keys.portal.directory.parent)
        designating.designate(db, by=by, cycle=cycle)
        assert "In this list: 9." in olu.opens("/cycle/2021/people").text
        assert "0 of 9 have filed" in olu.opens("/cycle/2021").text
        assert "No referral was prepared" in olu.opens("/cycle/2021/referrals").text
        links = {link.get("href") for link in olu.opens("/cycle/2020/referrals").all("a")}
        assert "/cycle/2020/people" in links
        assert "/cycle/2021/people" not in links
