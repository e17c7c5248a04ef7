import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext

from disclosure.web import languages
from disclosure.web.languages import spoken


@pytest.fixture
def account() -> dict[str, str]:
    return {}


@pytest.fixture
def client(account: dict[str, str]) -> FlaskClient:
    app = Flask(__name__)
    app.secret_key = "of the test"
    languages.register(
        app,
        of_account=lambda: account.get("language"),
        remember=lambda code: account.update(language=code, asked=request.path),
    )
    app.add_url_rule("/", "index", lambda: f"{spoken().code} {gettext('Help')}", methods=["GET", "POST"])
    return app.test_client()


def test_the_choice_in_the_address_is_taken_kept_and_told_to_the_account(
    client: FlaskClient, account: dict[str, str]
) -> None:
    assert client.get("/?language=ar").text == "ar المساعدة"
    assert client.get("/", headers={"Accept-Language": "fr"}).text == "ar المساعدة"
    assert account == {"language": "ar", "asked": "/"}


def test_the_same_choice_again_writes_nothing(client: FlaskClient, account: dict[str, str]) -> None:
    client.get("/?language=es")
    account.clear()
    client.get("/?language=es")
    assert account == {}


def test_the_account_comes_before_the_browser(client: FlaskClient, account: dict[str, str]) -> None:
    account["language"] = "ru"
    assert client.get("/", headers={"Accept-Language": "fr"}).text == "ru Помощь"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ("fr-CA,en;q=0.5", "fr"),
        ("zh-TW", "zh"),
        ("de, es;q=0.8, en;q=0.9", "en"),
        ("de", "en"),
        ("fr;q=0, ru", "ru"),
        ("en-XA", "en"),
        (";;;", "en"),
        ("", "en"),
    ],
)
def test_the_browsers_wishes_are_taken_in_their_order(client: FlaskClient, wish: str, code: str) -> None:
    assert client.get("/", headers={"Accept-Language": wish}).text.split()[0] == code


@pytest.mark.parametrize("unknown", ["xx", "../../etc/passwd", "en-XA", ""])
def test_a_language_we_do_not_offer_is_ignored(client: FlaskClient, unknown: str) -> None:
    assert client.get(f"/?language={unknown}").text == "en Help"


def test_a_text_may_be_in_another_language_than_its_page(client: FlaskClient) -> None:
    with client.application.test_request_context("/?language=fr"), force_locale("zh"):
        assert (spoken().tag, gettext("Help")) == ("zh-Hans", "帮助")


def test_letters_ask_for_a_language_by_its_code() -> None:
    assert languages.language("ar").direction == "rtl"
    assert languages.language("tlh") is languages.ENGLISH
