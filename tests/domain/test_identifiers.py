"""Check digits and code lists, against published examples."""

from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.domain.identifiers import countries, currencies, is_country, is_currency, is_isin, is_lei

ISINS = ["US0378331005", "AU0000XVGZA3", "GB0002634946", "DE000BAY0017", "us 0378331005"]
LEIS = ["5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55", "5299-00T8-BM49-AURS-DO55"]


@pytest.mark.parametrize("code", ISINS)
def test_published_isins_hold(code: str) -> None:
    assert is_isin(code)


@pytest.mark.parametrize("code", LEIS)
def test_published_leis_hold(code: str) -> None:
    assert is_lei(code)


@pytest.mark.parametrize(
    "code", ["", "US", "US037833100", "US03783310055", "0S0378331005", "ÜS0378331005", "US037833100A"]
)
def test_what_has_not_the_shape_is_no_isin(code: str) -> None:
    assert not is_isin(code)


@given(st.sampled_from(ISINS[:4]), st.data())
def test_one_wrong_digit_is_caught_in_an_isin(code: str, data: st.DataObject) -> None:
    places = [place for place, sign in enumerate(code) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert not is_isin(code[:place] + digit + code[place + 1 :])


@given(st.sampled_from(LEIS[:2]), st.data())
def test_a_digit_for_a_digit_or_a_letter_for_a_letter_is_caught_in_an_lei(
    code: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, 19))
    signs = digits if code[place].isdigit() else ascii_uppercase
    sign = data.draw(st.sampled_from([s for s in signs if s != code[place]]))
    assert not is_lei(code[:place] + sign + code[place + 1 :])


@given(st.text(max_size=25))
def test_any_text_may_be_asked(code: str) -> None:
    assert is_isin(code) in (True, False)
    assert is_lei(code) in (True, False)


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(countries()) == 250
    assert all(is_country(code) for code in ("KE", "CH", "PS", "XK", "VA"))
    assert not any(is_country(code) for code in ("EU", "UN", "ZZ", "ke", "", "001", "QO"))


def test_currencies_are_money_that_somebody_pays_with() -> None:
    assert all(is_currency(code) for code in ("USD", "EUR", "XOF", "CHF", "KES", "SSP", "ZWG"))
    assert not any(is_currency(code) for code in ("DEM", "XXX", "XTS", "XAU", "CNH", "usd", "", "BTC"))
    assert all(len(code) == 3 and code.isupper() for code in currencies())


def test_a_currency_withdrawn_lately_still_reads_in_old_statements() -> None:
    assert is_currency("HRK")
