"""Who has not filed and where the season stands, seen by each as far as their entity goes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating, scheduling
from disclosure.casework.chasing.lists import HEADER
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import ExtensionState, FilingState
from disclosure.models import LedgerEntry, Outcome, Person
from tests.casework.office import Office
from tests.casework.population import Lot, cycle_of, populate, serve
from tests.cast import Cast, Member, add_person
from tests.thoroughness import tries


def on(day: date) -> datetime:
    """Noon of that day in UTC: the same date wherever the cast serves."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def names(db: Session, cast: Cast, member: Member, **which: object) -> list[str]:
    rows = chasing.non_filers(db, by=member.actor, cycle=cast.cycle, **which)  # type: ignore[arg-type]
    return [row.name for row in rows]


def test_the_office_sees_who_has_not_filed_by_entity_and_name(
    db: Session, cast: Cast, office: Office
) -> None:
    office.file(cast.boris)
    assert names(db, cast, cast.olu) == [
        "Amina Odhiambo",
        "Hana Novak",
        "陈美玲",
        "Emil Lindqvist",
        "Olu Adeyemi",
        "Petra Horvat",
        "Ravi Menon",
        "داليا منصور",
    ]


@pytest.mark.parametrize("who", ["hana", "farid"])
def test_a_head_and_a_focal_point_see_only_their_own_entity(db: Session, cast: Cast, who: str) -> None:
    member: Member = getattr(cast, who)
    assert set(names(db, cast, member)) == {"Amina Odhiambo", "Hana Novak", "陈美玲"}
    assert names(db, cast, member, entity=cast.entities["DPO"]) == []
    assert [line.code for line in chasing.season(db, by=member.actor, cycle=cast.cycle)] == ["DOS"]
    assert chasing.funnel(db, by=member.actor, cycle=cast.cycle).designated == 3


@pytest.mark.parametrize("who", ["sana", "rosa", "ana", "adam", "amina"])
def test_others_see_nobody(db: Session, cast: Cast, who: str) -> None:
    member: Member = getattr(cast, who)
    assert names(db, cast, member) == []
    assert chasing.season(db, by=member.actor, cycle=cast.cycle) == []


def test_the_ethics_office_sees_counts_and_no_names(db: Session, cast: Cast) -> None:
    assert names(db, cast, cast.emil) == []
    assert sum(line.required for line in chasing.season(db, by=cast.emil.actor, cycle=cast.cycle)) == 9


def test_days_late_are_counted_where_the_person_serves(db: Session, cast: Cast) -> None:
    """On 31 March at 17:30 UTC it is 1 April in Bangkok and still the due day elsewhere."""
    rows = chasing.non_filers(
        db, by=cast.olu.actor, cycle=cast.cycle, at=datetime(2020, 3, 31, 17, 30, tzinfo=UTC)
    )
    assert {row.name for row in rows if row.days_late} == {"陈美玲"}


def test_a_list_can_be_kept_to_those_late_by_so_many_days(db: Session, cast: Cast) -> None:
    cast.amina.filing.due_on = date(2020, 4, 10)
    at = on(date(2020, 4, 14))
    late = names(db, cast, cast.olu, late_by=14, at=at)
    assert len(late) == 8
    assert "Amina Odhiambo" not in late
    assert names(db, cast, cast.olu, late_by=15, at=at) == []


def test_a_row_tells_what_became_of_the_last_request_for_more_time(db: Session, cast: Cast) -> None:
    until = date(2020, 4, 10)
    asked = designating.request_extension(
        db, by=cast.amina.actor, filing=cast.amina.filing, until=until, reason="Mission"
    )

    def told() -> ExtensionState | None:
        rows = chasing.non_filers(db, by=cast.olu.actor, cycle=cast.cycle)
        return next(row.extension for row in rows if row.name == "Amina Odhiambo")

    assert told() is ExtensionState.REQUESTED
    designating.decide_extension(db, by=cast.olu.actor, extension=asked, grant=False)
    assert told() is ExtensionState.REFUSED


def test_after_the_close_the_list_holds_who_did_not_file(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    with clock.travel(on(date(2020, 12, 31))):
        scheduling.close_cycle(db, by=cast.olu.actor, cycle=cast.cycle)
        rows = list(chasing.non_filers(db, by=cast.olu.actor, cycle=cast.cycle))
    assert {row.state for row in rows} == {FilingState.NOT_FILED}
    assert len(rows) == 8


def test_taking_a_list_out_is_written_down_with_its_length(db: Session, cast: Cast) -> None:
    header, *rows = chasing.export_non_filers(
        db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"], at=on(date(2020, 4, 2))
    )
    assert header == HEADER
    amina = ["DOS", "100002", "Amina Odhiambo", "amina@example.org", "D-1", "due", "2020-03-31", "2", "", ""]
    assert rows[0] == amina
    entry = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).one()
    assert entry.facts == {"what": "non-filers 2020 DOS at 2020-04-02T12:00Z", "rows": 3}
    assert (entry.account_id, entry.organisation_id) == (cast.olu.account.id, cast.organisation.id)


def test_the_season_is_counted_per_entity_as_in_the_table(db: Session, cast: Cast, office: Office) -> None:
    office.close(office.in_review(cast.amina), Outcome.NOTHING_TO_DISCLOSE)
    with clock.travel(datetime(2020, 4, 2, tzinfo=UTC)):
        office.file(cast.boris)
    designating.exempt(db, by=cast.petra.actor, filing=cast.dalia.filing, reason="On long leave")
    lines = chasing.season(db, by=cast.olu.actor, cycle=cast.cycle, at=datetime(2020, 4, 3, tzinfo=UTC))
    assert [line.code for line in lines] == ["DOS", "DPO", "EO", "OIOS", "OSRSG-HTI"]
    dos, dpo, eo, _oios, haiti = lines
    assert (dos.required, dos.filed, dos.closed, dos.not_started, dos.overdue) == (3, 1, 1, 2, 2)
    assert (dpo.required, dpo.filed, dpo.late, dpo.overdue) == (1, 1, 1, 0)
    assert (haiti.required, haiti.exempted) == (0, 1)
    assert (dos.rate, dpo.rate, eo.rate, haiti.rate) == ("33.3", "100.0", "0.0", "")


def test_every_step_of_the_funnel_holds_the_next(db: Session, cast: Cast, office: Office) -> None:
    office.close(office.in_review(cast.amina), Outcome.NOTHING_TO_DISCLOSE)
    office.file(cast.boris)
    told = chasing.funnel(db, by=cast.olu.actor, cycle=cast.cycle)
    assert told == chasing.Funnel(
        designated=9, started=2, filed=2, claimed=1, reviewed=1, closed=1, advised=0
    )


def test_what_is_overdue_is_banded_by_its_age(db: Session, cast: Cast) -> None:
    cast.amina.filing.due_on = date(2020, 4, 20)
    told = chasing.ageing(db, by=cast.olu.actor, cycle=cast.cycle, today=date(2020, 4, 25))
    assert {part.code: part.count for part in told.parts} == {"0-7": 1, "8-14": 0, "15-30": 8, "31+": 0}


@settings(max_examples=tries(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.dictionaries(st.sampled_from(FilingState), st.integers(1, 5), max_size=8))
def test_counts_of_an_entity_add_up_whatever_its_people_have_done(
    db: Session, sizes: dict[FilingState, int]
) -> None:
    savepoint = db.begin_nested()
    un = serve(db, [("DESA", "secretariat")])
    year = cycle_of(db, un)
    populate(db, un, year, [Lot("DESA", "secretariat", state, size) for state, size in sizes.items()])
    by = un.holder(Role.AUDITOR)
    for line in chasing.season(db, by=by, cycle=year):
        assert line.not_started + line.drafting + line.filed + line.not_filed == line.required
        assert line.required + line.exempted + line.withdrawn == sum(sizes.values())
        assert line.overdue == line.not_started + line.drafting
    steps = chasing.funnel(db, by=by, cycle=year)
    path = [steps.designated, steps.started, steps.filed, steps.claimed, steps.reviewed, steps.closed]
    assert path == sorted(path, reverse=True)
    savepoint.rollback()


def test_somebody_new_without_an_account_is_listed_by_the_roster(db: Session, cast: Cast) -> None:
    add_person(db, cast, "100099", "Nadia Extra", grade="D-1", supervisor_index="100001")
    designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
    assert "Nadia Extra" in names(db, cast, cast.hana)
    assert db.scalar(select(Person.name).where(Person.index_number == "100099")) == "Nadia Extra"
