"""The pages by which one signs in, and those of how one does."""

import pyotp

from disclosure import clock
from disclosure.casework.accounts import steps
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.instance import Instance
from tests.journeys.people import LEV
from tests.journeys.walking import Journey

CHOSEN = "moonlit-harbour-quill"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device of Chromium's own, whose owner says yes at once."""


def test_how_one_signs_in_is_changed_and_then_asked_for(go: Go) -> None:
    journey = go(LEV, OFFICE, language="en").open("/account/sign-in").shows("4 sign-in")
    journey.open("/account/sign-in/password").shows("4 new password")
    journey.fill("password", "password1234").send().shows("4 password refused")
    assert "common passwords" in journey.problems[0]
    journey.fill("password", CHOSEN).send()
    assert journey.path == "/account/sign-in"
    journey.open("/sign-in/prove").shows("2 prove")
    journey.open("/account/sign-in/app").shows("4 app")
    key = journey.page.locator("main strong").inner_text().replace(" ", "")
    journey.fill("code", pyotp.TOTP(key).at(clock.now())).send().shows("4 recovery codes")
    assert journey.page.locator("main li").count() == 10

    other = go(None, OFFICE).open("/sign-in/password").shows("2 password")
    other.fill("email", LEV.email).fill("password", CHOSEN).send()
    assert other.path == "/sign-in/code"
    other.shows("2 code").open("/sign-in/forgotten").shows("2 forgotten")
    adds_and_uses_a_passkey(journey)

    journey.open("/account/sign-in").send('form[action$="/app/remove"] button')
    assert journey.path == "/account/sign-in"


def adds_and_uses_a_passkey(journey: Journey) -> None:
    """Somebody who has an app makes a passkey on a device, and signs in with it."""
    journey.session.send("WebAuthn.enable")
    journey.session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    journey.open("/account/sign-in/passkeys").shows("4 passkey")
    journey.fill("name", "Work laptop").send()
    assert journey.path == "/account/sign-in"
    assert "Work laptop" in journey.text
    journey.open("/sign-in/passkey").shows("2 passkey").send("form[data-passkey] button")
    assert journey.path == "/home"


def test_somebody_new_sets_up_an_app_before_the_first_entry(go: Go, instance: Instance) -> None:
    journey = go(None, OFFICE)
    with instance.office() as office:
        token = steps.begin_step(office.db, office.cast.ravi.account, site="review", method="link")
    cookie = str(instance.serializer("review").dumps({"step": token, "language": "en"}))
    journey.page.context.add_cookies([{"name": "review-session", "value": cookie, "url": journey.base}])
    journey.open("/review/sign-in/enrol").shows("2 enrol")
    assert journey.page.locator("main strong").inner_text()
