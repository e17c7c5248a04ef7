"""The cast of the tests: one small office and the people it asks, built through the real acts.

In January 2020 Olu sets up the programme of the United Nations and imports its
roster. Hana heads the Department of Operational Support, and Farid is its focal
point. In February Olu plans the cycle of 2020, makes its keys and designates
whom the programme asks: Amina, Boris, Chen, Dalia and Hana, the ethics office
(Emil, Olu and Petra) and Ravi. On 1 March the cycle opens; the tests begin on
the day after.

Rosa and Ravi review and Ana approves; Ravi is on the roster and files himself.
Emil decides for the ethics office, Ida audits, Adam runs the machines. Sana is
the officer of another organisation that the same installation serves, where Zoe
is on the roster; nothing of the United Nations is any of their business.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, designating, keys, rosters, scheduling
from disclosure.domain.actors import Actor, Held, Role
from disclosure.models import Account, Cycle, Entity, Filing, Grant, Organisation, Person
from disclosure.vault.keyfiles import FileKeyStore
from disclosure.vault.keys import Keyring
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Sealer

SET_UP = datetime(2020, 1, 13, 9, tzinfo=UTC)
DESIGNATED = datetime(2020, 2, 10, 9, tzinfo=UTC)
OPENED = datetime(2020, 3, 1, 6, tzinfo=UTC)
PRESENT = datetime(2020, 3, 2, 9, tzinfo=UTC)
"""The day on which the tests begin."""

ENTITIES = """\
code,name_en,name_zh,group
DOS,Department of Operational Support,业务支助部,secretariat
DPO,Department of Peace Operations,和平行动部,secretariat
EO,Ethics Office,道德操守办公室,secretariat
OIOS,Office of Internal Oversight Services,内部监督事务厅,secretariat
OSRSG-HTI,Office of the Special Representative of the Secretary-General for Haiti,,secretariat
BINUH,United Nations Integrated Office in Haiti,联合国海地综合办事处,peacekeeping
"""

HEADER = ",".join(rosters.COLUMNS)
ROSTER = f"""\
{HEADER}
100001,Hana Novak,hana@example.org,DOS,USG,Head of department,,,New York,en,,2014,,
100002,Amina Odhiambo,amina@example.org,DOS,D-1,Director,,,Nairobi,en,100001,2016,,
100003,Борис Соколов,boris@example.org,DPO,D-2,Директор,,,Geneva,ru,,2012,,
100004,陈美玲,chen@example.org,DOS,P-4,采购干事,procurement,,Bangkok,zh,100002,,2019-09-02,
100005,داليا منصور,dalia@example.org,OSRSG-HTI,ASG,نائبة الممثل الخاص,,,Port-au-Prince,ar,,2018,,
100006,Farid Rahimi,farid@example.org,DOS,P-3,Focal point,,,New York,fr,100001,,,
100007,Emil Lindqvist,emil@example.org,EO,D-1,Ethics officer,,,New York,en,,2010,,
100008,Olu Adeyemi,olu@example.org,EO,P-4,Programme officer,,,New York,en,100007,2015,,
100009,Petra Horvat,petra@example.org,EO,P-3,Programme officer,,,New York,es,100007,,2019-11-04,
100010,Ravi Menon,ravi@example.org,OIOS,P-5,On loan,confidential-procurement,,Vienna,en,,2017,,
"""
ELSEWHERE_ENTITIES = "code,name_en,group\nECR,Europe and Central Asia Region,field\n"
ELSEWHERE_ROSTER = f"""\
{HEADER}
9001,Zoe Fischer,zoe@example.net,ECR,IICA-4,Adviser,,individual-contractor,Vienna,en,,,,
"""


@dataclass(frozen=True)
class Member:
    """One of the cast: an account, who it acts as, and, if on the roster, the person and the filing owed."""

    account: Account
    actor: Actor
    person: Person | None = None
    owes: Filing | None = None

    @property
    def filing(self) -> Filing:
        assert self.owes is not None, f"{self.account.name} owes no filing"
        return self.owes

    @property
    def on_roster(self) -> Person:
        assert self.person is not None, f"{self.account.name} is not on the roster"
        return self.person


@dataclass(frozen=True)
class SiteKeys:
    """The keys of one site, and what it can do with them."""

    directory: Path
    sealer: Sealer
    opener: Opener


@dataclass(frozen=True)
class Keys:
    portal: SiteKeys
    review: SiteKeys


@dataclass(frozen=True)
class Cast:
    organisation: Organisation
    elsewhere: Organisation
    entities: dict[str, Entity]
    cycle: Cycle
    keys: Keys
    amina: Member
    boris: Member
    chen: Member
    dalia: Member
    hana: Member
    farid: Member
    emil: Member
    olu: Member
    petra: Member
    ravi: Member
    rosa: Member
    ana: Member
    ida: Member
    adam: Member
    sana: Member
    zoe: Person

    @property
    def stranger(self) -> Member:
        """Sana by her part: an officer of another organisation."""
        return self.sana

    @property
    def everybody(self) -> list[Member]:
        return [member for member in vars(self).values() if isinstance(member, Member)]

    @property
    def filers(self) -> list[Member]:
        return [member for member in self.everybody if member.owes is not None]


def assemble(db: Session, keys_in: Path) -> Cast:
    """Build the cast in the transaction of `db`, with key folders under `keys_in`."""
    with clock.travel(SET_UP):
        organisation, olu = _set_up_united_nations(db)
        _set_up_elsewhere(db)
    with clock.travel(DESIGNATED):
        officer = accounts.actor_of(db, olu)
        cycle = scheduling.plan_cycle(db, by=officer, organisation=organisation, year=2020)
        make_keys(db, by=officer, cycle=cycle, directory=keys_in)
        designating.designate(db, by=officer, cycle=cycle)
    with clock.travel(OPENED):
        scheduling.open_cycle(db, by=officer, cycle=cycle)
    return recall(db, keys_in)


def recall(db: Session, keys_in: Path) -> Cast:
    """Read the cast from a database in which it was assembled, each table once: nearly every test does."""
    offices = {organisation.code: organisation for organisation in db.scalars(select(Organisation))}
    organisation, elsewhere = offices["UN"], offices["UNOPS"]
    years = select(Cycle).where(Cycle.organisation_id == organisation.id)
    cycle = db.scalars(years.where(Cycle.year == OPENED.year)).one()
    people = {person.id: person for person in db.scalars(select(Person))}
    filings = db.scalars(select(Filing).where(Filing.cycle_id == cycle.id))
    owed, held = {filing.person_id: filing for filing in filings}, _held(db)
    members = {
        name: Member(
            account=account,
            actor=Actor(account.id, account.person_id, tuple(held[account.id])),
            person=people[account.person_id] if account.person_id else None,
            owes=owed.get(account.person_id) if account.person_id else None,
        )
        for account in db.scalars(select(Account))
        if (name := account.email.partition("@")[0]) in PARTS
    }
    entities = db.scalars(select(Entity).where(Entity.organisation_id == organisation.id))
    return Cast(
        organisation=organisation,
        elsewhere=elsewhere,
        entities={entity.code: entity for entity in entities},
        cycle=cycle,
        keys=open_keys(keys_in),
        zoe=next(person for person in people.values() if person.organisation_id == elsewhere.id),
        **members,
    )


PARTS = {name for name, kind in Cast.__annotations__.items() if kind is Member}


def _held(db: Session) -> dict[UUID, list[Held]]:
    """Return the roles that everybody holds, in the order in which they were given."""
    held: dict[UUID, list[Held]] = defaultdict(list)
    rows = select(Grant.account_id, Grant.role, Grant.organisation_id, Grant.entity_id)
    for row in db.execute(rows.where(Grant.revoked_at.is_(None)).order_by(Grant.granted_at, Grant.id)):
        held[row.account_id].append(Held(row.role, row.organisation_id, row.entity_id))
    return held


def member(db: Session, account: Account) -> Member:
    """Read somebody anew, with the roles they hold now."""
    person = db.get(Person, account.person_id) if account.person_id else None
    owes = db.scalar(select(Filing).where(Filing.person_id == person.id)) if person else None
    return Member(account=account, actor=accounts.actor_of(db, account), person=person, owes=owes)


def add_person(
    db: Session, cast: Cast, index_number: str, name: str = "Nadia Extra", entity: str = "DOS", **columns: str
) -> Person:
    """Put one more person on the roster, as a line of a file would; `columns` are its further cells."""
    cells = {
        "index_number": index_number,
        "name": name,
        "email": f"person-{index_number}@example.org",
        "entity": entity,
        "grade": "P-3",
        "duty_station": "New York",
        **columns,
    }
    line = ",".join(cells.get(column, "") for column in rosters.COLUMNS)
    rows = rosters.read(db, cast.organisation, f"{HEADER}\n{line}\n".encode())
    rosters.apply(db, by=cast.olu.actor, organisation=cast.organisation, rows=rows)
    return db.scalars(
        select(Person).where(
            Person.organisation_id == cast.organisation.id, Person.index_number == index_number
        )
    ).one()


def make_keys(db: Session, *, by: Actor, cycle: Cycle, directory: Path) -> Keys:
    """Make the keys of a cycle in two folders under `directory`, and open both sites' rings."""
    keys.create(db, by=by, cycle=cycle, portal_dir=directory / "portal", review_dir=directory / "review")
    return open_keys(directory)


def open_keys(directory: Path) -> Keys:
    """Open the rings of both sites, whose folders lie under `directory`."""
    return Keys(portal=_site(directory / "portal"), review=_site(directory / "review"))


def _site(directory: Path) -> SiteKeys:
    keyring = Keyring(FileKeyStore(directory))
    return SiteKeys(directory, Sealer.from_keyring(keyring), Opener.from_keyring(keyring))


def _set_up_united_nations(db: Session) -> tuple[Organisation, Account]:
    organisation, olu = accounts.set_up_organisation(
        db,
        code="UN",
        names={"en": "United Nations", "fr": "Organisation des Nations Unies"},
        programme="un-secretariat",
        officer_email="olu@example.org",
        officer_name="Olu Adeyemi",
    )
    officer = accounts.actor_of(db, olu)
    _import(db, officer, organisation, ENTITIES, ROSTER)
    entity = db.scalars(select(Entity).where(Entity.code == "DOS")).one()
    for name, role in (
        ("petra", Role.PROGRAMME_OFFICER),
        ("emil", Role.ETHICS_OFFICER),
        ("ravi", Role.REVIEWER),
    ):
        accounts.grant_role(db, by=officer, account=_staff(db, officer, name), role=role)
    for name, role in (("hana", Role.ENTITY_HEAD), ("farid", Role.FOCAL_POINT)):
        accounts.grant_role(db, by=officer, account=_staff(db, officer, name), role=role, entity=entity)
    for name, role in (
        ("Rosa Delgado", Role.REVIEWER),
        ("Ana Silva", Role.APPROVER),
        ("Ida Berg", Role.AUDITOR),
        ("Adam Clerk", Role.ADMINISTRATOR),
    ):
        email = f"{name.partition(' ')[0].lower()}@example.com"
        outside = accounts.create_account(db, by=officer, organisation=organisation, email=email, name=name)
        accounts.grant_role(db, by=officer, account=outside, role=role)
    return organisation, olu


def _set_up_elsewhere(db: Session) -> None:
    organisation, sana = accounts.set_up_organisation(
        db,
        code="UNOPS",
        names={"en": "United Nations Office for Project Services"},
        programme="unops",
        officer_email="sana@example.net",
        officer_name="Sana Haddad",
    )
    _import(db, accounts.actor_of(db, sana), organisation, ELSEWHERE_ENTITIES, ELSEWHERE_ROSTER)


def _import(db: Session, by: Actor, organisation: Organisation, entities: str, people: str) -> None:
    rows = rosters.read_entities(organisation, entities.encode())
    rosters.apply_entities(db, by=by, organisation=organisation, rows=rows)
    rosters.apply(db, by=by, organisation=organisation, rows=rosters.read(db, organisation, people.encode()))


def _staff(db: Session, officer: Actor, name: str) -> Account:
    person = db.scalars(select(Person).where(Person.email == f"{name}@example.org")).one()
    return accounts.account_for_person(db, by=officer, person=person)
