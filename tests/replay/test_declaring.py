"""What people of the replay write is complete, varied, and follows from their part."""

import time
import unicodedata
from collections import Counter
from datetime import date
from typing import Any, TypedDict

import pytest

from disclosure.domain.categories import Category, ConflictCategory, Holder
from disclosure.domain.checks import Declared, Duties, Facts, across, run
from disclosure.domain.comparison import compare
from disclosure.domain.completeness import missing
from disclosure.domain.identifiers import is_country, is_currency
from disclosure.domain.interests import AnswerChoice, Operation, Related, Statement, decode, encode
from disclosure.domain.programme import Language, Programme, ValueMode, load
from disclosure.domain.thresholds import value_of
from disclosure.replay import declaring
from disclosure.replay.declaring import Saying, advise, conflicting_items, next_year, say, statement
from disclosure.replay.declaring.parties import Pool, pool
from disclosure.replay.declaring.places import duty_places, homes, per_dollar
from disclosure.replay.population import Oddity, Part, parts, people
from disclosure.replay.population.naming import cultures

SEED = 7
UN = load("un-secretariat")


class Cycle(TypedDict):
    seed: int
    year: int
    covers_from: date
    covers_to: date
    programme: Programme


THIS: Cycle = {
    "seed": SEED,
    "year": 2020,
    "covers_from": date(2019, 1, 1),
    "covers_to": date(2019, 12, 31),
    "programme": UN,
}
NEXT: Cycle = {**THIS, "year": 2021, "covers_from": date(2020, 1, 1), "covers_to": date(2020, 12, 31)}

Filed = list[tuple[Part, Statement]]


@pytest.fixture(scope="module")
def cast() -> list[Part]:
    return [part for part in parts(people(SEED), SEED) if part.files]


@pytest.fixture(scope="module")
def declared(cast: list[Part]) -> Filed:
    return [(part, statement(part, **THIS)) for part in cast if part.item_count]


@pytest.fixture(scope="module")
def nil(cast: list[Part]) -> Filed:
    return [(part, statement(part, **THIS)) for part in cast if not part.item_count][:500]


@pytest.fixture(scope="module")
def flagged(declared: Filed) -> dict[int, set[str]]:
    facts = Facts(rates=declaring.rates())
    return {
        part.number: {
            flag.code for flag in run(one, previous=None, duties=Duties(), programme=UN, facts=facts)
        }
        for part, one in declared
    }


def told(filed: Filed, programme: Programme) -> Counter[str]:
    return Counter(str(gap.message) for _, one in filed for gap in missing(one, programme))


def test_every_statement_can_be_filed(declared: Filed, nil: Filed) -> None:
    assert told(declared, UN) == {}
    assert told(nil, UN) == {}


def test_statements_are_complete_under_another_programme_too(cast: list[Part]) -> None:
    unops = load("unops")
    cycle: Cycle = {**THIS, "programme": unops}
    filed = [(part, statement(part, **cycle)) for part in cast if part.item_count][:200]
    assert told(filed, unops) == {}


def test_people_declare_as_many_items_as_their_part_says(declared: Filed, nil: Filed) -> None:
    assert all(len(one.items) == part.item_count for part, one in (*declared, *nil))


def test_a_nil_statement_answers_no_to_everything_but_a_few_doubts(nil: Filed) -> None:
    choices = Counter(answer.choice for _, one in nil for answer in one.answers.values())
    assert choices[AnswerChoice.YES] == 0
    assert 0 < choices[AnswerChoice.NOT_SURE] < 20
    assert all(one.household_confirmed and one.duties_unchanged is not None for _, one in nil)


def test_items_come_in_all_categories_holders_and_scripts(declared: Filed) -> None:
    items = [item for _, one in declared for item in one.items]
    assert {item.category for item in items} == set(Category)
    assert {item.holder for item in items} == {None, *Holder}
    assert {item.operation for item in items} == {Operation.NEW}
    scripts = {
        unicodedata.name(letter, "").split(" ")[0]
        for item in items
        for letter in item.counterparty.name
        if letter.isalpha()
    }
    assert scripts >= {"LATIN", "CYRILLIC", "ARABIC", "CJK", "DEVANAGARI", "HANGUL", "ETHIOPIC", "THAI"}
    assert len({item.amount.currency for item in items if item.amount}) > 15


def test_values_are_given_as_the_programme_asks_and_reach_its_limits(declared: Filed) -> None:
    rates = declaring.rates()
    for part, one in declared:
        for item in one.items:
            value = value_of(item, UN, rates)
            if value is None:
                continue
            assert (item.amount is not None) is (UN.value_mode(item.category) is ValueMode.EXACT)
            adding_up = part.oddity is Oddity.GIFTS_ADD_UP and item.category is Category.GIFT
            assert adding_up or UN.threshold(item.category).reaches(value)


def test_what_is_calm_is_calm_and_what_is_in_conflict_says_so(declared: Filed) -> None:
    for part, one in declared:
        tied = [item for item in one.items if item.related_to_duties is Related.YES]
        assert len(tied) == len(part.conflicts)
        assert all(item.duties_note for item in tied)


def test_a_reviewer_finds_an_item_of_its_own_behind_each_conflict(declared: Filed) -> None:
    fitting = {
        ConflictCategory.OUTSIDE_ACTIVITY: {Category.OUTSIDE_ACTIVITY, Category.LEADERSHIP},
        ConflictCategory.FAMILY_OR_PERSONAL: {
            Category.RELATIVE_IN_SYSTEM,
            Category.RELATIVE_WITH_COUNTERPARTY,
        },
        ConflictCategory.OTHER: {Category.GIFT, Category.EXTERNAL_INFLUENCE},
        ConflictCategory.FINANCIAL_ACTIVITY: {
            Category.LISTED_SECURITY,
            Category.PRIVATE_COMPANY,
            Category.FUND,
            Category.STOCK_OPTION,
        },
    }
    for part, one in declared:
        behind = conflicting_items(one, part.conflicts)
        items = {item.id: item for item in one.items}
        assert [conflict for conflict, _ in behind] == list(part.conflicts)
        assert len({item_id for _, item_id in behind}) == len(behind)
        for conflict, item_id in behind:
            assert items[item_id].category in fitting[conflict]
            assert items[item_id].related_to_duties is Related.YES


@pytest.mark.parametrize(
    ("oddity", "code"),
    [
        (Oddity.CASH_WITHOUT_ORIGIN, "origin-not-stated"),
        (Oddity.GIFTS_ADD_UP, "gift-sum"),
        (Oddity.VENDOR_LOAN, "special-terms"),
    ],
)
def test_the_checks_ask_about_what_is_odd_and_only_there(
    declared: Filed, flagged: dict[int, set[str]], oddity: Oddity, code: str
) -> None:
    asked = {number for number, codes in flagged.items() if code in codes}
    assert asked == {part.number for part, _ in declared if part.oddity is oddity}


def test_two_filers_own_the_same_private_firm(declared: Filed) -> None:
    sharing = {str(part.number) for part, _ in declared if part.oddity is Oddity.SHARED_FIRM}
    flags = across([Declared(str(part.number), part.person.name, one) for part, one in declared], UN)
    asked = {number for number, found in flags.items() if any(f.code == "same-private-firm" for f in found)}
    assert asked >= sharing
    assert len(asked) < 3 * len(sharing)


def test_a_statement_survives_being_written_and_read(declared: Filed) -> None:
    for _, one in declared[:100]:
        assert decode(encode(one)) == one


def test_a_statement_follows_from_the_seed_and_the_person(declared: Filed) -> None:
    part, one = declared[0]
    assert statement(part, **THIS) == one
    other: Cycle = {**THIS, "seed": SEED + 1}
    assert statement(part, **other) != one
    ids = Counter(item.id for _, each in declared for item in each.items)
    assert max(ids.values()) == 1


def test_statements_are_written_fast(cast: list[Part], declared: Filed) -> None:
    def each(some: list[Part]) -> float:
        began = time.process_time()
        for part in some:
            statement(part, **THIS)
        return (time.process_time() - began) / len(some)

    assert each([part for part in cast if not part.item_count][:500]) < 0.001
    assert each([part for part, _ in declared]) < 0.003


def test_next_year_is_complete_and_stands_beside_this_one(declared: Filed, nil: Filed) -> None:
    later = [(one, next_year(one, part, **NEXT)) for part, one in (*declared, *nil)]
    assert Counter(str(gap.message) for _, new in later for gap in missing(new, UN)) == {}
    differences = [compare(old, new) for old, new in later]
    counted = Counter(
        {
            name: sum(len(getattr(one, name)) for one in differences)
            for name in ("unchanged", "changed", "new", "ended", "vanished", "undecided", "members")
        }
    )
    assert all(counted.values())
    assert counted["unchanged"] > sum(counted.values()) - counted["unchanged"]
    assert all(new.carried_from == 2020 and new.cycle_year == 2021 for _, new in later)


def test_next_year_is_the_same_for_the_same_seed(declared: Filed) -> None:
    part, one = declared[0]
    assert next_year(one, part, **NEXT) == next_year(one, part, **NEXT)


def test_nothing_of_next_year_happens_outside_its_period(declared: Filed) -> None:
    flags: Counter[str] = Counter()
    for part, one in declared:
        later: Any = next_year(one, part, **NEXT)
        found = run(later, previous=one, duties=Duties(), programme=UN, facts=Facts(rates=declaring.rates()))
        flags.update(flag.code for flag in found)
    assert not {"date-outside-period", "date-order", "value-not-renewed"} & set(flags)
    assert flags["item-vanished"]


def test_every_culture_has_places_with_money_that_has_a_rate() -> None:
    places = [place for code in cultures() for place in homes(code)] + list(duty_places())
    assert all(is_country(place.country) and is_currency(place.currency) for place in places)
    assert {place.currency for place in places} <= set(per_dollar())


def test_organisations_are_in_countries_and_vendors_have_numbers() -> None:
    assert all(is_country(party.country) for kind in Pool for party in pool(kind))
    vendors = declaring.vendors()
    assert len({party.ungm for party in vendors}) == len(vendors) == 20


def test_something_can_be_said_on_every_occasion_in_every_language() -> None:
    for language in Language:
        assert all(say(saying, index, language=language).strip() for saying in Saying for index in range(5))
        for category in ConflictCategory:
            assert all(advise(category, index, language=language)[1].strip() for index in range(4))
    assert say(Saying.REPLY, 1) == say(Saying.REPLY, 5)
    assert say(Saying.REPLY, 1) != say(Saying.REPLY, 1, language="ru")
    assert len({advise(ConflictCategory.OUTSIDE_ACTIVITY, index)[0] for index in range(4)}) == 4


def test_nobody_lives_with_somebody_of_their_own_name(declared: Filed, nil: Filed) -> None:
    assert all(member.name != part.person.name for part, one in (*declared, *nil) for member in one.household)
