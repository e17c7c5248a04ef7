"""The pages by which one signs in, and those of how one does."""

import pyotp

from disclosure import clock
from tests.journeys.browser import OFFICE
from tests.journeys.conftest import Go
from tests.journeys.people import LEV

CHOSEN = "moonlit-harbour-quill"


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

    journey.open("/account/sign-in").send('form[action$="/app/remove"] button')
    assert journey.path == "/account/sign-in"
