"""Lists of one's own: named, replaced by the same name, seen and deleted by nobody else."""

import pytest

from disclosure.casework import own_lists
from disclosure.errors import BadInput, NotFound, NotPermitted
from tests.casework.office import Office
from tests.cast import Cast


def save(office: Office, cast: Cast, name: str, query: str = "view=late") -> None:
    own_lists.save(office.db, by=office.rosa, organisation=cast.organisation, name=name, query=query)
    office.db.flush()


def names(office: Office) -> list[str]:
    return [one.name for one in own_lists.of(office.db, by=office.rosa)]


def test_a_list_is_kept_by_name_and_only_for_oneself(office: Office, cast: Cast) -> None:
    save(office, cast, "  Late in   Nairobi ")
    save(office, cast, "A first one")
    assert names(office) == ["A first one", "Late in Nairobi"]
    assert own_lists.of(office.db, by=cast.ravi.actor) == []


def test_the_same_name_keeps_the_new_filters(office: Office, cast: Cast) -> None:
    save(office, cast, "Mine")
    save(office, cast, "Mine", "view=open")
    assert [one.query for one in own_lists.of(office.db, by=office.rosa)] == ["view=open"]


@pytest.mark.parametrize(
    ("name", "query"), [("  ", "view=late"), ("x" * 61, "view=late"), ("x", "q=" + "x" * 500)]
)
def test_a_list_without_a_name_or_too_long_is_refused(
    office: Office, cast: Cast, name: str, query: str
) -> None:
    with pytest.raises(BadInput, match="Give the list a name"):
        save(office, cast, name, query)


def test_there_are_not_more_lists_than_a_page_shows(office: Office, cast: Cast) -> None:
    for number in range(own_lists.MOST):
        save(office, cast, f"List {number}")
    with pytest.raises(BadInput, match="Delete one first"):
        save(office, cast, "One more")
    save(office, cast, "List 3", "view=open")


def test_nobody_deletes_a_list_of_somebody_else(office: Office, cast: Cast) -> None:
    save(office, cast, "Mine")
    [mine] = own_lists.of(office.db, by=office.rosa)
    with pytest.raises(NotFound):
        own_lists.delete(office.db, by=cast.ravi.actor, saved_list_id=mine.id)
    own_lists.delete(office.db, by=office.rosa, saved_list_id=mine.id)
    assert names(office) == []


def test_whoever_has_no_part_in_reviews_keeps_no_list(office: Office, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        own_lists.save(
            office.db, by=cast.olu.actor, organisation=cast.organisation, name="Mine", query="view=late"
        )
