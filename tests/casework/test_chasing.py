"""The ladder is climbed one step at a time, each letter once, and ends when somebody files."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating, scheduling
from disclosure.db import transaction
from disclosure.domain.lifecycle import CycleState, FilingState
from disclosure.errors import NotPermitted, WrongState
from disclosure.models import Account, Cycle, LedgerEntry, Letter
from tests.casework.concurrently import at_once
from tests.casework.office import Office
from tests.cast import Cast, Member
from tests.thoroughness import tries

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

    def run(other: Session, by: Member) -> None:
        cycle = other.get_one(Cycle, cast.cycle.id)
        chasing.remind(other, by=by.actor, cycle=cycle, today=OPENS)

    assert at_once(engine, run, cast.olu, cast.petra) == []
    with transaction(engine, write=False) as after:
        assert after.scalar(select(func.count()).select_from(reminders().subquery())) == 9
        lines = select(func.count()).where(LedgerEntry.kind == "reminder:written")
        assert after.scalar(lines) == 9


def reminders() -> Select[Letter]:
    return select(Letter).where(Letter.occasion.startswith("reminder:"))


@settings(max_examples=tries(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
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
