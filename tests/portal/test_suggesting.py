"""Names of the office's lists, offered while an organisation is written."""

from disclosure.domain.listed import ListKind
from tests.casework.lists import entry, take_over
from tests.cast import Cast
from tests.portal.browser import Browser

OFFER = "/suggest/organisations"


def offered(browser: Browser, typed: str) -> list[str]:
    """What the script gets for what was typed."""
    token = browser.open("/help").form.one("input", name="csrf_token").get("value")
    answer = browser.client.post(OFFER, data={"typed": typed, "csrf_token": token})
    assert answer.status_code == 200
    names: list[str] = answer.get_json()
    return names


def test_vendors_are_offered_by_how_they_begin(cast: Cast, amina: Browser) -> None:
    engine = amina.app.extensions["engine"]
    take_over(engine, cast, entry("1", "Sahel Transport SARL"), entry("2", "Nord Logistik GmbH"))
    assert offered(amina, "sahel tr") == ["Sahel Transport SARL"]
    assert offered(amina, "nobody") == []


def test_who_is_under_sanctions_is_never_offered(cast: Cast, amina: Browser) -> None:
    engine = amina.app.extensions["engine"]
    take_over(engine, cast, entry("1", "Sahel Arms"), code="sanctions", kind=ListKind.SANCTIONS.value)
    assert offered(amina, "sahel") == []


def test_nothing_is_offered_without_signing_in_or_without_the_token_of_a_page(amina: Browser) -> None:
    assert amina.client.post(OFFER, data={"typed": "sahel"}).status_code == 400
    assert amina.app.test_client().post(OFFER, data={"typed": "sahel"}).status_code == 400


def test_the_script_asks_there(amina: Browser) -> None:
    assert '"../suggest/organisations"' in amina.client.get("/script/en.js").text
