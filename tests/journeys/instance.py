"""The office the journeys happen in: a real instance folder, made by the acts of the office.

It is 2 March 2020, the second day of the cycle. Whoever is known from the
year before had their case of 2019 reviewed and closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import config
import migrations
from disclosure import clock
from disclosure.casework import accounts, designating, office_records, scheduling, verifying
from disclosure.db import make_engine, transaction
from disclosure.domain.actors import Role
from disclosure.jobs.assembly import SIGNER
from disclosure.ledger.keys import Signer
from disclosure.models import Account, Cycle, Filing, Outcome, Person
from tests.casework.lists import entry, take_over
from tests.casework.office import Office
from tests.cast import OPENED, PRESENT, Member, add_person, assemble, make_keys, member, recall
from tests.journeys.people import (
    AGNES,
    BELLA,
    DARIO,
    EVERYBODY,
    FANNY,
    HUDA,
    NOOR,
    RUTH,
    Colleague,
    Walker,
    one_seat,
    six_items,
)

LAST_YEAR = datetime(2019, 3, 1, 9, tzinfo=UTC)
CLOSED = datetime(2019, 6, 3, 9, tzinfo=UTC)
COOKIE = "portal-session"
LISTED = "Nordhavn Relief Supplies"
"""The one vendor of the office."""
SITES: dict[str, tuple[str, type[config.SiteConfig]]] = {
    "review": ("/review", config.ReviewConfig),
    "compliance": ("/compliance", config.ComplianceConfig),
    "portal": ("/", config.PortalConfig),
}
"""Where a site begins, and its settings; the site at the root comes last."""


@dataclass(frozen=True)
class Instance:
    """A folder that can be served, and what was done in it before the first journey."""

    folder: Path
    engine: Engine

    @property
    def environ(self) -> dict[str, str]:
        return {"DISCLOSURE_INSTANCE": str(self.folder)}

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Let the office act, in one transaction of its own."""
        with transaction(self.engine) as db:
            yield Office(db, recall(db, self.folder / "keys"))

    def cookie(self, walker: Walker | Colleague, language: str, site: str = "portal") -> str:
        """Sign somebody in; return the value of the cookie that shows it."""
        with transaction(self.engine) as db:
            account = db.scalars(select(Account).where(Account.email == walker.email)).one()
            token = accounts.begin_session(db, account, site=site, method="link")
        session = {"_user_id": token, "_fresh": True, "language": language}
        return str(self.serializer(site).dumps(session))

    def serializer(self, site: str) -> URLSafeTimedSerializer:
        """Return what writes and reads the cookies of a site."""
        app = Flask("cookies")
        app.secret_key = SITES[site][1].from_environment(self.environ).secret
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer is not None
        return serializer

    def filing(self, db: Session, walker: Walker) -> Filing:
        """What somebody owes in 2020."""
        found = select(Filing).join(Filing.person).join(Filing.cycle)
        return db.scalars(found.where(Person.index_number == walker.number, Cycle.year == 2020)).one()


def prepare(folder: Path) -> Instance:
    """Make the instance. The clock of this process is that of the instance from now on."""
    config.prepare_instance(folder, demo=True, clock_offset=PRESENT - datetime.now(UTC))
    settings = config.Config.from_environment({"DISCLOSURE_INSTANCE": str(folder)})
    engine = make_engine(settings.database_url, durable=False)
    migrations.upgrade(engine)
    Signer.create(settings.ledger_keys / SIGNER)
    with transaction(engine) as db:
        office = Office(db, assemble(db, folder / "keys"))
        _last_year(office)
        _this_year(office)
        cast = office.cast
    take_over(engine, cast, entry("V-1", LISTED))
    clock.shift(settings.clock_offset)
    with transaction(engine) as db:
        _correspond(Office(db, recall(db, folder / "keys")))
    return Instance(folder, engine)


def walker(db: Session, one: Walker, cycle: Cycle) -> Member:
    """Return a walker as one of the cast, with what is owed in `cycle`."""
    account = db.scalars(select(Account).where(Account.email == one.email)).one()
    found = member(db, account)
    owed = select(Filing).where(Filing.cycle_id == cycle.id, Filing.person_id == found.on_roster.id)
    return replace(found, owes=db.scalars(owed).one())


def _last_year(office: Office) -> None:
    """Play 2019 for those who were there: file, review, close."""
    db, cast = office.db, office.cast
    known = [one for one in EVERYBODY if one.known]
    with clock.travel(LAST_YEAR):
        cycle = scheduling.plan_cycle(db, by=cast.olu.actor, organisation=cast.organisation, year=2019)
        folder = cast.keys.review.directory.parent
        keys = make_keys(db, by=cast.olu.actor, cycle=cycle, directory=folder)
        office.cast = replace(cast, keys=keys)
        for one in known:
            _hire(office, one)
        designating.designate(db, by=cast.olu.actor, cycle=cycle)
        scheduling.open_cycle(db, by=cast.olu.actor, cycle=cycle)
        for one in known:
            office.in_review(walker(db, one, cycle), *one.held)
    with clock.travel(CLOSED):
        for one in known:
            filed = walker(db, one, cycle).filing
            office.close(filed, Outcome.NO_ACTION if one.held else Outcome.NOTHING_TO_DISCLOSE)


def _this_year(office: Office) -> None:
    """Hire whoever is new, and designate everybody for 2020."""
    with clock.travel(OPENED):
        for one in EVERYBODY:
            if not one.known:
                _hire(office, one)
        designating.designate(office.db, by=office.cast.olu.actor, cycle=office.cast.cycle)
        _hold(office)
        _appoint(office)
        sana, elsewhere = office.cast.sana.actor, office.cast.elsewhere
        scheduling.plan_cycle(office.db, by=sana, organisation=elsewhere, year=2020)


def _appoint(office: Office) -> None:
    """Let Noor head the Office of Internal Oversight Services."""
    by, entity = office.cast.olu.actor, office.cast.entities["OIOS"]
    noor = accounts.create_account(
        office.db, by=by, organisation=office.cast.organisation, email=NOOR.email, name="Noor Haddad"
    )
    accounts.grant_role(office.db, by=by, account=noor, role=Role.ENTITY_HEAD, entity=entity)


def _hold(office: Office) -> None:
    """Let the office hold two records of Ruth."""
    by, cycle = office.cast.olu.actor, office.cast.cycle
    file = "\n".join(
        (
            ",".join(office_records.COLUMNS),
            f'OA-1,{RUTH.number},leadership,"Member of the board, Fondation Exemple",2018-05-02',
            f"OA-2,{RUTH.number},gift,A watch,2019-03-01",
        )
    )
    rows = office_records.read(office.db, by=by, cycle=cycle, source=file.encode())
    office_records.bring(office.db, office.cast.keys.portal.sealer, by=by, cycle=cycle, rows=rows)


def _correspond(office: Office) -> None:
    """Advise Huda on her seat, claim Fanny's case, close that of Agnes, draw Dario; Bella amends."""
    cycle = office.cast.cycle
    office.close(office.in_review(walker(office.db, AGNES, cycle)), Outcome.NOTHING_TO_DISCLOSE)
    office.advise(office.in_review(walker(office.db, HUDA, cycle), one_seat()))
    office.in_review(walker(office.db, FANNY, cycle), one_seat())
    drawn = office.in_review(walker(office.db, DARIO, cycle), *six_items())
    drawn.sampled = True
    verifying.request(office.db, office.cast.keys.review.opener, filing=drawn)
    bella = walker(office.db, BELLA, cycle)
    office.file(bella)
    office.amend(bella)


def _hire(office: Office, one: Walker) -> None:
    add_person(
        office.db,
        office.cast,
        one.number,
        one.name,
        entity=one.entity,
        grade=one.grade,
        title="Director",
        duty_station=one.station,
        language=one.language,
    )
