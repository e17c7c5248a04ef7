"""What the commands share: the instance, its database, the organisation, and in whose name one acts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import click
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config import Config
from disclosure import clock
from disclosure.casework import accounts
from disclosure.db import make_engine, transaction
from disclosure.domain.actors import Actor, Role
from disclosure.errors import BadInput, NotFound
from disclosure.models import Account, Cycle, Grant, Organisation


@dataclass
class Office:
    """The instance that the environment names."""

    organisation_code: str | None = None
    email: str | None = None

    @cached_property
    def config(self) -> Config:
        """The settings; a demonstration lives on from the date its replay ended."""
        config = Config.from_environment()
        clock.shift(config.clock_offset)
        return config

    @cached_property
    def engine(self) -> Engine:
        """The database."""
        return make_engine(self.config.database_url)

    def close(self) -> None:
        """Leave the database, if anybody asked it."""
        if "engine" in vars(self):
            self.engine.dispose()

    @contextmanager
    def transaction(self, *, write: bool = True) -> Iterator[Session]:
        """Open a transaction on the database."""
        with transaction(self.engine, write=write) as db:
            yield db

    def organisations(self, db: Session) -> list[Organisation]:
        """Return the organisation that `--organisation` names, or all there are."""
        rows = select(Organisation).order_by(Organisation.code)
        if self.organisation_code is not None:
            rows = rows.where(Organisation.code == self.organisation_code)
        return list(db.scalars(rows))

    def organisation(self, db: Session) -> Organisation:
        """Return the organisation that `--organisation` names, or the only one there is."""
        found = self.organisations(db)
        if not found:
            raise NotFound("There is no such organisation here. Make one with `disclosure init`.")
        if len(found) > 1:
            codes = ", ".join(one.code for one in found)
            raise BadInput(f"Several organisations are served here ({codes}). Name one with --organisation.")
        return found[0]

    def cycle(self, db: Session, year: int) -> Cycle:
        """Return the organisation's cycle of a year."""
        found = db.scalar(
            select(Cycle).where(Cycle.organisation_id == self.organisation(db).id, Cycle.year == year)
        )
        if found is None:
            raise NotFound(f"There is no cycle of {year}. Open it with: disclosure cycle open --cycle {year}")
        return found

    def actor(self, db: Session, organisation: Organisation | None = None) -> Actor:
        """Return in whose name the command acts: `--as`, or the first programme officer."""
        organisation = organisation or self.organisation(db)
        if self.email is not None:
            account = accounts.find_account(db, self.email, organisation=organisation)
            if account is None:
                raise NotFound(f"Nobody here has the address {self.email}.")
            return accounts.actor_of(db, account)
        first = db.scalar(
            select(Account)
            .join(Grant, Grant.account_id == Account.id)
            .where(
                Grant.organisation_id == organisation.id,
                Grant.role == Role.PROGRAMME_OFFICER,
                Grant.revoked_at.is_(None),
                Account.disabled_at.is_(None),
            )
            .order_by(Account.created_at, Account.email)
            .limit(1)
        )
        if first is None:
            raise NotFound("Nobody is programme officer here. Say in whose name you act with --as EMAIL.")
        return accounts.actor_of(db, first)


pass_office = click.make_pass_decorator(Office, ensure=True)

cycle_option = click.option(
    "--cycle", "year", type=int, required=True, help="Year of the cycle, such as 2020."
)
