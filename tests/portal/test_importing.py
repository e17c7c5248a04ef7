"""A list of a bank or broker becomes items: chosen line by line, all of them or none."""

from io import BytesIO

import pytest

from disclosure.domain.sheets import MOST_ROWS
from tests.cast import Cast
from tests.portal.browser import Browser, Page
from tests.portal.conftest import AtSite
from tests.portal.journeys import ALL_NO, answered

ADDRESS = "/2020/holdings/import"
LIST = """\
Account of;Amina Odhiambo

Security;ISIN;Quantity;Price;Market value;Currency
Apple Inc.;US0378331005;100;150;15,000.00;USD
Nestlé N;CH0038863350;20;105.50;2,110.00;CHF
Misprint AG;CH0038863351;20;1;20;CHF
Total;;;;17,110.00;
"""
SAID = {"category": "listed-security", "holder": "self"}


def read(browser: Browser, content: str = LIST, **said: str) -> Page:
    """Send a file and look at what is read of it."""
    answered(browser, holdings="yes")
    page = browser.open(ADDRESS)
    assert page.heading == "Add from a list of your bank or broker"
    return browser.send(page, {"sheet": (BytesIO(content.encode()), "list.csv"), **said})


def ticked(page: Page) -> list[str]:
    return page.answers.get("chosen", [])


def test_columns_are_guessed_and_likely_lines_are_ticked(amina: Browser) -> None:
    page = read(amina)
    columns = {name[7:]: value[0] for name, value in page.answers.items() if name.startswith("column-")}
    assert columns == {
        "name": "0",
        "issuer": "",
        "isin": "1",
        "ticker": "",
        "quantity": "2",
        "price": "3",
        "value": "4",
        "currency": "5",
    }
    assert ticked(page) == ["4", "5"]
    assert "category" not in page.answers
    assert "holder" not in page.answers
    assert "It cannot be added: “CH0038863351” is not an ISIN." in page.text


def test_the_chosen_lines_become_items(amina: Browser) -> None:
    page = amina.send(read(amina), SAID, button="add=yes")
    assert page.address == "/2020/holdings"
    assert "2 items are added." in page.text
    assert page.text.count("Something is missing") == 2
    first = amina.open(page.link("Change"))
    assert first.answers["name"] == ["Apple Inc."]
    assert first.answers["counterparty_name"] == ["Apple Inc."]
    assert first.answers["isin"] == ["US0378331005"]
    assert first.answers["holder"] == ["self"]
    assert first.answers["band"] == ["from-10000"]
    assert "More that you have said: How many?, Price of one" in first.text
    more = amina.send(first, button="details=yes")
    assert more.answers["quantity"] == ["100"]
    assert (more.answers["unit_price-amount"], more.answers["unit_price-currency"]) == (["150"], ["USD"])


def test_nothing_is_added_while_a_chosen_line_cannot_be_read(amina: Browser) -> None:
    page = amina.send(read(amina), {**SAID, "chosen": ["4", "6"]}, button="add=yes")
    assert page.problems == ["Line 6: “CH0038863351” is not an ISIN. Untick it, or put it right in the file."]
    assert ticked(page) == ["4", "6"]
    assert "No items yet." in amina.open("/2020/holdings").text
    added = amina.send(page, {"chosen": ["4"]}, button="add=yes")
    assert "1 item is added." in added.text


def test_what_is_not_said_is_asked_for_and_nothing_is_lost(amina: Browser) -> None:
    page = amina.send(read(amina), {"chosen": []}, button="add=yes")
    assert page.problems == ["Choose what they are", "Choose whose they are", "Choose at least one line"]
    assert "Apple Inc." in page.text


def test_a_wrong_guess_is_put_right(amina: Browser) -> None:
    text = "Paper;Foo;Bar\nApple Inc.;12;USD\nNestlé N;13;CHF\n"
    page = read(amina, text)
    assert ticked(page) == []
    assert "there is no name in this line" in page.text
    again = amina.send(
        page, {"column-name": "0", "column-quantity": "1", "column-currency": "2"}, button="again=yes"
    )
    assert ticked(again) == ["2", "3"]
    added = amina.send(again, {**SAID, "category": "fund", "holder": "each"}, button="add=yes")
    assert "2 items are added." in added.text
    assert "holder" not in amina.open(added.link("Change")).answers


def test_an_amount_without_a_currency_asks_for_it(amina: Browser) -> None:
    page = read(amina, "Name,Value\nApple Inc.,12000\nNestlé N,13000\n")
    assert "the currency is missing; choose it above" in page.text
    again = amina.send(page, {"currency": "USD"}, button="again=yes")
    assert ticked(again) == ["2", "3"]


def test_what_is_listed_already_is_not_ticked_but_may_be_added(amina: Browser) -> None:
    amina.send(read(amina), {**SAID, "chosen": ["4"]}, button="add=yes")
    page = amina.send(amina.open(ADDRESS), {"sheet": (BytesIO(LIST.encode()), "list.csv")})
    assert ticked(page) == ["5"]
    assert "You have listed this already." in page.text
    added = amina.send(page, {**SAID, "chosen": ["4"]}, button="add=yes")
    assert "You have listed the same thing twice." in added.text


def test_lines_sent_twice_are_added_once(amina: Browser) -> None:
    page = read(amina)
    amina.send(page, SAID, button="add=yes")
    again = amina.send(page, SAID, button="add=yes")
    assert len(again.main.all("bdi")) == 2


def test_a_list_over_another_windows_change_adds_nothing(amina: Browser, at_site: AtSite, cast: Cast) -> None:
    page = read(amina)
    other = at_site(cast.amina)
    other.send(other.open("/2020/questions"), {**ALL_NO, "q-holdings": "yes", "q-gifts": "yes"})
    assert amina.send(page, SAID, button="add=yes", expect=409).heading == "Somebody changed this before you"
    assert "No items yet." in amina.open("/2020/holdings").text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "We found no list in this file."),
        ("nothing", "We found no list in this file."),
        ("PK\x03\x04\0\0\0", "This is not a CSV file."),
        ("a,b\n" * (MOST_ROWS + 2), "This list has more than 200 lines."),
    ],
)
def test_a_file_that_is_no_list_says_what_to_do(amina: Browser, content: str, problem: str) -> None:
    page = read(amina, content)
    assert page.problems[0].startswith(problem)
    assert page.title.startswith("Error:")


def test_a_file_must_be_chosen(amina: Browser) -> None:
    answered(amina, holdings="yes")
    page = amina.send(amina.open(ADDRESS))
    assert page.problems == ["Choose a file: “CSV file”"]


def test_a_section_that_holds_no_securities_takes_no_list(amina: Browser) -> None:
    page = answered(amina, holdings="yes", gifts="yes")
    assert page.heading == "What there is to fill in"
    assert "Add from a list" not in amina.open("/2020/gifts").text
    amina.open("/2020/gifts/import", expect=404)
    amina.open("/2020/wishes/import", expect=404)
    assert "Add from a list" in amina.open("/2020/holdings").text


def test_a_formula_or_a_script_in_a_list_is_text(amina: Browser) -> None:
    page = read(amina, 'Name,ISIN\n"<script>alert(1)</script>",\n=HYPERLINK(1),US0378331005\n')
    assert "<script>alert" not in page.html
    assert "=HYPERLINK(1)" in page.text
