"""The search of the help page: by words, whatever their accents and capitals, in every language."""

import unicodedata
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from disclosure.web.languages import LANGUAGES
from portal.answers import LONGEST_SEARCH, Answer, having
from tests.portal.browser import Browser, Page
from tests.portal.promises import check

NOTHING_FOUND = "No answer has all of these words."


@pytest.fixture
def visitor(site: Flask) -> Browser:
    """Somebody who has not signed in."""
    return Browser(site)


def search(visitor: Browser, words: str) -> Page:
    """Search as the form of the page does: by its address."""
    page = visitor.open("/help")
    [form] = [one for one in page.main.all("form") if one.get("role") == "search"]
    assert (form.get("method"), form.get("action")) == ("get", "/help")
    assert form.one("input").get("name") == "q"
    return visitor.open(f"/help?{urlencode({'q': words})}")


def titles(page: Page) -> list[str]:
    return [found.text for level in ("h2", "h3") for found in page.main.all(level)]


def test_only_the_answers_with_every_word_are_shown(visitor: Browser) -> None:
    page = search(visitor, "version mistake")
    assert titles(page) == ["I made a mistake", "Ask a question"]
    assert "1 answer has these words." in page.text
    assert page.link("Show all answers") == "/help"
    check(page)


def test_answers_about_data_keep_their_heading(visitor: Browser) -> None:
    assert titles(search(visitor, "BACKUPS")) == ["Your data", "Ask a question", "How long is it kept?"]


def test_an_ending_does_not_matter(visitor: Browser) -> None:
    assert "I made a mistake" in titles(search(visitor, "mistakes"))


def test_more_time_is_found_by_the_word_of_the_rules(visitor: Browser) -> None:
    assert titles(search(visitor, "extension")) == ["I cannot file in time", "Ask a question"]


def test_nothing_found_says_so_and_leads_to_the_question(visitor: Browser) -> None:
    page = search(visitor, "zebra")
    assert NOTHING_FOUND in page.text
    assert titles(page) == ["Ask a question"]
    assert page.link("Ask a question").endswith("#question")
    assert page.whole.all("textarea", id="question")
    check(page)


def test_no_words_show_everything(visitor: Browser) -> None:
    everything = titles(visitor.open("/help"))
    for words in ("", "  ", "?!"):
        assert titles(search(visitor, words)) == everything


def test_what_is_sought_stays_in_the_box_and_does_nothing(visitor: Browser) -> None:
    page = search(visitor, "<script>" + "x" * 500)
    [box] = page.main.all("input", name="q")
    assert "<script>" not in page.html.partition("<main")[2]
    assert len(box.get("value").replace("&lt;", "<").replace("&gt;", ">")) == LONGEST_SEARCH
    assert NOTHING_FOUND in page.text


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_every_answer_is_found_by_its_title_in_every_language(visitor: Browser, language: str) -> None:
    visitor.language = language
    page = visitor.open("/help")
    for title in [one.text for one in page.main.all("h2")][:4]:
        bare = "".join(
            sign for sign in unicodedata.normalize("NFD", title.upper()) if not unicodedata.combining(sign)
        )
        found = titles(search(visitor, bare))
        assert title in found
        assert len(found) < len(titles(page))


def test_marks_and_capitals_do_not_count() -> None:
    answers = [Answer("Délai dépassé", ("Straße",)), Answer("الأسئلة", ("مُهْلَة",)), Answer("Ещё раз", ())]
    for sought, title in (("DEPASSE delai", 0), ("strasse", 0), ("اسئلة مهلة", 1), ("еще", 2)):
        assert having(answers, sought) == [answers[title]]


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=LONGEST_SEARCH))
def test_whatever_is_sought_only_answers_come_and_in_their_order(texts: list[str], sought: str) -> None:
    answers = [Answer(text, (text,)) for text in texts]
    found = having(answers, sought)
    left = iter(answers)
    assert all(any(one is other for other in left) for one in found)
