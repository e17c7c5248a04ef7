"""A country goes in by its name or its code and comes out by its name."""

import pytest
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from disclosure.domain.identifiers import countries
from disclosure.web.countries import ALSO, CountryField, code_of, name_of
from disclosure.web.forms import Form
from disclosure.web.languages import LANGUAGES
from tests.web.sample import make_app

APP = make_app()
CODES = [language.code for language in LANGUAGES]


class PlaceForm(Form):
    country = CountryField("Country")


@pytest.fixture(autouse=True)
def request_context() -> object:
    with APP.test_request_context():
        yield


def typed(text: str) -> CountryField:
    form = PlaceForm(MultiDict({"country": text}))
    form.country.validate(form)
    return form.country


@pytest.mark.parametrize("language", CODES)
def test_every_country_is_read_by_its_code_and_by_its_name_in_every_language(language: str) -> None:
    with force_locale(language):
        for code in countries():
            assert code_of(code.lower()) == code
            assert code_of(name_of(code)) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kenya", "KE"),
        (" COTE D'IVOIRE ", "CI"),
        ("turkiye", "TR"),
        ("Etats-Unis", "US"),
        ("South Korea", "KR"),
        ("UK", "GB"),
        ("KEN", "KE"),
        *ALSO.items(),
    ],
)
def test_accents_capitals_and_either_language_make_no_difference(written: str, code: str) -> None:
    with force_locale("fr"):
        assert code_of(written) == code


@pytest.mark.parametrize("text", ["Atlantis", "ZZ", "EU", "4", "?", "Kenyaa"])
def test_what_is_no_country_gets_a_sentence_and_stays_as_it_was_typed(text: str) -> None:
    field = typed(text)
    assert field.errors == ["Enter the name of a country, or its code, like KE"]
    assert not field.data
    assert field._value() == text


def test_a_code_is_kept_and_shown_by_its_name_in_the_language_of_the_page() -> None:
    with force_locale("es"):
        assert typed("germany").data == "DE"
        assert typed("DE")._value() == "Alemania"
        assert PlaceForm(formdata=None, country="DE").country._value() == "Alemania"
        assert PlaceForm(formdata=None).country._value() == ""
