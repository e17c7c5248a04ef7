# ruff: noqa: RUF001 - letters of other alphabets are meant
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.screening.folding import fold, fold_company
from disclosure.screening.romanising import romanise
from disclosure.screening.sounding import sound


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_every_folded_word_can_be_written_in_latin_letters_or_is_left_out(text: str) -> None:
    for word in fold(text).split():
        letters = romanise(word)
        assert letters == letters.lower()
        assert " " not in letters


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ÉCOLE  Supérieure", "ecole superieure"),
        ("Łódź", "lodz"),
        ("Йошкар-Ола", "йошкар ола"),
        ("Фёдор", "федор"),
        ("أحمد", "احمد"),
        ("ＡＢＣ", "abc"),
        ("O’Hara", "ohara"),
        ("İstanbul", "istanbul"),
        ("Weiß & Sohn", "weiss and sohn"),
    ],
)
def test_a_name_folds_to_one_shape(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [("S.A. de C.V.", "sa de cv"), ("A/S Foo", "as foo"), ("I.B.M.", "ibm"), ("ش.م.م", "شمم")],
)
def test_initials_of_organisations_are_run_together(written: str, folded: str) -> None:
    assert fold_company(written) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("shcherbakov", "schtscherbakow"),
        ("khalid", "halid"),
        ("yuri", "iuri"),
        ("suleiman", "suleyman"),
        ("mueller", "muller"),
        ("farouk", "faruk"),
    ],
)
def test_spellings_of_one_sound_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("hassan", "hussein"), ("marina", "mariana"), ("kalin", "kolin")])
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)
