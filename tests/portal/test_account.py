"""The page about one's own account: language, time zone, and who may prepare one's statement."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, delegating
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.errors import BadInput, NotFound, NotPermitted
from disclosure.models import Account, Delegation, LedgerEntry
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, AT_HOME, BOTH_BOXES


def sent(browser: Browser, part: str, answers: dict[str, str], *, expect: int = 200) -> Page:
    """Fill in the form of one row of the page and send it."""
    page = browser.open("/account")
    (form,) = [form for form in page.main.all("form") if form.get("action") == f"/account/{part}"]
    hidden = {box.get("name"): box.get("value") for box in form.all("input") if box.get("type") == "hidden"}
    answer = browser.client.post(form.get("action"), data=hidden | answers, follow_redirects=True)
    assert answer.status_code == expect, answer.text
    browser.seen.append(browser._page(answer))
    return browser.seen[-1]


def token_of(page: Page) -> str:
    """The page's token against forged forms."""
    return page.whole.all("input", name="csrf_token")[0].get("value")


def preferred(browser: Browser, cast: Cast) -> tuple[str, str | None]:
    with transaction(browser.app.extensions["engine"], write=False) as db:
        account = db.scalars(select(Account).where(Account.email == "amina@example.org")).one()
        return account.language, account.zone


def test_the_name_at_the_top_leads_to_the_account(amina: Browser) -> None:
    page = amina.open(amina.open("/home").link("Amina Odhiambo"))
    assert page.heading == "Your account"
    assert "amina@example.org" in page.text


def test_the_language_is_kept_with_the_account_and_changes_the_page_at_once(
    amina: Browser, cast: Cast
) -> None:
    page = sent(amina, "language", {"language-code": "es"})
    assert page.whole.one("html").get("lang") == "es"
    assert preferred(amina, cast)[0] == "es"


def test_a_language_we_do_not_speak_is_refused(amina: Browser, cast: Cast) -> None:
    page = sent(amina, "language", {"language-code": "tlh"})
    assert len(page.problems) == 1
    assert preferred(amina, cast)[0] == "en"


def test_times_are_shown_in_the_chosen_zone_and_a_choice_can_be_taken_back(
    amina: Browser, cast: Cast
) -> None:
    assert "until 10:00 (UTC)" in amina.open("/account").whole.text
    page = sent(amina, "zone", {"zone-zone": "Asia/Bangkok"})
    assert "until 17:00 (Bangkok)" in page.whole.text
    assert preferred(amina, cast)[1] == "Asia/Bangkok"
    sent(amina, "zone", {"zone-zone": ""})
    assert preferred(amina, cast)[1] is None


def test_a_zone_that_is_not_on_the_list_is_refused(amina: Browser, cast: Cast) -> None:
    assert len(sent(amina, "zone", {"zone-zone": "Mars/Olympus"}).problems) == 1
    assert preferred(amina, cast)[1] is None


def test_each_row_saves_alone(amina: Browser, cast: Cast) -> None:
    sent(amina, "zone", {"zone-zone": "Asia/Bangkok", "language-code": "fr"})
    assert preferred(amina, cast) == ("en", "Asia/Bangkok")


def test_a_delegate_prepares_cannot_certify_and_is_out_when_it_is_taken_back(
    amina: Browser, at_site: AtSite, cast: Cast, db: Session
) -> None:
    hers = f"/for/{cast.amina.on_roster.id}/2020"
    farid = at_site(cast.farid)
    db.commit()
    farid.open("/home?language=en")
    farid.open(f"{hers}/start", expect=404)
    page = sent(amina, "delegates", {"email": " Farid@Example.org "})
    assert "Only you can certify it." in page.text
    assert "Farid Rahimi" in page.text
    start = farid.open(farid.open("/home").link("2020 statement of Amina Odhiambo"))
    check = farid.send(farid.send(farid.send(start), AT_HOME), ALL_NO)
    assert "Only Amina Odhiambo can certify and file it" in check.text
    token = token_of(amina.open("/account"))
    (revoke,) = [form.get("action") for form in page.main.all("form") if form.get("action").count("/") > 2]
    assert farid.client.post(revoke, data={"csrf_token": token_of(farid.open("/account"))}).status_code == 404
    assert amina.client.post(revoke, data={"csrf_token": token}).status_code == 303
    farid.open(f"{hers}/start", expect=404)
    filed = amina.send(amina.open("/2020/check"), BOTH_BOXES)
    assert filed.heading == "Filed"
    lines = db.scalars(select(LedgerEntry).where(LedgerEntry.kind.like("delegation:%"))).all()
    told = {(line.kind, line.account_id, line.facts["delegate_id"]) for line in lines}
    assert told == {
        (kind, cast.amina.account.id, str(cast.farid.account.id))
        for kind in ("delegation:granted", "delegation:revoked")
    }


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        ("", "Enter an e-mail address, like name@example.org"),
        ("farid at example", "Enter an e-mail address, like name@example.org"),
        ("nobody@example.org", "Nobody signs in with this address."),
        ("amina@example.org", "This is your own address."),
        ("emil@example.org", "Emil Lindqvist reads statements for the office"),
        ("sana@example.net", "Nobody signs in with this address."),
    ],
)
def test_an_address_that_does_not_do_is_explained_and_stays(amina: Browser, email: str, problem: str) -> None:
    page = sent(amina, "delegates", {"email": email})
    assert len(page.problems) == 1
    assert page.problems[0].startswith(problem)
    (box,) = page.main.all("input", name="email")
    assert box.get("value") == email


def test_somebody_is_a_delegate_once(amina: Browser) -> None:
    sent(amina, "delegates", {"email": "farid@example.org"})
    page = sent(amina, "delegates", {"email": "farid@example.org"})
    assert page.problems == ["Farid Rahimi may prepare your statement already."]


def test_somebody_from_outside_has_no_statement_to_be_prepared(at_site: AtSite, cast: Cast) -> None:
    rosa = at_site(cast.rosa)
    page = rosa.open("/account?language=en")
    assert "Who may prepare your statement" not in page.text
    token = token_of(page)
    assert rosa.client.post("/account/delegates", data={"csrf_token": token}).status_code == 404


def test_nobody_grants_or_takes_back_for_another(db: Session, cast: Cast) -> None:
    amina, boris = cast.amina, cast.boris
    with pytest.raises(NotPermitted):
        delegating.grant(db, by=boris.actor, person=amina.on_roster, email="boris@example.org")
    row = delegating.grant(db, by=amina.actor, person=amina.on_roster, email="farid@example.org")
    db.flush()
    with pytest.raises(NotPermitted):
        delegating.revoke(db, by=boris.actor, person=amina.on_roster, delegation_id=row.id)
    with pytest.raises(NotFound):
        delegating.revoke(db, by=boris.actor, person=boris.on_roster, delegation_id=row.id)
    assert row.revoked_at is None


def test_who_was_a_delegate_once_can_be_one_again(db: Session, cast: Cast) -> None:
    amina = cast.amina
    for _again in range(2):
        row = delegating.grant(db, by=amina.actor, person=amina.on_roster, email="farid@example.org")
        db.flush()
        delegating.revoke(db, by=amina.actor, person=amina.on_roster, delegation_id=row.id)
        db.flush()
    assert len(db.scalars(select(Delegation)).all()) == 2
    assert delegating.delegates_of(db, amina.on_roster) == []


def test_a_disabled_account_is_nobody_to_choose(db: Session, cast: Cast) -> None:
    cast.farid.account.disabled_at = clock.now()
    db.flush()
    with pytest.raises(BadInput, match="Nobody signs in with this address"):
        delegating.grant(db, by=cast.amina.actor, person=cast.amina.on_roster, email="farid@example.org")


def test_whoever_prepares_for_a_colleague_is_given_no_role_that_reads(db: Session, cast: Cast) -> None:
    row = delegating.grant(db, by=cast.amina.actor, person=cast.amina.on_roster, email="farid@example.org")
    db.flush()
    with pytest.raises(BadInput, match="prepares the statement of a colleague"):
        accounts.grant_role(db, by=cast.olu.actor, account=cast.farid.account, role=Role.REVIEWER)
    delegating.revoke(db, by=cast.amina.actor, person=cast.amina.on_roster, delegation_id=row.id)
    db.flush()
    granted = accounts.grant_role(db, by=cast.olu.actor, account=cast.farid.account, role=Role.REVIEWER)
    assert granted.role is Role.REVIEWER
