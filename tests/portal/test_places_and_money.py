"""Countries and currencies on the page about an item: written by name, kept by code, never lost."""

from tests.portal.browser import Browser
from tests.portal.journeys import answered
from tests.portal.test_saving import saved


def test_a_country_is_written_by_its_name_and_shown_again_in_the_language_of_the_page(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    given = {"country": "TURKIYE", "rent-amount": "100", "rent-currency": "zambian kwacha"}
    again = amina.send(page, {**given, "use": "rented"}, button="later=yes")
    address = again.link("Change")
    page = amina.open(address)
    assert page.answers["country"] == ["Türkiye"]
    assert page.answers["rent-currency"] == ["ZMW"]
    page = amina.open(f"{address}?language=es")
    assert page.answers["country"] == ["Turquía"]


def test_an_unknown_country_and_currency_are_told_and_stay_as_they_were_typed(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    typed = {"country": "Atlantis", "rent-amount": "5", "rent-currency": "Pearls", "city": "Poseidonis"}
    page = amina.send(page, {**typed, "use": "rented"}, button="later=yes")
    assert page.problems == [
        "Enter the name of a country, or its code, like KE",
        "“Pearls” is not the code of a currency, like USD",
    ]
    assert {name: page.answers[name] for name in typed} == {name: [text] for name, text in typed.items()}


def test_a_country_half_written_does_not_keep_the_name_beside_it_from_being_saved(amina: Browser) -> None:
    answered(amina, debts="yes")
    page = amina.open("/2020/debts/new")
    saved(amina, page, {"counterparty_name": "Bank of Kigali", "counterparty_country": "Rwan"})
    again = amina.open(amina.open("/2020/debts").link("Change"))
    assert again.answers["counterparty_name"] == ["Bank of Kigali"]
    assert again.answers["counterparty_country"] == [""]


def test_what_a_country_or_currency_may_be_comes_only_when_it_is_written(amina: Browser) -> None:
    answered(amina, property="yes")
    page = amina.open("/2020/property/new?category=real-estate")
    assert page.whole.all("datalist") == []
    (country,) = page.main.all("input", name="country")
    (currency,) = page.main.all("input", name="rent-currency")
    assert (country.get("list"), currency.get("list")) == ("countries", "currencies")
