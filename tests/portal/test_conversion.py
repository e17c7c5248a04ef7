"""Amounts in other currencies stand beside their value in the one whose limits count."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from disclosure.casework import rates
from disclosure.domain.interests import fields_for
from disclosure.domain.programme import load
from portal.sheet_items import IMPORTED
from tests.cast import Cast
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import answered

RATES = b"currency,per_dollar\nCHF,0.5\nEUR,0.8\n"


@pytest.fixture
def known(db: Session, cast: Cast) -> None:
    rates.bring(
        db,
        by=cast.olu.actor,
        organisation=cast.organisation,
        content=RATES,
        effective_on=date(2019, 12, 31),
        source="Made up for the tests",
    )


@pytest.fixture
def informed(known: None, site: Flask, at_site: AtSite, cast: Cast) -> Browser:
    return at_site(cast.amina)


def given(browser: Browser, currency: str) -> str:
    """Declare a gift of 400 in a currency; return what the section says."""
    answered(browser, gifts="yes")
    amount = {"counterparty_name": "Acme", "amount-amount": "400", "amount-currency": currency}
    return browser.send(browser.open("/2020/gifts/new"), amount, button="later=yes").text


def test_an_amount_in_another_currency_is_converted_at_the_day_of_the_programme(informed: Browser) -> None:
    assert "About USD 500 at the rate of 31 December 2019." in given(informed, "EUR")


@pytest.mark.parametrize("currency", ["USD", "KES"])
def test_nothing_is_converted_that_need_not_or_cannot_be(informed: Browser, currency: str) -> None:
    assert "at the rate of" not in given(informed, currency)


def test_without_rates_nothing_is_said(amina: Browser) -> None:
    assert "at the rate of" not in given(amina, "EUR")


def imported(browser: Browser) -> list[str]:
    """Bring in two holdings in francs; return the band that the first is given."""
    programme = load("un-secretariat")
    assert any(field.name == "band" for field in fields_for(IMPORTED[0], programme))
    answered(browser, holdings="yes")
    table = (BytesIO(b"Name,Value,Currency\nNestle N,6000,CHF\nRoche GS,5500,CHF\n"), "list.csv")
    page = browser.send(browser.open("/2020/holdings/import"), {"sheet": table})
    listed = browser.send(page, {"category": "listed-security", "holder": "self"}, button="add=yes")
    return list(browser.open(listed.link("Change")).answers["band"])


def test_an_imported_value_in_another_currency_finds_its_band_by_the_rate(informed: Browser) -> None:
    assert imported(informed) == ["from-10000"]


def test_an_imported_value_without_a_rate_has_no_band(amina: Browser) -> None:
    assert imported(amina) == [""]
