"""N3, N5, N6, A3 and A7 as somebody tries them who has a part of what is asked for, and the rest not."""

from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from disclosure import clock
from disclosure.casework import delegating, emergencies
from disclosure.casework.accounts import factors, links, passwords
from disclosure.credentials import hashing
from disclosure.models import Authenticator, Emergency, LedgerEntry
from tests.casework.office import Office, company
from tests.cast import PRESENT, Cast
from tests.second_factors import set_up
from tests.security.sites import Sites
from tests.web.reading import read
from tests.web.signing import is_in, link, send

STOLEN, NEW = "moonlit-harbour-quill", "four plain words apart"
ROSA = "rosa@example.com"


def with_password(sites: Sites, cast: Cast, password: str = STOLEN) -> None:
    account = cast.rosa.account
    passwords.set_password(sites.db, account=account, hashed=hashing.hashed(password), site="review")
    sites.db.commit()


def enter(sites: Sites, password: str) -> tuple[FlaskClient, str]:
    """Send Rosa's address and a password; return the browser and where it is led."""
    client = sites["review"].test_client()
    return client, str(send(client, "/sign-in/password", email=ROSA, password=password).location)


def shown(client: FlaskClient) -> tuple[pyotp.TOTP, str]:
    """Return what makes the codes of the key that the page shows, and the page's token."""
    page = read(client.get("/sign-in/enrol").text)
    (key,) = [one.text for one in page.all("strong") if one.get("dir") == "ltr"]
    return pyotp.TOTP(key.replace(" ", "")), page.all("input", name="csrf_token")[0].get("value")


@pytest.mark.parametrize("how", ["the owner chooses another password", "the office takes the second factor"])
def test_n3_a_sign_in_that_waits_for_its_second_factor_ends_with_the_sessions(
    sites: Sites, cast: Cast, how: str
) -> None:
    """Whoever has a stolen password waits at the second step: no app of theirs is taken after the change."""
    with_password(sites, cast)
    thief, leads_to = enter(sites, STOLEN)
    assert leads_to == "/sign-in/enrol"
    theirs, token = shown(thief)
    if how == "the owner chooses another password":
        with_password(sites, cast, NEW)
    else:
        factors.reset(sites.db, by=cast.olu.actor, account=cast.rosa.account, site="review")
        sites.db.commit()
    answer = thief.post("/sign-in/enrol", data={"csrf_token": token, "code": theirs.at(PRESENT)})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert sites.db.scalars(select(Authenticator)).all() == []


def test_n5_a_code_that_signed_somebody_in_proves_nothing_more(sites: Sites, cast: Cast) -> None:
    """Not at another site, not after the session, and not as the proof before a certification."""
    made, _codes = set_up(sites.db, cast.emil.account, at=PRESENT - timedelta(seconds=30), site="review")
    sites.db.commit()
    code = made.at(PRESENT)
    for number, site in enumerate(("review", "compliance", "review")):
        app = sites[site]
        client = app.test_client()
        assert send(client, link(app, client, email="emil@example.org")).location == "/sign-in/code"
        assert send(client, "/sign-in/code", code=code).status_code == (200 if number else 303)
    signed_in = sites.client("review", cast.emil)
    assert send(signed_in.http, "/sign-in/prove", code=code).status_code == 200
    with clock.travel(PRESENT + timedelta(seconds=30)):
        assert send(signed_in.http, "/sign-in/prove", code=made.at(clock.now())).status_code == 303


def test_n6_an_invitation_to_somebody_who_has_an_account_keeps_their_second_factor(
    sites: Sites, cast: Cast
) -> None:
    made, _codes = set_up(sites.db, cast.rosa.account, at=PRESENT - timedelta(seconds=30), site="review")
    sites.db.commit()
    app = sites["review"]
    before = link(app, app.test_client(), email=ROSA)
    links.invite(sites.db, by=cast.olu.actor, account=cast.rosa.account, site="review")
    sites.db.commit()
    assert send(app.test_client(), before).status_code == 410, "the invitation ends the links before it"
    client = app.test_client()
    assert send(client, link(app, client, email=ROSA)).location == "/sign-in/code"
    assert client.get("/account/sign-in").status_code == 303
    assert send(client, "/sign-in/code", code=made.at(PRESENT)).status_code == 303
    assert factors.factors_of(sites.db, cast.rosa.account.id).app


def test_n6_a_link_to_reset_is_void_once_it_was_used_or_the_password_was_chosen(
    sites: Sites, cast: Cast
) -> None:
    app, email = sites["portal"], cast.boris.account.email
    owner = app.test_client()
    used = link(app, owner, email=email, page="/sign-in/forgotten")
    assert send(owner, used).location == "/account/sign-in/password"
    assert send(app.test_client(), used).status_code == 410
    second = link(app, app.test_client(), email=email, page="/sign-in/forgotten")
    assert send(owner, "/account/sign-in/password", password=NEW).status_code == 303
    thief = app.test_client()
    assert send(thief, second).status_code == 410
    assert not is_in(thief)


def test_a3_a_delegate_is_refused_on_the_request_after_the_delegation_ended(
    sites: Sites, office: Office, cast: Cast
) -> None:
    office.prepare(cast.amina, company())
    amina, person = cast.amina.actor, cast.amina.on_roster
    given = delegating.grant(office.db, by=amina, person=person, email=cast.farid.account.email)
    office.db.commit()
    delegate, page = sites.client("portal", cast.farid), f"/for/{person.id}/2020/check"
    assert delegate.get(page).status_code == 200
    delegating.revoke(office.db, by=amina, person=person, delegation_id=given.id)
    office.db.commit()
    assert delegate.get(page).status_code == 404
    assert delegate.post(page, {"certified_1": "y", "certified_2": "y"}).status_code == 404


def test_a2_nobody_opens_a_case_in_an_emergency_alone(sites: Sites, office: Office, cast: Cast) -> None:
    """Through the pages: whoever asks gets nothing, and agreeing is somebody else's."""
    filing = office.in_review(cast.amina, company())
    ravi, page = sites.client("review", cast.ravi), f"/{filing.id}/emergency"
    assert ravi.post(page, {**ravi.hidden(page), "reason": "She is away."}).status_code == 303
    row = office.db.scalars(select(Emergency)).one()
    agree = f"/emergencies/{row.id}/agree"
    assert ravi.get(f"/{filing.id}").status_code == 404
    for somebody in (cast.ravi, cast.rosa, cast.ana):
        client = sites.client("review", somebody)
        assert client.post(agree, {"once": "A" * 22}).status_code == 404
    assert ravi.get(f"/{filing.id}").status_code == 404
    emil = sites.client("review", cast.emil)
    assert emil.post(agree, emil.hidden("/emergencies")).status_code == 303
    assert ravi.get(f"/{filing.id}").status_code == 200
    with clock.travel(PRESENT + timedelta(hours=emergencies.HOURS, minutes=1)):
        later = sites.client("review", cast.ravi)
        assert later.get(f"/{filing.id}").status_code == 404
    kinds = select(LedgerEntry.kind).where(LedgerEntry.kind.like("emergency:%"))
    assert office.db.scalars(kinds.order_by(LedgerEntry.kind)).all() == [
        "emergency:agreed",
        "emergency:asked",
    ]
