import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from disclosure.catalogues import GROWTH, PSEUDO, TRANSLATIONS, catalogue, pseudo

WEB = TRANSLATIONS.parent
CODES = ["ar", "es", "fr", "ru", "zh"]
SHARED = {"forms.py", "fields.py", "dates.py", "money.py", "sentences.py", "layout.html"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%s|\{\w+\}")


def shared_texts() -> Iterator[str]:
    """Yield the texts of the frame, the macros, the error pages and the forms."""
    with (TRANSLATIONS / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines)  # type: ignore[no-untyped-call]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "message": None}
    for name, _line, text, _comments, _context in extract_from_dir(WEB, methods, options, keywords):
        path = Path(name)
        if path.name in SHARED or {"macros", "errors", "mail"} & set(path.parts):
            assert isinstance(text, str), f"{name}: a plural needs its forms tested too"
            yield text


TEXTS = sorted(set(shared_texts()))


def po(code: str) -> Catalog:
    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        return read_po(lines, locale=code)


@pytest.mark.parametrize("code", CODES)
def test_the_frame_the_macros_and_the_forms_are_translated_in_full(code: str) -> None:
    known = po(code)
    assert len(TEXTS) > 100
    missing = [
        text for text in TEXTS if (entry := known.get(text)) is None or not entry.string or entry.fuzzy
    ]
    assert missing == []


@pytest.mark.parametrize("code", CODES)
def test_no_translation_loses_or_invents_a_placeholder(code: str) -> None:
    for entry in po(code):
        if not entry.id:
            continue
        sources = (entry.id,) if isinstance(entry.id, str) else entry.id
        translations = [entry.string] if isinstance(entry.string, str) else [*(entry.string or ())]
        for text in filter(None, translations):
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(sources[-1])), entry.id


@pytest.mark.parametrize("code", CODES)
def test_translations_are_served_from_the_files_without_a_build(code: str) -> None:
    assert catalogue(code).gettext("There is a problem") != "There is a problem"
    assert catalogue(code).gettext("Nobody wrote this") == "Nobody wrote this"


def test_a_language_has_its_own_plurals() -> None:
    assert [catalogue("ru").plural(n) for n in (1, 2, 5)] == [0, 1, 2]
    assert len({catalogue("ar").plural(n) for n in range(200)}) == 6


def test_french_keeps_its_space_before_the_colon_on_the_line() -> None:
    texts = [entry.string for entry in po("fr") if isinstance(entry.string, str)]
    assert not [text for text in texts if re.search(r" [:;?!»]", text)]


@given(st.text(st.characters(codec="ascii"), max_size=200))
def test_the_pseudo_language_is_longer_and_keeps_what_is_filled_in(text: str) -> None:
    assert len(pseudo(text)) >= len(text) * (1 + GROWTH)
    assert (
        PLACEHOLDER.findall(re.sub(r"\{\w+\}", "", pseudo(text)))[:1]
        == PLACEHOLDER.findall(re.sub(r"\{\w+\}", "", text))[:1]
    )


def test_the_pseudo_language_shows_that_a_text_was_translated() -> None:
    told = catalogue(PSEUDO).gettext("Open <b>%(name)s</b>")
    assert told.startswith("Ópéñ <b>%(name)s</b>")
    assert catalogue(PSEUDO).ngettext("%(num)d day", "%(num)d days", 3).startswith("%(num)d dáýš")
