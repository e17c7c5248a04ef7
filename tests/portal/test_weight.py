"""What the page about an item weighs: nobody pays for lists that they do not read."""

import pytest

from disclosure.domain.categories import Category
from disclosure.domain.programme import load
from tests.portal.browser import Browser
from tests.portal.journeys import ALL_NO, to_questions

UN = load("un-secretariat")
MOST_BYTES = {"en": 22_300, "ru": 27_000}
"""The page about real estate asks the most; a letter of Russian is two bytes."""


@pytest.mark.parametrize("language", MOST_BYTES)
def test_the_page_about_an_item_is_light_whatever_its_kind(amina: Browser, language: str) -> None:
    amina.send(to_questions(amina), dict.fromkeys(ALL_NO, "yes"))
    amina.open(f"/home?language={language}")
    weights = {
        category.value: len(
            amina.open(
                f"/2020/{UN.questions_for(category)[0].code}/new?category={category.value}"
            ).html.encode()
        )
        for category in Category
    }
    assert max(weights.values()) <= MOST_BYTES[language], list(weights.items())
