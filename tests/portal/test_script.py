"""The script with its words, and the lists it suggests from: one for everybody, kept by the browser."""

import gzip
import json
from typing import Any

import pytest
from flask import Flask

from disclosure.domain.identifiers import countries
from disclosure.web.languages import LANGUAGES
from tests.portal.browser import Browser

CODES = [language.code for language in LANGUAGES]
MOST_BYTES = 8 * 1024
"""The script and its words as they travel, compressed: both are the same for everybody."""


def words(browser: Browser, language: str = "en") -> dict[str, Any]:
    """What the script says in a language."""
    line = browser.client.get(f"/script/{language}.js").text.split("\n", 1)[0]
    said: dict[str, Any] = json.loads(line.removeprefix("const words = ").removesuffix(";"))
    return said


def listed(browser: Browser, name: str, language: str = "en") -> list[list[str]]:
    """The list that the script fetches when it is first needed."""
    address = words(browser, language)["lists"][name]
    pairs: list[list[str]] = browser.client.get(f"/script/{address}").get_json()
    return pairs


@pytest.mark.parametrize("language", CODES)
def test_the_script_says_the_same_things_in_every_language(amina: Browser, language: str) -> None:
    said, english = words(amina, language), words(amina)
    assert said.keys() == english.keys()
    for name, text in english.items():
        if isinstance(text, str):
            assert ("{time}" in said[name]) == ("{time}" in text), name
            assert language == "en" or said[name] != text, name


@pytest.mark.parametrize("language", CODES)
def test_the_script_travels_light_and_is_kept_for_a_year(amina: Browser, language: str) -> None:
    page = amina.open(f"/home?language={language}")
    address = page.whole.one("script").get("src")
    assert address.startswith(f"/script/{language}.js?v=")
    answer = amina.client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= MOST_BYTES
    assert gzip.decompress(answer.data) == amina.client.get(address).data


def test_no_cookie_bears_on_the_script_so_that_it_is_kept_when_one_changes(amina: Browser) -> None:
    answer = amina.client.get(words_address := "/script/en.js")
    assert "Cookie" not in answer.vary
    assert "Set-Cookie" not in answer.headers
    stranger = amina.app.test_client().get(words_address)
    assert stranger.data == answer.data
    assert stranger.headers["Cache-Control"] == "public, no-cache"


def test_a_language_that_we_do_not_speak_has_no_script(site: Flask) -> None:
    client = site.test_client()
    assert client.get("/script/tlh.js").status_code == 404
    assert client.get("/script/countries.tlh.json").status_code == 404
    assert client.get("/script/people.en.json").status_code == 404


@pytest.mark.parametrize("language", CODES)
def test_every_country_and_currency_is_suggested_in_the_language_of_the_page(
    amina: Browser, language: str
) -> None:
    assert len({name for (name,) in listed(amina, "countries", language)}) == len(countries())
    named = {code: name for name, code in listed(amina, "currencies", language)}
    assert {"USD", "KES", "ZMW"} <= named.keys()
    assert len(named) > 100
    assert next(iter(named)) == "USD"
    expected = {
        "ar": "ألمانيا",
        "zh": "德国",
        "en": "Germany",
        "fr": "Allemagne",
        "ru": "Германия",
        "es": "Alemania",
    }
    assert [expected[language]] in listed(amina, "countries", language)
