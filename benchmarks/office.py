"""An office to measure: 5,904 designated people of 2020, their drafts, and sessions on the sites.

Everything is made by the acts of the office, on a day in the season: nothing is inserted past them.
"""

import dataclasses
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from msgspec.structs import replace
from psycopg import sql
from sqlalchemy import Engine, select

import config
import migrations
from benchmarks.enlarging import enlarge, fill
from disclosure import clock
from disclosure.casework import accounts, drafting, reading, reviewing
from disclosure.casework.sealed import BOTH_SITES, keep_all
from disclosure.db import make_engine, transaction
from disclosure.domain import interests, programme
from disclosure.domain.actors import Actor, Role
from disclosure.jobs.assembly import SIGNER, worker_for
from disclosure.ledger.keys import Signer
from disclosure.models import Account, Cycle, Filing, Statement
from disclosure.queue import QUEUES
from disclosure.replay import opening
from disclosure.replay.declaring import statement
from disclosure.replay.population import Inhabitant, Part, parts, people
from disclosure.replay.stage import AT_ONCE, Stage

YEAR = 2020
TODAY = datetime(2020, 3, 20, 10, tzinfo=UTC)
SEED = 1
PROGRAMME = "un-secretariat"
DATABASE = "disclosure.sqlite"
ITEMS = 12
"""The longest statement of the replay."""
STATEMENT_BYTES = 20_000
_WORDS = "I keep the papers about this at home and can show them to the reviewer at any time. "


@dataclass(frozen=True)
class Office:
    """An instance with an open cycle, and who of its people has been used up by a measurement."""

    folder: Path
    environ: dict[str, str]
    stage: Stage
    _waiting: "count[int]"

    @property
    def engine(self) -> Engine:
        """The database, as its acts in bulk use it."""
        return self.stage.engine

    def take(self, number: int) -> list[Part]:
        """Return so many people whom no measurement has had before."""
        cast = everybody()
        return [cast[next(self._waiting)] for _ in range(number)]


@cache
def roster() -> tuple[Inhabitant, ...]:
    """Return everybody on the roster."""
    return tuple(people(SEED))


@cache
def everybody() -> tuple[Part, ...]:
    """Return the designated people, each with a statement of twelve items in mind."""
    cast = parts(roster(), SEED)
    return tuple(replace(part, item_count=ITEMS, conflicts=(), oddity=None) for part in cast)


def begin(folder: Path, *, database: str | None = None) -> Office:
    """Set an office up in an empty folder: roster, cycle, keys, designations; then let it be `TODAY`."""
    config.prepare_instance(folder, demo=True, clock_offset=TODAY - datetime.now(UTC))
    environ = {"DISCLOSURE_INSTANCE": str(folder)}
    if database:
        environ["DISCLOSURE_DATABASE_URL"] = database
    settings = config.Config.from_environment(environ)
    engine = make_engine(settings.database_url, durable=False)
    migrations.upgrade(engine)
    Signer.create(settings.ledger_keys / SIGNER)
    stage = Stage(
        config=settings,
        engine=engine,
        worker=worker_for(settings, engine, queues=QUEUES),
        portal=reading.keys_in(settings.keys_of("portal")),
        review=reading.keys_in(settings.keys_of("review")),
        programme=programme.load(PROGRAMME),
        seed=SEED,
        scale=1,
        quiet=True,
    )
    clock.shift(settings.clock_offset)
    opening.set_up(stage, list(roster()), programme=PROGRAMME, year=YEAR)
    return Office(folder, environ, stage, count())


def copy(office: Office, *, times: int) -> tuple[Office, int]:
    """Return a copy of the office, so many times as large, in which most have filed; and its filings."""
    copied = twin(office, times=times)
    fill(copied.stage.config.database_url)
    return copied, enlarge(copied.stage.config.database_url, times)


def twin(office: Office, *, times: int = 1) -> Office:
    """Return a copy of the office as it stands. Its name says how many times as large it is to be."""
    folder = next(one for one in _beside(office.folder, times) if not one.exists())
    shutil.copytree(office.folder, folder, ignore=shutil.ignore_patterns("*.sqlite*", "*.log"))
    environ = {**office.environ, "DISCLOSURE_INSTANCE": str(folder)}
    if office.engine.dialect.name == "postgresql":
        environ["DISCLOSURE_DATABASE_URL"] = _copied_on_the_server(office.engine, f"times_{times}")
    settings = config.Config.from_environment(environ)
    if office.engine.dialect.name == "sqlite":
        _copied_file(office.folder, folder)
    stage = dataclasses.replace(office.stage, config=settings, engine=make_engine(settings.database_url))
    return dataclasses.replace(office, folder=folder, environ=environ, stage=stage)


def _beside(folder: Path, times: int) -> Iterator[Path]:
    """Yield places for copies: several parts of one run have one of the same size each."""
    return (folder.with_name(f"{folder.name}-{times}-{nth}") for nth in count(1))


def _copied_file(source_folder: Path, folder: Path) -> None:
    with (
        closing(sqlite3.connect(source_folder / DATABASE)) as source,
        closing(sqlite3.connect(folder / DATABASE)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # until a site opens it: no log of what is made here


def _copied_on_the_server(engine: Engine, name: str) -> str:
    """Copy a database, to which nobody may be connected meanwhile; return the address of the copy."""
    engine.dispose()
    address = engine.url.set(drivername="postgresql")
    server = address.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        order = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(order.format(sql.Identifier(name), sql.Identifier(address.database or "")))
    return address.set(database=name).render_as_string(hide_password=False)


def draft_all(office: Office, cast: Sequence[Part]) -> None:
    """Let people prepare a complete statement of about 20 kB each."""
    stage = office.stage
    for chunk in stage.chunks(cast, "Drafting"):
        with transaction(stage.engine) as db:
            filings = stage.filings(db, chunk, YEAR)
            for part in chunk:
                owed, by = filings[part.person.index_number], stage.filers[part.person.index_number]
                draft, begun = drafting.start(
                    db, stage.portal.sealer, stage.portal.opener, by=by, filing=owed
                )
                written = long_statement(part, begun.covers_from, begun.covers_to)
                drafting.save(
                    db, stage.portal.sealer, by=by, filing=owed, statement=written, over_version=draft.version
                )


def file_all(office: Office, cast: Sequence[Part]) -> None:
    """Let people file what they drafted, and let the worker check it."""
    stage = office.stage
    for chunk in stage.chunks(cast, "Filing"):
        with transaction(stage.engine) as db:
            filings = stage.filings(db, chunk, YEAR)
            for part in chunk:
                stage.file(db, part, filings[part.person.index_number])
    stage.worker.run_until_idle()


def seal_all(office: Office) -> int:
    """Give every designated person a sealed statement, beside whatever other measurements have left.

    Returns how many. Nothing else is as if they had filed.
    """
    by, content = office.stage.first(Role.PROGRAMME_OFFICER).named(), os.urandom(STATEMENT_BYTES)
    with transaction(office.engine) as db:
        rows = [
            Statement(id=uuid4(), filing_id=filing_id, version=99, certified_at=TODAY, certified_by_id=by)
            for filing_id in db.scalars(select(Filing.id))
        ]
        cycle_id = db.scalars(select(Cycle.id).where(Cycle.year == YEAR)).one()
        contents = [(row, content) for row in rows]
        keep_all(db, office.stage.portal.sealer, contents, cycle_id=cycle_id, recipients=BOTH_SITES)
        db.add_all(rows)
    return len(rows)


def claim_all(office: Office, cast: Sequence[Part]) -> list[tuple[Actor, Filing]]:
    """Let the reviewers claim these cases in turn; return who has which."""
    stage = office.stage
    with transaction(stage.engine) as db:
        filings = stage.filings(db, cast, YEAR)
        claimed = [
            (stage.first(Role.REVIEWER, place), filings[part.person.index_number])
            for place, part in enumerate(cast)
        ]
        for by, one in claimed:
            reviewing.claim(db, by=by, filing=one)
    return claimed


def long_statement(part: Part, covers_from: date, covers_to: date) -> interests.Statement:
    """Return a complete statement whose encoding has about `STATEMENT_BYTES`, by remarks on its items."""
    written = statement(
        part,
        seed=SEED,
        year=YEAR,
        covers_from=covers_from,
        covers_to=covers_to,
        programme=programme.load(PROGRAMME),
    )
    lacking = max(0, STATEMENT_BYTES - len(interests.encode(written)))
    remark = (_WORDS * (lacking // len(_WORDS) + 1))[: lacking // len(written.items)]
    return replace(written, items=tuple(replace(item, remark=remark) for item in written.items))


def cookies(office: Office, *, site: str, by: Sequence[Actor]) -> list[str]:
    """Begin a session on a site for each account, and return the cookies that lead to them."""
    settings = config.PortalConfig if site == "portal" else config.ReviewConfig
    secret = settings.from_environment(office.environ).secret
    tokens: list[str] = []
    for start in range(0, len(by), AT_ONCE):
        with transaction(office.engine) as db:
            for actor in by[start : start + AT_ONCE]:
                account = db.get_one(Account, actor.account_id)
                tokens.append(accounts.begin_session(db, account, site=site, method="link"))
    return [f"{site}-session={_signed(secret, token)}" for token in tokens]


def _signed(secret: str, token: str) -> str:
    """Return the cookie's value as Flask writes it."""
    app = Flask("cookies")
    app.secret_key = secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps({"_user_id": token, "_fresh": True}))
