# ruff: noqa: RUF001 - letters of other alphabets are meant
"""What the index keeps of names: letters in one piece, numbers in arrays, and the names come back."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.screening.mixing import make
from disclosure.screening.index_building import Gathered
from disclosure.screening.index_segment import Segment
from disclosure.screening.index_texts import Texts
from disclosure.screening.names import NameKind, judge, similarity, take_apart
from disclosure.screening.tokens import recalled, told

MADE = [one.written() for one in make(300, seed=8)]
MOST_BYTES = 700
"""Of one entry: a million of them are to stay well below 1.5 GB with what building takes."""


def segment_of(names: list[str], kind: NameKind = NameKind.ORGANISATION) -> Segment:
    gathered = Gathered(kind)
    for number, name in enumerate(names):
        gathered.add(number, name)
    return Segment.of(gathered)


@given(st.lists(st.text(max_size=12)))
def test_texts_in_one_piece_come_back_as_they_were(texts: list[str]) -> None:
    kept = Texts.of(texts)
    assert [kept[number] for number in range(len(kept))] == texts


def test_a_word_told_and_recalled_compares_as_before() -> None:
    for name in (*MADE[:50], "ООО «Ромашка»", "北京华信科技有限公司", "Fund III"):
        for word in take_apart(name, NameKind.ORGANISATION).tokens:
            same = recalled(told(word))
            fields = word.__slots__
            assert [getattr(same, one) for one in fields] == [getattr(word, one) for one in fields]


def test_a_row_is_as_alike_as_the_name_it_was_made_from() -> None:
    kept = segment_of(MADE)
    for row in range(0, len(MADE), 7):
        for other in MADE[row : row + 3]:
            judged = judge(kept.name(row), take_apart(other, NameKind.ORGANISATION), NameKind.ORGANISATION)
            assert judged == similarity(MADE[row], other, kind=NameKind.ORGANISATION)


def test_an_entry_takes_few_bytes_and_no_object_of_its_own() -> None:
    kept = segment_of(MADE)
    arrays = [getattr(kept, name) for name in kept.__slots__]
    taken = sum(one.nbytes for one in arrays if hasattr(one, "nbytes"))
    taken += sum(one.letters.nbytes + one.ends.nbytes for one in (kept.names, kept.words))
    assert taken / len(kept) < MOST_BYTES
    assert not kept.tokens
