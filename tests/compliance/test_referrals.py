"""One officer prepares a referral, another sends it, the head of the entity says what was done."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import referring
from disclosure.domain.lifecycle import ReferralState
from disclosure.errors import WrongState
from disclosure.models import Letter, Referral
from tests.casework.office import Office
from tests.cast import Cast
from tests.compliance.browsing import Browser, row
from tests.compliance.conftest import Visit

MAY = datetime(2020, 5, 4, 12, tzinfo=UTC)
"""More than thirty days after the due date."""


@pytest.fixture
def in_may(cast: Cast) -> Iterator[None]:
    with clock.travel(MAY):
        yield


@pytest.fixture
def prepared(db: Session, cast: Cast, office: Office, in_may: None) -> Referral:
    """Olu's referral of Amina and Chen to Hana, who filed herself."""
    office.file(cast.hana)
    return referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])


def page_of(referral: Referral) -> str:
    return f"/cycle/2020/referrals/{referral.id}"


def test_petra_sends_what_olu_prepared(
    db: Session, office: Office, cast: Cast, in_may: None, olu: Browser, petra: Browser, hana: Browser
) -> None:
    office.file(cast.hana)
    page = olu.opens("/cycle/2020/referrals")
    assert row(page, "DOS")[1] == "2"
    page = olu.presses("/cycle/2020/referrals", to="/prepare/DOS")
    assert "The referral is prepared" in page.text
    referral = db.scalars(select(Referral)).one()
    page = petra.presses(page_of(referral), to="/send")
    assert "The referral is sent. Letters written: 1." in page.text
    assert referral.state is ReferralState.SENT
    letter = db.scalars(select(Letter).where(Letter.kind == "referral")).one()
    assert letter.to_email == "hana@example.org"


def test_olu_cannot_send_what_olu_prepared(prepared: Referral, cast: Cast, olu: Browser) -> None:
    page = olu.opens(page_of(prepared))
    assert "You prepared this referral, so a second officer sends it." in page.text
    assert not [form for form in page.all("form") if form.get("action").endswith("/send")]
    assert olu.posts(f"{page_of(prepared)}/send").status_code == 404
    assert prepared.state is ReferralState.PREPARED


def test_whoever_files_between_prepare_and_send_is_dropped_and_listed(
    office: Office, prepared: Referral, cast: Cast, petra: Browser
) -> None:
    before = petra.opens(page_of(prepared))
    assert "2 people in Department of Operational Support" in before.text
    office.file(cast.amina)
    page = petra.presses(page_of(prepared), to="/send")
    assert "1 person in Department of Operational Support" in page.text
    assert row(page, "Amina")[-1] == "Has filed"
    assert row(page, "陈美玲")[1] == "100004"


def test_a_referral_of_which_nobody_is_left_is_not_sent_and_says_why(
    office: Office, prepared: Referral, cast: Cast, petra: Browser
) -> None:
    office.file(cast.amina)
    office.file(cast.chen)
    page = petra.opens(page_of(prepared))
    assert "Nobody is left in this referral. Withdraw it." in page.text
    assert not [form for form in page.all("form") if form.get("action").endswith("/send")]
    page = petra.shows(petra.posts(f"{page_of(prepared)}/send"))
    assert "everybody has filed or has more time" in page.text
    assert prepared.state is ReferralState.PREPARED


def test_sending_twice_sends_once(db: Session, prepared: Referral, cast: Cast, petra: Browser) -> None:
    form = petra.form(page_of(prepared), to="/send")
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    for _time in range(2):
        answer = petra.posts(form.get("action"), **fields)
        assert "The referral is sent" in petra.shows(answer).text or _time
    assert len(db.scalars(select(Letter).where(Letter.kind == "referral")).all()) == 1


def test_somebody_is_taken_off_with_a_reason(prepared: Referral, cast: Cast, olu: Browser) -> None:
    address = f"{page_of(prepared)}/remove/{cast.chen.filing.id}"
    assert "Write why this person is taken off the referral" in olu.sends(address).text
    page = olu.sends(address, reason="In hospital since March.")
    assert row(page, "陈美玲")[-1] == "In hospital since March."
    assert olu.asks(address).status_code == 404


def test_a_withdrawn_referral_can_be_prepared_again(prepared: Referral, cast: Cast, olu: Browser) -> None:
    page = olu.presses(page_of(prepared), to="/withdraw")
    assert "The referral is withdrawn" in page.text
    assert row(page, "DOS")[1] == "2"


def test_the_head_sees_a_referral_once_it_is_sent_and_records_the_action(
    db: Session, prepared: Referral, cast: Cast, hana: Browser, farid: Browser, olu: Browser
) -> None:
    address = f"/entity/DOS/referrals/{prepared.id}"
    assert hana.is_refused(address)
    referring.send(db, by=cast.petra.actor, referral=prepared)
    assert row(hana.opens(address), "Amina")[-2] == "1"
    assert farid.is_refused(address)
    assert "Write what you did" in hana.sends(f"{address}/action").text
    page = hana.sends(f"{address}/action", action="I spoke with both of them.")
    assert "Your action is recorded" in page.text
    assert "I spoke with both of them." in olu.opens(page_of(prepared)).text
    assert prepared.state is ReferralState.ACTED


def test_only_the_head_records_the_action(db: Session, prepared: Referral, cast: Cast, visit: Visit) -> None:
    referring.send(db, by=cast.petra.actor, referral=prepared)
    for name in ("olu", "farid", "ida", "emil"):
        assert visit(getattr(cast, name)).is_refused(f"/entity/DOS/referrals/{prepared.id}/action")


def test_the_head_reads_of_nobody_who_was_taken_off(
    db: Session, office: Office, prepared: Referral, cast: Cast, hana: Browser
) -> None:
    reason = "In hospital since March."
    referring.remove_person(db, by=cast.olu.actor, referral=prepared, filing=cast.chen.filing, reason=reason)
    referring.send(db, by=cast.petra.actor, referral=prepared)
    page = hana.opens(f"/entity/DOS/referrals/{prepared.id}")
    assert "hospital" not in page.text
    assert "陈美玲" not in page.text


def test_an_entity_without_a_head_is_named_before_anything_is_sent(
    db: Session, office: Office, cast: Cast, in_may: None, petra: Browser
) -> None:
    referral = referring.prepare(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DPO"])
    page = petra.opens(page_of(referral))
    assert "The entity has no head with an account." in page.text
    assert "has no head" in petra.shows(petra.posts(f"{page_of(referral)}/send")).text


def test_a_head_returns_somebody_who_moved_and_the_office_may_refer_them_again(
    db: Session, cast: Cast, prepared: Referral, petra: Browser, hana: Browser, olu: Browser
) -> None:
    petra.presses(page_of(prepared), to="/send")
    letter = f"/entity/DOS/referrals/{prepared.id}"
    (link,) = [one for one in hana.opens(letter).all("a") if "陈美玲" in one.text]
    page = hana.sends(link.get("href"), reason="Serves in Bangkok with DPO since May.")
    assert "returned to the programme office" in page.text
    assert "陈美玲" not in hana.opens(letter).one("main").text
    assert row(olu.opens(page_of(prepared)), "陈美玲")[-1] == "Serves in Bangkok with DPO since May."
    assert row(olu.opens("/cycle/2020/referrals"), "DOS")[1] == "1"
    assert cast.chen.filing.referred is False
    assert hana.asks(link.get("href")).status_code == 404


def test_nobody_is_returned_once_the_head_said_what_was_done(
    db: Session, cast: Cast, prepared: Referral, petra: Browser
) -> None:
    petra.presses(page_of(prepared), to="/send")
    referring.record_action(db, by=cast.hana.actor, referral=prepared, action="I spoke with both.")
    with pytest.raises(WrongState):
        referring.return_person(
            db, by=cast.hana.actor, referral=prepared, filing=cast.chen.filing, reason="Moved."
        )


def test_only_the_head_who_received_it_returns_somebody(
    db: Session, cast: Cast, prepared: Referral, petra: Browser, farid: Browser
) -> None:
    petra.presses(page_of(prepared), to="/send")
    back = f"/entity/DOS/referrals/{prepared.id}/return/{cast.chen.filing.id}"
    assert petra.is_refused(back)
    assert farid.is_refused(back)
