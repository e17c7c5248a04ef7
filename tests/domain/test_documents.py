"""For every category it is said which documents of third parties prove an item of it."""

import pytest

from disclosure.domain.categories import Category
from disclosure.domain.documents import ACCEPTED, WORDS, DocumentKind, accepted


@pytest.mark.parametrize("category", Category)
def test_every_category_has_more_than_one_kind_and_none_twice(category: Category) -> None:
    kinds = ACCEPTED[category]
    assert len(kinds) >= 2
    assert len(set(kinds)) == len(kinds)


def test_every_kind_has_words_of_its_own_and_proves_something() -> None:
    assert set(WORDS) == set(DocumentKind)
    assert len({str(text) for text in WORDS.values()}) == len(WORDS)
    assert {kind for kinds in ACCEPTED.values() for kind in kinds} == set(DocumentKind)


def test_a_house_is_proved_by_the_land_register_first() -> None:
    assert str(accepted(Category.REAL_ESTATE)[0]) == "Extract of a land register"
