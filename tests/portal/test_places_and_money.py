"""Countries and currencies on the page about an item: written by name, kept by code, never lost."""

from tests.portal.browser import Browser, Page
from tests.portal.journeys import answered
from tests.portal.test_saving import saved


def to_options(browser: Browser) -> Page:
    """The page about stock options: it asks for a country and an amount of money."""
    answered(browser, holdings="yes")
    return browser.open("/2020/holdings/new?category=stock-option")


def test_a_country_is_written_by_its_name_and_shown_again_in_the_language_of_the_page(amina: Browser) -> None:
    page = to_options(amina)
    given = {"counterparty_country": "TURKIYE", "strike-amount": "100", "strike-currency": "zambian kwacha"}
    again = amina.send(page, given, button="later=yes")
    address = again.link("Change")
    page = amina.open(address)
    assert page.answers["counterparty_country"] == ["Türkiye"]
    assert page.answers["strike-currency"] == ["ZMW"]
    page = amina.open(f"{address}?language=es")
    assert page.answers["counterparty_country"] == ["Turquía"]


def test_an_unknown_country_and_currency_are_told_and_stay_as_they_were_typed(amina: Browser) -> None:
    page = to_options(amina)
    typed = {
        "counterparty_country": "Atlantis",
        "strike-amount": "5",
        "strike-currency": "Pearls",
        "counterparty_name": "Poseidon & Sons",
    }
    page = amina.send(page, typed, button="later=yes")
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
    page = to_options(amina)
    assert page.whole.all("datalist") == []
    (country,) = page.main.all("input", name="counterparty_country")
    (currency,) = page.main.all("input", name="strike-currency")
    assert (country.get("list"), currency.get("list")) == ("countries", "currencies")
