from decimal import Decimal

import pytest
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.interests.money import Money
from disclosure.web.languages import LANGUAGES
from disclosure.web.money import SUGGESTED, currencies, currency_of, read_amount
from tests.web.sample import HoldingForm, filled, make_app

APP = make_app()
CODES = [language.code for language in LANGUAGES]


@pytest.fixture(autouse=True)
def request_context() -> object:
    with APP.test_request_context():
        yield


def problem(amount: str, currency: str) -> tuple[str | None, str]:
    form = filled(worth__amount=amount, worth__currency=currency)
    form.validate()
    (found,) = form.problems()
    return found


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    "written",
    ["1234.5", "1234,5", "1,234.50", "1.234,50", "1 234,5", "1\u202f234.5", "1'234.50", "١٢٣٤٫٥", "1٬234٫50"],  # noqa: RUF001
)
def test_an_amount_that_can_mean_one_thing_only_is_read_in_every_language(
    language: str, written: str
) -> None:
    assert read_amount(written, locale=language) == Decimal("1234.5")


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1,234"), ("zh", "1,234"), ("ar", "1,234"), ("es", "1.234")]
)
def test_one_mark_before_three_digits_is_read_as_the_language_of_the_page_reads_it(
    language: str, written: str
) -> None:
    assert read_amount(written, locale=language) == Decimal(1234)


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1.234"), ("fr", "1,234"), ("ru", "1.234"), ("es", "1,234")]
)
def test_what_may_be_a_thousand_or_a_fraction_is_asked_never_guessed(language: str, written: str) -> None:
    with pytest.raises(ValueError, match="without a point or comma"):
        read_amount(written, locale=language)


@pytest.mark.parametrize("written", ["twelve", "1e5", "NaN", "Infinity", "..", "1,2,3", "0x10", "$5", ""])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="Enter the amount in digits"):
        read_amount(written, locale="en")


def test_three_decimals_belong_to_currencies_that_have_them() -> None:
    assert read_amount("1.234", locale="en", places=3) == Decimal("1.234")
    form = filled(worth__amount="1.234", worth__currency="KWD")
    assert form.validate()
    assert form.worth.data == Money(Decimal("1.234"), "KWD")


@pytest.mark.parametrize(
    ("amount", "currency", "target", "sentence"),
    [
        ("", "USD", "worth-amount", "Enter an answer: “What was it worth?”"),
        ("100", "", "worth-currency", "Choose the currency too"),
        ("100", "XXQ", "worth-currency", "“XXQ” is not the code of a currency, like USD"),
        ("100", "DEM", "worth-currency", "“DEM” is not the code of a currency, like USD"),
        ("-5", "USD", "worth-amount", "Enter the amount without a minus sign"),
        (
            "9" * 16,
            "USD",
            "worth-amount",
            "Enter a smaller amount. Digits allowed before the decimal point: 15",
        ),
        (
            "9" * 9000,
            "USD",
            "worth-amount",
            "Enter a smaller amount. Digits allowed before the decimal point: 15",
        ),
    ],
)
def test_a_fault_is_told_at_its_part(amount: str, currency: str, target: str, sentence: str) -> None:
    assert problem(amount, currency) == (target, sentence)


def test_a_known_amount_is_written_as_the_language_writes_it() -> None:
    with force_locale("fr"):
        form = HoldingForm(formdata=None, worth=Money(Decimal("1234.50"), "EUR"))
        assert form.worth.typed == {"amount": "1\u202f234,50", "currency": "EUR"}


@pytest.mark.parametrize("typed", ["CHF", "chf ", "Franco suizo", "swiss FRANC"])
def test_a_currency_is_written_by_code_or_name_in_either_language(typed: str) -> None:
    with force_locale("es"):
        assert filled(worth__amount="1", worth__currency=typed).worth.data == Money(Decimal(1), "CHF")


@pytest.mark.parametrize("language", CODES)
def test_every_currency_in_use_is_read_by_its_code(language: str) -> None:
    with force_locale(language):
        assert [currency_of(code) for code in currencies("en")] == list(currencies("en"))
        assert all(currency_of(name) for name in currencies(language).values())


def test_currencies_that_are_gone_are_none_and_those_suggested_are_in_use() -> None:
    assert len(currencies("en")) > 140
    assert not {"DEM", "FRF", "XAU"} & currencies("en").keys()
    assert set(SUGGESTED) <= currencies("en").keys()


@given(st.decimals(0, 10**14, places=2), st.sampled_from(CODES))
def test_every_amount_written_in_a_language_is_read_back_in_it(amount: Decimal, language: str) -> None:
    with APP.test_request_context(), force_locale(language):
        written = HoldingForm(formdata=None, worth=Money(amount, "USD")).worth.typed["amount"]
        assert read_amount(written, locale=language) == amount
