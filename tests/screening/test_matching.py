# ruff: noqa: RUF001 - names in Cyrillic letters
"""A declared name meets a list by its identifiers first, then by its name, and says why in sentences."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from disclosure.domain import interests
from disclosure.domain.categories import Category
from disclosure.domain.interests import Party, PartyKind
from disclosure.domain.listed import Entry, EntryKind, Identifier, ListKind, Relation, Scheme, Tie
from disclosure.screening.declared import Declared, declared
from disclosure.screening.identified import Identifiers
from disclosure.screening.index import Index
from disclosure.screening.likeness import NameKind
from disclosure.screening.matches import Agreement, Match
from disclosure.screening.matching import LEAST, MOST_MATCHES, WEIGHTS, Catalogue, Listed, match, names_of
from tests.domain import examples

AT = datetime(2020, 3, 2, tzinfo=UTC)
LEI = "529900T8BM49AURSDO55"


def on(kind: ListKind, key: str, name: str, /, **given: Any) -> Listed:  # noqa: ANN401
    return Listed(f"{kind}s", f"List of {kind}", kind.value, Entry(key=key, name=name, **given))


def firm(name: str, **given: Any) -> Declared:  # noqa: ANN401
    return Declared(item="i1", field="counterparty.name", name=name, kind=EntryKind.ORGANISATION, **given)


def person(name: str, **given: Any) -> Declared:  # noqa: ANN401
    return Declared(item="m1", field="name", name=name, kind=EntryKind.PERSON, **given)


def matched(lists: Sequence[Listed], *wanted: Declared) -> list[list[Match]]:
    numbered = dict(enumerate(lists, 1))
    identifiers = Identifiers()
    identifiers.add((number, one.entry.identifiers) for number, one in numbered.items())
    index = Index.build(
        (number, name, NameKind(kind.value))
        for number, one in numbered.items()
        for name, kind in names_of(one.entry, one.kind)
    )

    def read(numbers: Collection[int]) -> Mapping[int, Listed]:
        return {number: numbered[number] for number in numbers}

    return match(Catalogue(index, identifiers), read, wanted, at=AT)


def one_match(lists: Sequence[Listed], wanted: Declared) -> Match:
    ((found,),) = matched(lists, wanted)
    return found


def told(found: Match) -> str:
    return " ".join([str(found.said()), *map(str, found.reasons())])


def test_a_declared_vendor_is_found_and_said_in_sentences() -> None:
    vendor = on(ListKind.VENDOR, "100001", "Nordvik Marine AS", countries=("NO",))
    found = one_match([vendor], firm("Nordvik Marine A.S.", country="NO"))
    assert (found.entry, found.item, found.list_title) == ("100001", "i1", "List of vendor")
    assert found.country is Agreement.AGREE
    assert str(found.said()) == (
        "“Nordvik Marine A.S.” may be the vendor Nordvik Marine AS (List of vendor)."
    )
    assert "% alike." in told(found)
    assert "The country is the same: NO." in told(found)
    assert found.weight == WEIGHTS[ListKind.VENDOR]


def test_what_is_like_nothing_matches_nothing() -> None:
    lists = [on(ListKind.VENDOR, "1", "Nordvik Marine AS")]
    assert matched(lists, firm("Bäckerei Huber"), firm("")) == [[], []]


def test_an_equal_identifier_is_a_match_whatever_the_name() -> None:
    numbers = (
        Identifier(Scheme.LEI, LEI),
        Identifier(Scheme.REGISTRATION, "987654", "NO"),
        Identifier(Scheme.ISIN, "US0378331005"),
        Identifier(Scheme.UNGM, "100001"),
    )
    vendor = on(ListKind.VENDOR, "1", "Nordvik Marine AS", identifiers=numbers)
    for number in numbers:
        found = one_match([vendor], firm("Something else", identifiers=(number,)))
        assert found.identifiers == (number,)
        assert found.score == 0
        assert number.value in told(found)


def test_a_registration_number_of_another_country_is_another_number() -> None:
    vendor = on(
        ListKind.VENDOR, "1", "Nordvik", identifiers=(Identifier(Scheme.REGISTRATION, "987654", "NO"),)
    )
    wanted = firm("Else", identifiers=(Identifier(Scheme.REGISTRATION, "987654", "SE"),))
    assert matched([vendor], wanted) == [[]]


def test_name_and_identifier_of_one_entry_are_one_match_and_come_first() -> None:
    same = on(ListKind.VENDOR, "1", "Acme Trading", identifiers=(Identifier(Scheme.LEI, LEI),))
    other = on(ListKind.SANCTIONS, "2", "Acme Trading")
    (found,) = matched([other, same], firm("Acme Trading", identifiers=(Identifier(Scheme.LEI, LEI),)))
    assert [one.entry for one in found] == ["1", "2"]
    assert found[0].identifiers == (Identifier(Scheme.LEI, LEI),)
    assert found[0].score > 0.9


def test_an_alias_in_another_alphabet_is_named_as_what_matched() -> None:
    listed = on(
        ListKind.SANCTIONS, "1", "Romashka LLC", aliases=("ООО Ромашка", "Daisy Trading"), countries=("RU",)
    )
    found = one_match([listed], firm("Daisy Trading", country="FR"))
    assert (found.entry_name, found.name, found.country) == (
        "Romashka LLC",
        "Daisy Trading",
        Agreement.DIFFER,
    )
    assert found.weight == LEAST
    assert "The country is another: FR was declared, the list says RU." in told(found)
    assert "who is under sanctions" in told(found)


def test_an_owner_that_was_declared_is_found_beside_what_it_owns() -> None:
    vendor = on(ListKind.VENDOR, "1", "Nordvik Marine AS", ties=(Tie(Relation.OWNER, "Astrid Berg"),))
    found = one_match([vendor], person("Astrid Berg"))
    assert (found.via, found.entry_name) == (Relation.OWNER, "Nordvik Marine AS")
    assert str(found.said()) == (
        "“Astrid Berg” may be Astrid Berg, an owner of Nordvik Marine AS (List of vendor)."
    )


def test_the_owner_of_what_was_declared_is_told_with_the_list_it_is_on() -> None:
    vendor = on(ListKind.VENDOR, "1", "Nordvik Marine AS", ties=(Tie(Relation.PARENT, "Ostrov Holding"),))
    banned = on(ListKind.SANCTIONS, "2", "Ostrov Holding")
    found = one_match([vendor, banned], firm("Nordvik Marine AS"))
    assert found.owners[0].on_lists == ("List of sanctions",)
    assert "Its parent is Ostrov Holding, which is on a list as well: List of sanctions." in told(found)
    assert found.weight == WEIGHTS[ListKind.SANCTIONS]


def test_a_year_of_birth_that_differs_is_told_and_weighs_little() -> None:
    listed = on(ListKind.SANCTIONS, "1", "Ivan Petrov", kind=EntryKind.PERSON, born=(1970,))
    same = one_match([listed], person("Ivan Petrov", born=1970))
    other = one_match([listed], person("Ivan Petrov", born=1999))
    assert (same.born, same.weight) == (Agreement.AGREE, WEIGHTS[ListKind.SANCTIONS])
    assert (other.born, other.weight) == (Agreement.DIFFER, LEAST)


@pytest.mark.parametrize("kind", list(ListKind))
def test_lists_that_forbid_dealings_hold_people_and_firms_in_one_column(kind: ListKind) -> None:
    (found,) = matched([on(kind, "1", "Juan Carlos Pérez")], person("Juan Carlos Pérez"))
    assert len(found) == (1 if kind in (ListKind.SANCTIONS, ListKind.DEBARMENT) else 0)


def test_a_person_of_a_vendor_in_followed_money_is_told_as_its_owner() -> None:
    listed = on(
        ListKind.VENDOR, "p", "Jane Doe", kind=EntryKind.PERSON, of=(Tie(Relation.OWNER, "Acme", "c"),)
    )
    assert "The list names it as an owner of Acme." in told(one_match([listed], person("Jane Doe")))


def test_of_a_common_name_only_some_matches_are_told() -> None:
    lists = [on(ListKind.VENDOR, str(number), "Acme Trading") for number in range(30)]
    (found,) = matched(lists, firm("Acme Trading"))
    assert len(found) == MOST_MATCHES


def test_a_match_is_kept_as_json_and_read_back() -> None:
    vendor = on(ListKind.VENDOR, "1", "Nordvik Marine AS", ties=(Tie(Relation.OWNER, "Astrid Berg"),))
    found = one_match([vendor], firm("Nordvik Marine", country="NO"))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Match) == found


def test_every_name_of_a_statement_is_declared_with_what_tells_its_bearer() -> None:
    party = Party(
        name="Acme", kind=PartyKind.COMPANY, country="NO", lei=LEI, registration="98 76", ungm="1-2"
    )
    share = examples.item(Category.LISTED_SECURITY, counterparty=party, isin="US0378331005")
    gift = examples.item(Category.GIFT, counterparty=Party(name="Jane Doe", kind=PartyKind.PERSON))
    company = examples.item(
        Category.PRIVATE_COMPANY, counterparty=Party(name="Own Ltd"), other_owners="A. Berg; B. Dahl"
    )
    relative = examples.item(
        Category.RELATIVE_IN_SYSTEM, person="Zoe Doe", counterparty=Party(name="Some Fund")
    )
    member = interests.Member(id="m1", name="Kim Doe", birth_year=1980, employer="Employer Inc")
    statement = examples.statement(items=(share, gift, company, relative), household=(member,))
    found = {(one.field, one.name, one.kind) for one in declared(statement)}
    assert found == {
        ("name", "Kim Doe", EntryKind.PERSON),
        ("employer", "Employer Inc", EntryKind.ORGANISATION),
        ("counterparty.name", "Acme", EntryKind.ORGANISATION),
        ("counterparty.name", "Jane Doe", EntryKind.PERSON),
        ("counterparty.name", "Own Ltd", EntryKind.ORGANISATION),
        ("counterparty.name", "Some Fund", EntryKind.ORGANISATION),
        ("other_owners", "A. Berg", EntryKind.PERSON),
        ("other_owners", "B. Dahl", EntryKind.PERSON),
        ("person", "Zoe Doe", EntryKind.PERSON),
    }
    acme = next(one for one in declared(statement) if one.name == "Acme")
    assert set(acme.identifiers) == {
        Identifier(Scheme.LEI, LEI),
        Identifier(Scheme.UNGM, "12"),
        Identifier(Scheme.REGISTRATION, "9876", "NO"),
        Identifier(Scheme.ISIN, "US0378331005"),
    }
    assert next(one for one in declared(statement) if one.name == "Kim Doe").born == 1980
