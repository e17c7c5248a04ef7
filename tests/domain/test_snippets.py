"""Wording with places: what ships is whole in six languages, and what is wrong with a piece is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from disclosure.domain.categories import EXPECTED_PROOF, AdviceType
from disclosure.domain.programme import Language
from disclosure.domain.snippets import (
    LONGEST_TEXT,
    Place,
    SnippetKind,
    Wording,
    digest,
    filled,
    places,
    shipped,
    unfilled,
)

ASKS = Wording(
    kind=SnippetKind.QUESTION,
    titles={"en": "Who pays?"},
    texts={"en": "Who pays you for {item}?"},
)
ADVISES = shipped()["step-aside"]


@pytest.mark.parametrize("code", list(shipped()))
def test_what_ships_is_whole_in_every_language(code: str) -> None:
    wording = shipped()[code]
    assert wording.faults() == []
    assert wording.missing() == []
    for language in Language:
        assert places(wording.texts[language.value]) <= set(Place)


def test_what_ships_serves_questions_and_every_type_of_advice_but_the_open_one() -> None:
    kinds = [wording.kind for wording in shipped().values()]
    assert kinds.count(SnippetKind.QUESTION) == 5
    types = {wording.advice for wording in shipped().values() if wording.advice}
    assert types == set(AdviceType) - {AdviceType.OTHER}


def test_what_ships_expects_the_proof_that_its_type_does() -> None:
    for wording in shipped().values():
        if wording.advice:
            assert wording.proof is EXPECTED_PROOF[wording.advice]


def test_advice_says_by_when_and_why() -> None:
    for wording in shipped().values():
        if wording.kind is SnippetKind.ADVICE:
            assert "{date}" in wording.texts["en"]
            assert "The reason:" in wording.texts["en"]


def test_a_set_is_told_from_another_by_its_digest() -> None:
    other = dict(shipped()) | {"divest": structs.replace(shipped()["divest"], days=41)}
    assert digest(other) != digest(shipped())


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        (structs.replace(ASKS, texts={"fr": "Qui ?"}, titles={"fr": "Qui ?"}), "in English"),
        (structs.replace(ASKS, texts={"en": "Who is {name}?"}), "{name} is no place"),
        (
            structs.replace(
                ASKS, texts={"en": "What is {item}?", "fr": "Qui ?"}, titles={"en": "a", "fr": "b"}
            ),
            "same places",
        ),
        (structs.replace(ASKS, texts={"en": "x" * (LONGEST_TEXT + 1)}), "Shorten the text"),
        (structs.replace(ASKS, titles={}), "a title"),
        (structs.replace(ASKS, titles={"en": "x" * 81}), "a title"),
        (structs.replace(ASKS, advice=AdviceType.DIVEST), "advises nothing"),
        (structs.replace(ADVISES, days=None), "within how many days"),
        (structs.replace(ADVISES, proof=None), "what shows it"),
        (structs.replace(ADVISES, days=300), "from 1 to 260"),
    ],
)
def test_what_is_wrong_with_wording_is_told(wording: Wording, sentence: str) -> None:
    assert sentence in " ".join(str(fault) for fault in wording.faults())


def test_places_are_filled_and_what_has_no_value_stays() -> None:
    text = "Sell {item} by {date}, {name}."
    assert filled(text, {Place.ITEM: "the flat"}) == "Sell the flat by {date}, {name}."
    assert unfilled(text) == {Place.ITEM, Place.DATE}


@given(st.text(), st.text(alphabet=st.characters(exclude_characters="{}"), min_size=1))
def test_a_text_without_places_is_left_alone_and_filling_twice_changes_nothing(text: str, name: str) -> None:
    plain = text.replace("{", "").replace("}", "")
    assert filled(plain, dict.fromkeys(Place, name)) == plain
    once = filled("{item} " + plain, {Place.ITEM: name})
    assert filled(once, {Place.ITEM: "other"}) == once
