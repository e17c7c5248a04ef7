"""The invented people are as many as the published ones, and every number follows from a seed."""

import csv
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from disclosure.domain.actors import Role
from disclosure.domain.categories import CONFLICT_REPORTING_ORDER, ConflictCategory
from disclosure.domain.deadlines import due_instant, is_late
from disclosure.domain.emails import is_shaped
from disclosure.domain.grounds import grounds_for
from disclosure.domain.programme import Language, load
from disclosure.replay.population import (
    OTHERS,
    Inhabitant,
    Part,
    PublicWish,
    entities_csv,
    entity_heads,
    focal_points,
    may_publish,
    office,
    parts,
    people,
    roster_csv,
)
from disclosure.replay.population.apportioning import apportion
from disclosure.replay.published import FIGURES, entities

SEED = 20
UN = load("un-secretariat")


@pytest.fixture(scope="module")
def everybody() -> list[Inhabitant]:
    return people(SEED)


@pytest.fixture(scope="module")
def cast(everybody: list[Inhabitant]) -> list[Part]:
    return parts(everybody, SEED)


def test_the_annex_adds_up_to_the_published_totals() -> None:
    rows = entities()
    assert len(rows) == len({row.code for row in rows}) == 71
    assert sum(row.required for row in rows) == FIGURES.filers
    assert sum(row.filed for row in rows) == FIGURES.filed
    assert sum(row.not_filed for row in rows) == FIGURES.not_filed
    assert all(row.required == row.filed + row.not_filed for row in rows)
    assert sum(row.required for row in rows if row.group == "bodies") == FIGURES.bodies
    assert FIGURES.secretariat + FIGURES.bodies == FIGURES.filers
    assert FIGURES.conflict_items == 264
    assert {row.group for row in rows} == {group.code for group in UN.groups}


@pytest.mark.parametrize("scale", [1, 2])
def test_the_grounds_of_the_programme_select_exactly_the_published_numbers(scale: int) -> None:
    selected: Counter[str] = Counter()
    roster = people(SEED, scale)
    for person in roster:
        found = grounds_for(
            UN,
            grade=person.grade,
            functions=person.functions,
            contract=person.contract,
            entity_code=person.entity,
        )
        assert bool(found) is person.designated
        selected[person.entity] += bool(found)
    assert selected == {row.code: row.required * scale for row in entities()}
    assert len(roster) == (FIGURES.filers + OTHERS) * scale


def test_the_published_number_of_filers_files_for_the_first_time(everybody: list[Inhabitant]) -> None:
    designated = [person for person in everybody if person.designated]
    assert sum(person.filer_since is None for person in designated) == FIGURES.first_time
    assert {person.filer_since for person in designated} <= {None, *range(2010, 2020)}
    assert all(person.filer_since is None for person in everybody if not person.designated)
    assert (
        sum(person.grade in UN.public_disclosure.grades for person in designated) == FIGURES.public_eligible
    )


def test_the_same_seed_gives_the_same_people_and_another_gives_others(everybody: list[Inhabitant]) -> None:
    assert people(SEED) == everybody
    assert people(SEED + 1) != everybody


def test_every_line_of_the_roster_can_be_imported(everybody: list[Inhabitant]) -> None:
    lines = list(csv.DictReader(StringIO(roster_csv(everybody))))
    assert len(lines) == len(everybody)
    assert len({line["index_number"] for line in lines}) == len(lines)
    assert len({line["email"] for line in lines}) == len(lines)
    known = {row.code for row in entities()}
    for line in lines:
        assert line["email"].isascii()
        assert is_shaped(line["email"])
        assert line["email"].endswith(".example")
        assert line["entity"] in known
        assert line["language"] in set(Language)
        assert UN.calendar.duty_station(line["duty_station"]) is not None
        assert set(filter(None, line["functions"].split(";"))) <= UN.functions
        assert date.fromisoformat(line["joined_on"]) < date(2020, 1, 1)


def test_the_entities_are_in_the_printed_order() -> None:
    lines = list(csv.DictReader(StringIO(entities_csv())))
    assert [(line["code"], line["position"]) for line in lines] == [
        (row.code, str(number)) for number, row in enumerate(entities(), start=1)
    ]
    assert lines[-1]["name_zh"] == "联合国各机关/机构和其他"


def test_supervisors_are_on_the_roster_of_the_same_entity_and_nobody_is_their_own(
    everybody: list[Inhabitant],
) -> None:
    by_number = {person.index_number: person for person in everybody}
    for person in everybody:
        above, seen = person, {person.index_number}
        while above.supervisor_index is not None:
            above = by_number[above.supervisor_index]
            assert above.entity == person.entity
            assert above.index_number not in seen
            seen.add(above.index_number)
    without = [person for person in everybody if person.supervisor_index is None]
    assert len(without) == len(entities())


def test_names_come_in_many_scripts(everybody: list[Inhabitant]) -> None:
    scripts = {
        unicodedata.name(letter).split()[0]
        for person in everybody
        for letter in person.name
        if letter.isalpha()
    }
    assert scripts >= {
        "LATIN",
        "CYRILLIC",
        "ARABIC",
        "CJK",
        "DEVANAGARI",
        "HANGUL",
        "ETHIOPIC",
        "GREEK",
        "THAI",
    }
    assert {person.language for person in everybody} == set(Language)
    assert len({person.name for person in everybody}) > 4500


def test_who_left_does_not_file(everybody: list[Inhabitant]) -> None:
    left = [person for person in everybody if person.left_on]
    assert left
    assert all(not person.designated and person.joined_on < (person.left_on or date.min) for person in left)


def test_each_entity_has_a_head_and_a_focal_point(everybody: list[Inhabitant], cast: list[Part]) -> None:
    silent = {part.person.index_number for part in cast if not part.files}
    designated = {person.index_number for person in everybody if person.designated}
    heads, points = entity_heads(everybody), focal_points(everybody)
    codes = [row.code for row in entities()]
    assert [head.entity for head in heads] == codes == [point.entity for point in points]
    assert len({staff.email for staff in (*heads, *points, *office())}) == 2 * len(codes) + len(office())
    assert not silent & {head.index_number for head in heads}
    assert not designated & {point.index_number for point in points}
    assert sum(head.index_number is not None for head in heads) > 50


def test_the_office_is_one_cast_of_people_from_outside_the_roster(everybody: list[Inhabitant]) -> None:
    roles = Counter(staff.role for staff in office())
    assert roles == {
        Role.REVIEWER: 8,
        Role.APPROVER: 2,
        Role.ETHICS_OFFICER: 2,
        Role.PROGRAMME_OFFICER: 2,
        Role.AUDITOR: 1,
        Role.ADMINISTRATOR: 1,
    }
    assert not {staff.email for staff in office()} & {person.email for person in everybody}
    assert all(staff.email.isascii() and is_shaped(staff.email) for staff in office())


@pytest.mark.parametrize("scale", [1, 3])
def test_behaviour_gives_the_published_numbers_exactly(scale: int) -> None:
    cast = parts(people(SEED, scale), SEED, scale)
    silent = Counter(part.person.entity for part in cast if not part.files)
    assert silent == {row.code: row.not_filed * scale for row in entities() if row.not_filed}
    assert sum(part.files for part in cast) == FIGURES.filed * scale
    assert sum(part.item_count == 0 for part in cast if part.files) == round(0.84 * FIGURES.filed) * scale
    found = Counter(category for part in cast for category in part.conflicts)
    assert found == {category: FIGURES.conflicts[category] * scale for category in CONFLICT_REPORTING_ORDER}
    assert sum(bool(part.conflicts) for part in cast) == FIGURES.with_conflicts * scale
    stuck = [part for part in cast if part.answers_question is False or not part.carries_out]
    assert len(stuck) == FIGURES.open_at_year_end * scale


def test_nobody_behaves_beyond_what_they_declared(cast: list[Part]) -> None:
    for part in cast:
        assert len(part.conflicts) <= part.item_count <= 12
        assert (part.filed_at is None) is not part.files
        if not part.files:
            assert part.item_count == 0
        if not part.carries_out or not part.agrees:
            assert part.conflicts
        if not part.carries_out:
            assert part.agrees
        if part.answers_question is not None or part.oddity:
            assert part.item_count
        if not part.hands_in_documents:
            assert part.answers_question is False or not part.carries_out
    assert sum(not part.agrees for part in cast) == 9
    assert max(len(part.conflicts) for part in cast) == 3
    assert ConflictCategory.OTHER in {category for part in cast for category in part.conflicts}


def test_few_declare_much(cast: list[Part]) -> None:
    counts = Counter(part.item_count for part in cast if part.item_count)
    assert set(counts) <= set(range(1, 13))
    assert counts[1] > counts[2] > counts[3] > counts[5]
    assert counts[11] + counts[12] > 0


def test_filings_surge_before_the_due_date_and_some_are_late(cast: list[Part]) -> None:
    filed = [(part, part.filed_at) for part in cast if part.filed_at]
    assert all(datetime(2020, 3, 2, tzinfo=UTC) <= at <= datetime(2020, 6, 30, tzinfo=UTC) for _, at in filed)
    late = [
        part
        for part, at in filed
        if is_late(at, due_instant(date(2020, 4, 30), UN.calendar.zone_of(part.person.duty_station)))
    ]
    assert 0.02 < len(late) / len(filed) < 0.08
    last_days = sum(
        datetime(2020, 4, 28, tzinfo=UTC) <= at < datetime(2020, 5, 1, tzinfo=UTC) for _, at in filed
    )
    assert last_days > len(filed) * 0.3
    assert max(at for _, at in filed) < datetime(2020, 5, 30, tzinfo=UTC)


def test_behaviour_follows_from_the_seed(everybody: list[Inhabitant], cast: list[Part]) -> None:
    assert parts(everybody, SEED) == cast
    assert parts(everybody, SEED + 1) != cast


def test_shares_are_exact_and_never_above_their_weight() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(158, [row.required for row in entities()]).count(0) > 0
    assert sum(apportion(158, [row.required for row in entities()])) == 158
    assert apportion(6, [1, 2, 3]) == [1, 2, 3]


@pytest.mark.parametrize(("seed", "scale"), [(SEED, 1), (1, 1), (2, 1), (SEED, 2)])
def test_officials_choose_in_the_published_numbers(seed: int, scale: int) -> None:
    officials = [part for part in parts(people(seed, scale), seed, scale) if may_publish(part.person)]
    chosen = Counter(part.public for part in officials if part.files and not part.stays_open)
    missing = sum(not part.files for part in officials)
    assert len(officials) == FIGURES.public_eligible * scale
    assert chosen[PublicWish.PUBLISH] == FIGURES.public_took_part * scale
    assert chosen[PublicWish.KEEP] == FIGURES.public_declined * scale
    assert chosen[PublicWish.SILENT] + missing == FIGURES.public_no_answer * scale
    open_still = [part for part in officials if part.stays_open]
    assert len(open_still) == FIGURES.public_unfinished * scale
    assert {part.public for part in open_still} == {None}
