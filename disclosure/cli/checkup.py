"""What `disclosure doctor` looks at. Each finding says that all is well, or what to do."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError

import migrations
from config import ComplianceConfig, Config, PortalConfig, ReviewConfig
from disclosure import clock
from disclosure.casework import keys as keeping
from disclosure.casework import reading
from disclosure.cli.findings import Finding, said
from disclosure.cli.office import Office
from disclosure.cli.surroundings import around
from disclosure.credentials import breached
from disclosure.db import transaction
from disclosure.domain import programme
from disclosure.errors import DisclosureError
from disclosure.jobs.assembly import SIGNER
from disclosure.ledger.keys import LedgerKeys
from disclosure.ledger.published import HeadLog
from disclosure.ledger.verifying import verify
from disclosure.models import Letter, Organisation, Work, WorkState

LEAST_FREE = 1024**3
"""Bytes that should be free where the instance lies."""
OVERDUE = timedelta(hours=1)


def findings(office: Office) -> Iterator[Finding]:
    """Look at settings, space, database, programmes, keys, what is around, work, letters and the ledger."""
    config = office.config
    yield from _settings()
    yield _space(config.instance)
    engine = office.engine
    database = _database(engine)
    yield database
    if not database.well:
        return
    programmes = list(_programmes(engine))
    yield from programmes
    if all(one.well for one in programmes):
        yield from said(_keys(office))
    yield from around(config, engine)
    yield _work(engine)
    yield _letters(engine)
    yield from said(_ledger(config, engine))


def _settings() -> Iterator[Finding]:
    yield from said(_site("portal", PortalConfig))
    yield from said(_site("review", ReviewConfig))
    yield from said(_compliance())


def _site(site: str, settings: type[PortalConfig | ReviewConfig]) -> Iterator[Finding]:
    reading.keys_in(settings.from_environment().keys)
    yield Finding(True, f"The settings and the key folder of the {site} site can be read.")


def _compliance() -> Iterator[Finding]:
    config = ComplianceConfig.from_environment()
    folder = config.keys_of("compliance")
    if folder.exists():
        yield Finding(False, f"The compliance site must hold no key. Remove {folder}.")
    else:
        yield Finding(True, "The settings of the compliance site can be read; it holds no key.")
    if leaked := config.breached:
        breached.check(leaked)
        yield Finding(True, f"The file of leaked passwords ({leaked}) is sorted, where it was looked at.")


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return Finding(
            False, f"Only {free // 1024**2} MiB are free at {folder}. Make room before people file."
        )
    return Finding(True, f"{free // 1024**3} GiB are free at {folder}.")


def _database(engine: Engine) -> Finding:
    try:
        if not migrations.is_current(engine):
            return Finding(
                False, "The database is of another release. Run `disclosure init` to bring it up to date."
            )
    except SQLAlchemyError as fault:
        return Finding(
            False, f"The database does not answer ({type(fault).__name__}). Check its address and server."
        )
    return Finding(True, "The database answers and is of this release.")


def _programmes(engine: Engine) -> Iterator[Finding]:
    with transaction(engine, write=False) as db:
        organisations = [(one.code, one.programme) for one in db.scalars(select(Organisation))]
    if not organisations:
        yield Finding(False, "No organisation is set up. Run `disclosure init --code …`.")
    for code, file in organisations:
        try:
            programme.load(file)
            yield Finding(True, f"The programme file of {code} ({file}) can be used.")
        except DisclosureError as fault:
            yield Finding(False, str(fault))


def _keys(office: Office) -> Iterator[Finding]:
    with office.transaction(write=False) as db:
        for organisation in office.organisations(db):
            for key in keeping.status(
                db,
                by=office.actor(db, organisation),
                organisation=organisation,
                portal_dir=office.config.keys_of("portal"),
                review_dir=office.config.keys_of("review"),
            ):
                faults = key.faults()
                yield from (Finding(False, fault) for fault in faults)
                if not faults:
                    yield Finding(True, f"{key} of {organisation.code} lies where it should.")


def _work(engine: Engine) -> Finding:
    with transaction(engine, write=False) as db:
        failed = db.scalar(select(func.count()).where(Work.state == WorkState.FAILED)) or 0
        waiting = (
            db.scalar(
                select(func.count()).where(Work.state == WorkState.OWED, Work.due_at < clock.now() - OVERDUE)
            )
            or 0
        )
    if failed:
        return Finding(False, f"{failed} pieces of work have failed for good. See the column work.fault.")
    if waiting:
        return Finding(
            False, f"{waiting} pieces of work wait for over an hour. Start a worker: disclosure work"
        )
    return Finding(True, "No work is overdue.")


def _letters(engine: Engine) -> Finding:
    with transaction(engine, write=False) as db:
        refused = db.scalar(select(func.count()).where(Letter.refused.is_not(None))) or 0
    if refused:
        return Finding(
            False, f"{refused} letters were refused. See the column letters.refused for the reasons."
        )
    return Finding(True, "No letter was refused.")


def _ledger(config: Config, engine: Engine) -> Iterator[Finding]:
    if not (config.ledger_keys / SIGNER).exists():
        yield Finding(False, "The ledger has no signing key, so nothing is sealed. Run `disclosure init`.")
        return
    with transaction(engine, write=False) as db:
        report = verify(db, keys=LedgerKeys.load(config.ledger_keys), published=HeadLog(config.heads))
    if fault := report.first_bad or report.overdue:
        yield Finding(False, fault)
    else:
        yield Finding(True, f"The ledger's {report.sealed} sealed entries are as they were sealed.")
