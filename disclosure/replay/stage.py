"""The stage of a replay: the database, the keys, the people with their accounts, the progress bars."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, joinedload
from tqdm import tqdm

from config import Config
from disclosure import clock
from disclosure.casework import accounts, filing
from disclosure.casework.reading import Keys
from disclosure.db import transaction
from disclosure.domain.actors import Actor, Role
from disclosure.domain.interests import Certification
from disclosure.domain.programme import Programme
from disclosure.jobs import Worker
from disclosure.models import Account, Cycle, Filing, Organisation, Person
from disclosure.replay.crew import Crew
from disclosure.replay.population import Part, Staff

AT_ONCE = 50
"""How many people's acts share one transaction: an office's morning, not one commit per click."""

Thing = TypeVar("Thing")


@dataclass
class Stage:
    """What every scene of the replay needs."""

    config: Config
    engine: Engine
    worker: Worker | Crew
    portal: Keys
    review: Keys
    programme: Programme
    seed: int
    scale: int
    quiet: bool = False
    organisation_id: UUID | None = None
    staff: dict[str, Actor] = field(default_factory=dict)
    by_role: dict[Role, list[Actor]] = field(default_factory=dict)
    filers: dict[str, Actor] = field(default_factory=dict)

    @contextmanager
    def at(self, instant: datetime) -> Iterator[Session]:
        """Act at an instant of the past, in one transaction."""
        with clock.travel(instant), transaction(self.engine) as db:
            yield db

    def organisation(self, db: Session) -> Organisation:
        """Return the organisation whose cycle is replayed."""
        return db.scalars(select(Organisation)).one()

    def cycle(self, db: Session, year: int) -> Cycle:
        """Return the cycle of a year."""
        return db.scalars(select(Cycle).where(Cycle.year == year)).one()

    def work(self, instant: datetime) -> None:
        """Let the workers do all that is owed at an instant, and seal the ledger."""
        with clock.travel(instant):
            self.worker.run_until_idle()
            self.worker.tick()

    def file(self, db: Session, part: Part, owed: Filing) -> None:
        """Let somebody certify and file what they prepared, as they do on the check page."""
        person, keys = part.person, self.portal
        certification = Certification(
            text_version=self.programme.certification.version,
            language=person.language,
            name=person.name,
            at=clock.now(),
            method="replay",
        )
        by = self.filers[person.index_number]
        filing.file(db, keys.sealer, keys.opener, by=by, filing=owed, certification=certification)

    def chunks(self, things: Sequence[Thing], title: str, *, at_once: int = AT_ONCE) -> Iterator[list[Thing]]:
        """Yield things in groups that share a transaction, with a progress bar."""
        with tqdm(total=len(things), desc=f"{title:<28}", unit="", disable=self.quiet, leave=True) as bar:
            remaining = iter(things)
            while chunk := list(islice(remaining, at_once)):
                yield chunk
                bar.update(len(chunk))

    def first(self, role: Role, place: int = 0) -> Actor:
        """Return one of the people of the office; `place` counts on and starts anew."""
        holders = self.by_role[role]
        return holders[place % len(holders)]

    def know_staff(self, db: Session, staff: Iterable[Staff]) -> None:
        """Read the roles of the people of the office."""
        for one in staff:
            account = accounts.find_account(db, one.email)
            if account is not None:
                self.staff[one.email] = actor = accounts.actor_of(db, account)
                if one.entity is None:
                    self.by_role.setdefault(one.role, []).append(actor)

    def know_filers(self, db: Session) -> None:
        """Read the accounts of the people on the roster."""
        rows = db.execute(
            select(Person.index_number, Account.id, Person.id).join(Account, Account.person_id == Person.id)
        )
        self.filers = {index: Actor(account_id, person_id) for index, account_id, person_id in rows}

    def filings(self, db: Session, parts: Iterable[Part], year: int) -> dict[str, Filing]:
        """Return the filings of some people in a year, by index number."""
        wanted = [part.person.index_number for part in parts]
        rows = db.scalars(
            select(Filing)
            .join(Person, Person.id == Filing.person_id)
            .join(Cycle, Cycle.id == Filing.cycle_id)
            .where(Person.index_number.in_(wanted), Cycle.year == year)
            .options(joinedload(Filing.person), joinedload(Filing.cycle))
        )
        return {filing.person.index_number: filing for filing in rows}


def day(year: int, month: int, number: int, hour: int = 9) -> datetime:
    """Return an hour of a day, in UTC."""
    return datetime(year, month, number, hour, tzinfo=UTC)
