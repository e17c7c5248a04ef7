from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.screening.finding import WAYS
from benchmarks.screening.mixing import Made, make
from disclosure.screening import index as indexing
from disclosure.screening.index import Candidate, Index
from disclosure.screening.names import MATCH_THRESHOLD, NameKind, similarity

ORGANISATION, PERSON = NameKind.ORGANISATION, NameKind.PERSON
MADE = make(2_000, seed=4)
NAMES = [one.written() for one in MADE]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build((number, name, ORGANISATION) for number, name in enumerate(NAMES))


def asked(index: Index, way: str, *, count: int = 250) -> Iterator[tuple[int, Made, list[Candidate]]]:
    rnd = Random(way)
    chosen = rnd.sample(range(len(MADE)), count)
    queries = [WAYS[way](rnd, MADE[number]) for number in chosen]
    for number, found in zip(chosen, index.search(queries, ORGANISATION, least=0.6), strict=True):
        yield number, MADE[number], found


def test_every_name_finds_itself_first(index: Index) -> None:
    for number, found in enumerate(index.search(NAMES, ORGANISATION)):
        assert found[0].entry == number
        assert found[0].score == 1


@pytest.mark.parametrize(
    ("way", "least"),
    [("one typo", 0.97), ("legal form", 0.97), ("transliteration", 0.97), ("word order", 0.9)],
)
def test_a_name_written_differently_is_found(index: Index, way: str, least: float) -> None:
    found = [number in {one.entry for one in candidates} for number, _, candidates in asked(index, way)]
    assert sum(found) / len(found) >= least


def test_scores_are_those_of_similarity_and_best_comes_first(index: Index) -> None:
    for query in ("Corhel Shipping", "OOO Mirver", NAMES[7][:-3]):
        found = index.candidates(query, ORGANISATION, 5, least=0.5)
        assert [one.score for one in found] == [
            similarity(query, one.name, kind=ORGANISATION) for one in found
        ]
        assert found == sorted(found, key=lambda one: -one.score)
        assert len(found) <= 5


def test_what_is_less_alike_than_asked_for_is_no_candidate(index: Index) -> None:
    assert all(
        one.score >= MATCH_THRESHOLD[ORGANISATION]
        for found in index.search([name[2:] for name in NAMES[:50]], ORGANISATION)
        for one in found
    )
    assert index.candidates("Qqxx Wwzz", ORGANISATION) == []
    assert index.candidates("", ORGANISATION) == []
    assert index.candidates("...", PERSON) == []


def test_persons_and_organisations_are_looked_up_apart() -> None:
    index = Index.build([(1, "Ivan Petrov", "person"), (2, "Ivan Petrov", "organisation")])
    assert [one.entry for one in index.candidates("Petrov, Ivan", "person")] == [1]
    assert [one.entry for one in index.candidates("Ivan Petrov", "organisation")] == [2]


def test_an_entry_is_found_by_the_best_of_its_names_and_once() -> None:
    index = Index.build([(5, "Corvane Petroleum", ORGANISATION), (5, "Talvora Foods Ltd", ORGANISATION)])
    assert index.candidates("Talvora Foods", ORGANISATION) == [Candidate(5, 0.985, "Talvora Foods Ltd")]


def test_a_changed_entry_is_found_by_its_new_names_alone() -> None:
    index = Index.build([(1, "Corvane", ORGANISATION), (2, "Talvora", ORGANISATION)])
    index.upsert([(1, "Meridian", ORGANISATION), (3, "Kestrel", ORGANISATION)])
    assert index.candidates("Corvane", ORGANISATION) == []
    assert [index.candidates(name, ORGANISATION)[0].entry for name in ("Meridian", "Talvora", "Kestrel")] == [
        1,
        2,
        3,
    ]
    assert len(index) == 3


def test_a_removed_entry_is_not_found_and_one_that_was_never_there_is_no_error() -> None:
    index = Index.build([(1, "Corvane", ORGANISATION), (2, "Talvora", ORGANISATION)])
    index.remove([1, 99])
    assert index.candidates("Corvane", ORGANISATION) == []
    assert len(index) == 1


def test_many_changes_leave_few_parts_and_the_same_answers() -> None:
    index = Index.build([(0, "Corvane", ORGANISATION)])
    for number, name in enumerate(NAMES[:20], start=1):
        index.upsert([(number, name, ORGANISATION)])
    assert len(index._searchers[ORGANISATION]) <= indexing.MOST_SEGMENTS
    assert [index.candidates(name, ORGANISATION)[0].entry for name in NAMES[:20]] == list(range(1, 21))


def test_a_saved_index_answers_the_same_when_opened(index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "names"
    index.save(folder)
    index.save(folder)
    opened = Index.open(folder)
    assert opened is not None
    assert len(opened) == len(index)
    queries = [name[1:] for name in NAMES[:100]]
    assert list(opened.search(queries, ORGANISATION)) == list(index.search(queries, ORGANISATION))


def test_an_index_of_other_rules_or_none_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Index.open(tmp_path / "nowhere") is None
    Index.build([(1, "Corvane", ORGANISATION)]).save(tmp_path / "names")
    monkeypatch.setattr(indexing, "RULES", "other")
    assert Index.open(tmp_path / "names") is None


@pytest.mark.parametrize(
    ("declared", "listed"),
    [
        ("Bob Miller", "Robert Miller"),
        ("محمد حسن", "Mohamed Hassan"),
        ("Chiang Kai-shek", "Jiang Kaishek"),
        ("Elena Belsky", "Elena Belskaya"),
        ("Abdelaziz Barakat", "عبد العزيز بركات"),
    ],
)
def test_persons_are_found_by_what_is_known_of_names(declared: str, listed: str) -> None:
    index = Index.build([(1, listed, PERSON), (2, "Someone Else", PERSON)])
    assert [one.entry for one in index.candidates(declared, PERSON)] == [1]


@pytest.mark.parametrize(
    ("declared", "listed"),
    [
        ("UNDP", "United Nations Development Programme"),
        ("United Nations Development Programme", "UNDP"),
        ("Bluesky Logistics", "Blue Sky Logistics"),
        ("Blue Sky Logistics", "Bluesky Logistics"),
    ],
)
def test_acronyms_and_joined_words_are_found(declared: str, listed: str) -> None:
    index = Index.build([(1, listed, ORGANISATION), (2, "Corvane Bank", ORGANISATION)])
    assert [one.entry for one in index.candidates(declared, ORGANISATION)] == [1]
