"""The clock of all machines put on and back while people file, and set to years far away."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from disclosure.db import transaction
from disclosure.models import Account, Filing, LedgerEntry, LedgerLeaf
from tests.faults.crowd import Crowd, eventually
from tests.faults.door import Filer
from tests.faults.owed import all_is_done, everybody_works
from tests.stack.programs import asked

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]
AN_HOUR = timedelta(hours=1)


def file_somehow(crowd: Crowd, filer: Filer) -> None:
    """File as a person does: whoever is asked to sign in again does so, and opens the page again."""
    crowd.file(filer)
    if "sign-in" in filer.led_to or not filer.acknowledged:
        filer.led_to = ""
        crowd.sign_in(filer)
        crowd.door.open(filer)
        crowd.file(filer)
    assert filer.led_to.endswith("/receipt"), (filer.answers, filer.led_to)


def unsealed(crowd: Crowd) -> int:
    """How many lines of the ledger are not sealed."""
    with transaction(crowd.engine, write=False) as db:
        lacking = ~select(LedgerLeaf).where(LedgerLeaf.entry_id == LedgerEntry.id).exists()
        return len(db.scalars(select(LedgerEntry.id).where(lacking)).all())


def positions(crowd: Crowd, filer: Filer) -> list[str]:
    """What happened to a filing, by the numbers that the ledger gave."""
    with transaction(crowd.engine, write=False) as db:
        lines = select(LedgerEntry.kind).join(LedgerLeaf, LedgerLeaf.entry_id == LedgerEntry.id)
        filing = select(Filing.id).join(Account, Account.person_id == Filing.person_id)
        found = lines.where(LedgerEntry.filing_id.in_(filing.where(Account.email == filer.email)))
        return list(db.scalars(found.order_by(LedgerLeaf.position)))


def durations(crowd: Crowd) -> list[float]:
    """All seconds that the sites tell of."""
    said = "\n".join(asked(port, "/metrics")[1] for port in crowd.stack.ports.values())
    return [float(line.split()[-1]) for line in said.splitlines() if "_seconds" in line.partition(" ")[0]]


def test_t2_an_hour_put_on_and_back_while_people_file_spoils_nothing(crowd: Crowd) -> None:
    filers = crowd.take(12)
    for number, step in enumerate((AN_HOUR, -AN_HOUR, -AN_HOUR, AN_HOUR)):
        crowd.story.pass_by(step)
        for filer in filers[number * 3 : number * 3 + 3]:
            file_somehow(crowd, filer)
        assert eventually(lambda: unsealed(crowd) == 0, seconds=60), "what is written is sealed at once"
        assert min(durations(crowd)) >= 0
    assert all_is_done(crowd)
    assert everybody_works(crowd)
    assert crowd.lost(filers) == []
    for filer in filers:
        happened = positions(crowd, filer)
        assert happened.index("draft:started") < happened.index("statement:filed")


@pytest.mark.parametrize("day", [datetime(2038, 1, 20, 4, tzinfo=UTC), datetime(2100, 3, 1, 4, tzinfo=UTC)])
def test_t3_beyond_2038_and_in_2100_people_file_and_all_that_follows_is_done(
    crowd: Crowd, day: datetime
) -> None:
    before = crowd.story.now()
    try:
        crowd.story.set(day)
        filers = crowd.take(4)
        sent = len(crowd.stack.mail.taken)
        crowd.file_all(filers, at_once=4)
        assert all(filer.acknowledged for filer in filers)
        assert all_is_done(crowd)
        assert len(crowd.stack.mail.taken) >= sent + len(filers)
        assert eventually(lambda: unsealed(crowd) == 0, seconds=60)
        with transaction(crowd.engine, write=False) as db:
            people = db.query(Filing.filed_at, Filing.late).join(
                Account, Account.person_id == Filing.person_id
            )
            filed = people.filter(Account.email.in_([one.email for one in filers])).all()
        assert {(at.year, late) for at, late in filed if at} == {(day.year, True)}
        assert crowd.lost(filers) == []
    finally:
        crowd.story.set(before)
