"""The cast is what its description says; other tests build on that."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.domain.lifecycle import CycleState, FilingState
from disclosure.models import Cycle, Filing, Letter
from tests.cast import Cast, Keys


def test_nine_people_owe_a_filing_due_at_the_end_of_march(cast: Cast, cycle: Cycle) -> None:
    owing = {member.account.email.partition("@")[0] for member in cast.filers}
    assert owing == {"amina", "boris", "chen", "dalia", "hana", "emil", "olu", "petra", "ravi"}
    assert {member.filing.due_on for member in cast.filers} == {date(2020, 3, 31)}
    assert {member.filing.state for member in cast.filers} == {FilingState.DUE}
    assert cycle.state is CycleState.OPEN


def test_everybody_acts_as_the_database_says(db: Session, cast: Cast) -> None:
    assert len(cast.everybody) == 15
    for member in cast.everybody:
        assert member.actor == accounts.actor_of(db, member.account)


def test_it_is_the_second_of_march(cast: Cast) -> None:
    assert clock.now().date() == date(2020, 3, 2)


def test_chen_and_petra_file_for_the_first_time(cast: Cast) -> None:
    first = {member.account.name for member in cast.filers if member.filing.first_time}
    assert first == {"陈美玲", "Petra Horvat"}


def test_every_filer_has_a_letter(db: Session, cast: Cast) -> None:
    written = db.scalar(select(func.count()).select_from(Letter))
    assert written == db.scalar(select(func.count()).select_from(Filing)) == 9


def test_each_site_opens_what_is_sealed_to_it_alone(keys: Keys) -> None:
    for site in (keys.portal, keys.review):
        private = [path.name for path in site.directory.glob("*.private.json")]
        assert len(private) == 1
        assert len(list(site.directory.glob("*.public.json"))) == 2
