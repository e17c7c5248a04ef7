"""The ladder is climbed one step at a time and ends when somebody files; lists are seen by scope."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating, scheduling
from disclosure.casework.chasing.lists import HEADER
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.domain.lifecycle import CycleState, ExtensionState, FilingState
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import Account, Cycle, LedgerEntry, Letter, Outcome, Person
from tests.casework.office import Office
from tests.casework.population import Lot, cycle_of, populate, serve
from tests.cast import Cast, Member, add_person

OPENS, DUE = date(2020, 3, 1), date(2020, 3, 31)


def on(day: date) -> datetime:
    """Noon of that day in UTC: the same date wherever the cast serves."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def remind(db: Session, cast: Cast, day: date) -> chasing.Reminded:
    with clock.travel(on(day)):
        return chasing.remind(db, by=cast.olu.actor, cycle=cast.cycle)


def kinds(reminded: chasing.Reminded) -> set[str]:
    return {letter.kind for letter in reminded.letters}


def to(reminded: chasing.Reminded) -> set[str]:
    return {letter.to_email.partition("@")[0] for letter in reminded.letters}


def test_when_the_cycle_opens_everybody_who_owes_a_filing_is_told(db: Session, cast: Cast) -> None:
    reminded = remind(db, cast, OPENS)
    assert reminded.by_kind == {"cycle-opens": 9}
    assert to(reminded) == {member.account.email.partition("@")[0] for member in cast.filers}


def test_reminding_again_on_the_same_step_writes_nothing(db: Session, cast: Cast) -> None:
    remind(db, cast, OPENS)
    assert remind(db, cast, OPENS).letters == []
    assert remind(db, cast, date(2020, 3, 16)).letters == []


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2020, 3, 17), "reminder"),
        (date(2020, 3, 24), "reminder"),
        (date(2020, 3, 29), "reminder"),
        (date(2020, 4, 3), "overdue"),
        (date(2020, 4, 20), "referral-notice"),
    ],
)
def test_each_step_is_written_on_its_day_and_not_before(
    db: Session, cast: Cast, day: date, kind: str
) -> None:
    remind(db, cast, day - timedelta(days=1))
    reminded = remind(db, cast, day)
    assert kinds(reminded) == {kind}
    assert len(reminded.letters) == 9


def test_missed_steps_are_caught_up_by_the_newest_alone(db: Session, cast: Cast) -> None:
    assert remind(db, cast, date(2020, 4, 5)).by_kind == {"overdue": 9}


def test_whoever_has_filed_is_not_reminded(db: Session, cast: Cast, office: Office) -> None:
    office.file(cast.amina)
    assert to(remind(db, cast, date(2020, 3, 17))).isdisjoint({"amina"})


def test_whoever_is_exempted_is_not_reminded(db: Session, cast: Cast) -> None:
    designating.exempt(db, by=cast.petra.actor, filing=cast.amina.filing, reason="On long leave")
    assert to(remind(db, cast, date(2020, 3, 17))).isdisjoint({"amina"})


def test_somebody_who_files_after_the_preview_gets_nothing(db: Session, cast: Cast, office: Office) -> None:
    with clock.travel(on(date(2020, 3, 17))):
        preview = chasing.due_reminders(db, by=cast.olu.actor, cycle=cast.cycle)
        assert cast.chen.filing in [one.filing for one in preview]
        office.file(cast.chen)
    assert len(remind(db, cast, date(2020, 3, 17)).letters) == len(preview) - 1


def test_the_preview_shows_exactly_what_is_written(db: Session, cast: Cast) -> None:
    with clock.travel(on(date(2020, 4, 10))):
        preview = chasing.due_reminders(db, by=cast.olu.actor, cycle=cast.cycle)
    reminded = remind(db, cast, date(2020, 4, 10))
    shown = {one.occasion for one in preview if one.to is not None}
    assert {letter.occasion for letter in reminded.letters} == shown
    assert [one.person for one in reminded.unaddressed] == [one.person for one in preview if one.to is None]


def test_ten_days_late_the_supervisor_is_told_whom_it_is_about(db: Session, cast: Cast) -> None:
    reminded = remind(db, cast, date(2020, 4, 10))
    about = {letter.params["person"]: letter.to_email for letter in reminded.letters}
    assert about == {
        "Amina Odhiambo": "hana@example.org",
        "陈美玲": "amina@example.org",
        "Olu Adeyemi": "emil@example.org",
        "Petra Horvat": "emil@example.org",
    }
    assert kinds(reminded) == {"second-level"}


def test_whoever_has_no_supervisor_on_the_roster_is_listed_instead(db: Session, cast: Cast) -> None:
    reminded = remind(db, cast, date(2020, 4, 10))
    nobody_above = {"Борис Соколов", "داليا منصور", "Hana Novak", "Emil Lindqvist", "Ravi Menon"}
    assert {one.person.name for one in reminded.unaddressed} == nobody_above


def test_a_supervisor_who_has_left_is_not_written_to(db: Session, cast: Cast) -> None:
    cast.hana.on_roster.left_on = date(2020, 4, 1)
    assert "hana" not in to(remind(db, cast, date(2020, 4, 10)))


def test_the_notice_names_the_day_of_the_referral(db: Session, cast: Cast) -> None:
    letter = remind(db, cast, date(2020, 4, 20)).letters[0]
    assert letter.params == {"year": 2020, "due_on": "2020-03-31", "refer_on": "2020-04-30"}


def test_a_late_notice_never_names_a_day_that_has_passed(db: Session, cast: Cast) -> None:
    reminded = remind(db, cast, date(2020, 5, 20))
    assert kinds(reminded) == {"referral-notice"}
    assert {letter.params["refer_on"] for letter in reminded.letters} == {"2020-05-20"}


def test_the_ladder_never_writes_the_referral_itself(db: Session, cast: Cast) -> None:
    remind(db, cast, date(2020, 4, 20))
    assert remind(db, cast, date(2020, 4, 30)).letters == []


def test_a_deadline_put_back_begins_the_ladder_anew(db: Session, cast: Cast) -> None:
    remind(db, cast, date(2020, 3, 17))
    with clock.travel(on(date(2020, 3, 20))):
        until = date(2020, 4, 30)
        scheduling.put_back_deadline(
            db, by=cast.olu.actor, cycle=cast.cycle, until=until, reason="The pandemic"
        )
    assert remind(db, cast, date(2020, 3, 24)).letters == []
    assert remind(db, cast, date(2020, 4, 16)).by_kind == {"reminder": 9}
    assert {letter.params["due_on"] for letter in db.scalars(reminders())} == {"2020-03-31", "2020-04-30"}


def test_a_step_that_an_extension_overtook_is_not_caught_up(db: Session, cast: Cast) -> None:
    with clock.travel(on(date(2020, 3, 30))):
        designating.extend(
            db, by=cast.olu.actor, filing=cast.amina.filing, until=date(2020, 4, 10), reason="Mission"
        )
    assert "amina" not in to(remind(db, cast, date(2020, 3, 30)))
    assert "amina" in to(remind(db, cast, date(2020, 4, 3)))


def test_a_filer_is_written_to_in_the_language_of_the_account(db: Session, cast: Cast) -> None:
    db.get_one(Account, cast.amina.account.id).language = "fr"
    reminded = remind(db, cast, OPENS)
    languages = {letter.to_email.partition("@")[0]: letter.language for letter in reminded.letters}
    assert (languages["amina"], languages["boris"]) == ("fr", "ru")


def test_one_entity_can_be_reminded_alone(db: Session, cast: Cast) -> None:
    with clock.travel(on(OPENS)):
        reminded = chasing.remind(db, by=cast.olu.actor, cycle=cast.cycle, entity=cast.entities["DOS"])
    assert to(reminded) == {"amina", "chen", "hana"}


def test_every_reminder_leaves_a_line_about_its_filing(db: Session, cast: Cast) -> None:
    reminded = remind(db, cast, OPENS)
    entries = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "reminder:written")).all()
    assert {(entry.filing_id, entry.facts["letter_id"]) for entry in entries} == {
        (letter.filing_id, str(letter.id)) for letter in reminded.letters
    }
    assert {entry.facts["step"] for entry in entries} == {-30}


def test_nobody_is_reminded_before_the_cycle_opens_or_after_it_closed(db: Session, cast: Cast) -> None:
    for state in (CycleState.PLANNED, CycleState.CLOSED):
        cast.cycle.state = state
        with db.no_autoflush:
            assert chasing.due_reminders(db, by=cast.olu.actor, cycle=cast.cycle) == []
            with pytest.raises(WrongState, match="while it is open"):
                chasing.remind(db, by=cast.olu.actor, cycle=cast.cycle)
    db.expire(cast.cycle)


def test_only_the_office_reminds(db: Session, cast: Cast) -> None:
    for member in (cast.hana, cast.farid, cast.emil, cast.ida, cast.rosa, cast.stranger):
        for act in (chasing.remind, chasing.due_reminders):
            with pytest.raises(NotPermitted):
                act(db, by=member.actor, cycle=cast.cycle)


def test_two_runs_at_once_write_each_reminder_once(db: Session, cast: Cast, engine: Engine) -> None:
    db.commit()
    start, faults = Barrier(2), []

    def run() -> None:
        try:
            start.wait()
            with transaction(engine) as other:
                cycle = other.get_one(Cycle, cast.cycle.id)
                chasing.remind(other, by=cast.olu.actor, cycle=cycle, today=OPENS)
        except Exception as fault:  # noqa: BLE001 - told by the assertion
            faults.append(fault)

    together(run, run)
    assert faults == []
    with transaction(engine, write=False) as after:
        assert after.scalar(select(func.count()).select_from(reminders().subquery())) == 9
        lines = select(func.count()).where(LedgerEntry.kind == "reminder:written")
        assert after.scalar(lines) == 9


def together(*acts: Callable[[], None]) -> None:
    threads = [Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def reminders() -> Select[Letter]:
    return select(Letter).where(Letter.occasion.startswith("reminder:"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.dates(OPENS, date(2020, 6, 30)), min_size=1, max_size=8).map(sorted),
    filing_on=st.dates(OPENS, date(2020, 6, 30)),
)
def test_whatever_the_days_of_the_runs_nobody_gets_a_letter_twice_or_two_at_once(
    db: Session, cast: Cast, days: list[date], filing_on: date
) -> None:
    savepoint = db.begin_nested()
    amina = cast.amina.filing
    seen: set[tuple[object, object]] = set()
    for day in days:
        if filing_on <= day and amina.state is FilingState.DUE:
            amina.state, amina.filed_at, amina.reference = FilingState.FILED, on(day), "UN-1"
            db.flush()
        reminded = remind(db, cast, day)
        about = [letter.filing_id for letter in reminded.letters]
        assert len(about) == len(set(about))
        written = {(letter.filing_id, letter.occasion) for letter in reminded.letters}
        assert seen.isdisjoint(written)
        seen |= written
        assert remind(db, cast, day).letters == []
        assert amina.state is FilingState.DUE or amina.id not in about
    savepoint.rollback()


# Lists and counts


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
    amina = ["DOS", "100002", "Amina Odhiambo", "amina@example.org", "D-1", "due", "2020-03-31", "2", ""]
    assert rows[0] == amina
    entry = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).one()
    assert entry.facts == {"what": "non-filers 2020 DOS", "rows": 3}
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


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
