"""Putting a worker together from the settings: its queues, its jobs, its mail and the ledger's sealer."""

import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from config import Config
from disclosure import mail, queue
from disclosure.casework import forgetting
from disclosure.casework.alerting import Watch
from disclosure.catalogues import catalogue
from disclosure.db import transaction
from disclosure.jobs.alarm import Alarm
from disclosure.jobs.common import common_jobs
from disclosure.jobs.rounds import Rounds
from disclosure.jobs.signing import signing_jobs
from disclosure.jobs.worker import Worker
from disclosure.ledger.keys import Signer
from disclosure.ledger.published import HeadLog
from disclosure.ledger.sealing import seal
from disclosure.mail import Links, Post, Press, Smtp
from disclosure.queue import COMMON, REVIEW, InProcess, Jobs

SIGNER = "signer"
A_MINUTE = 60.0
AN_HOUR = 3600.0
A_DAY = 24 * 3600.0
BESIDE_RQ = timedelta(seconds=30)
"""How long new work is left to RQ before the sweep does it."""


def worker_for(
    config: Config, engine: Engine, *, queues: Sequence[str], woken: InProcess | None = None
) -> Worker:
    """Return the worker of some queues. Only one that works `review` reads the review site's keys."""
    jobs: dict[str, queue.Job] = {}
    rounds = Rounds()
    if COMMON in queues:
        jobs |= common_jobs(post_of(config))
        jobs |= signing_jobs(config.ledger_keys / SIGNER)
        if config.security_email:  # first: a sealer that finds the ledger broken ends the round
            rounds.add(Watch(engine, address=config.security_email), every=A_MINUTE)
        rounds.add(Alarm(sealer_of(config, engine), engine), every=0.0)
        rounds.add(partial(_forget, engine), every=AN_HOUR)
    if REVIEW in queues:
        jobs |= _review_jobs(config)
        rounds.add(partial(_return_expired_leases, engine), every=A_MINUTE)
        rounds.add(partial(_reckon_the_docket, engine), every=A_MINUTE)
    return Worker(
        engine,
        queues,
        jobs,
        woken=woken,
        tick=rounds,
        patience=BESIDE_RQ if config.redis_url else timedelta(0),
    )


def post_of(config: Config) -> Post:
    """Return how letters leave: by SMTP where the settings name a server, else as files."""
    transport = (
        Smtp(door=mail.door_of(config.mail_url), sender=config.mail_from)
        if config.mail_url
        else mail.Folder(config.instance / "mail")
    )
    links = Links(portal=config.portal_url, review=config.review_url, compliance=config.compliance_url)
    press = Press(links=links, help_at=config.help_email or config.mail_from, translations=catalogue)
    return Post(transport=transport, press=press, sender=config.mail_from)


class Sealer:
    """Seals the ledger when called; does nothing where this machine holds no signing key.

    The first call, and one a day after it, looks for entries of any age; the
    others look where new ones can be, which is quick.
    """

    def __init__(self, engine: Engine, key: Path, heads: Path) -> None:
        self._engine = engine
        self._signer = Signer.load(key) if key.exists() else None
        self._published = HeadLog(heads)
        self._looks_everywhere_at = 0.0

    def __call__(self) -> int:
        """Seal what was committed since; return how many entries."""
        if self._signer is None:
            return 0
        everything = time.monotonic() >= self._looks_everywhere_at
        with transaction(self._engine) as db:
            sealed = seal(db, signer=self._signer, published=self._published, everything=everything)
        if everything:
            self._looks_everywhere_at = time.monotonic() + A_DAY
        return sealed


def sealer_of(config: Config, engine: Engine) -> Sealer:
    """Return the ledger's sealer."""
    return Sealer(engine, config.ledger_keys / SIGNER, config.heads)


def _review_jobs(config: Config) -> Jobs:
    """Import late: a worker of the common queue never loads the vault."""
    from disclosure.casework import reading  # noqa: PLC0415
    from disclosure.jobs.documents import document_jobs  # noqa: PLC0415
    from disclosure.jobs.review import review_jobs, shelf_of  # noqa: PLC0415

    keys = reading.keys_in(config.keys_of("review"))
    return {**review_jobs(keys, shelf_of(config)), **document_jobs(keys.opener)}


def _forget(engine: Engine) -> None:
    """Let go of the forms and the half-sent files that nobody came back for."""
    with transaction(engine) as db:
        forgetting.forget_kept_forms(db)
        forgetting.forget_uploads(db)
        forgetting.forget_attempts(db)


def _return_expired_leases(engine: Engine) -> None:
    """Give back the cases in which a reviewer has done nothing for two hours."""
    from disclosure.casework import reviewing  # noqa: PLC0415 - as above

    with transaction(engine) as db:
        reviewing.return_expired_leases(db)


def _reckon_the_docket(engine: Engine) -> None:
    """Let the lists know which turns began and what is late by now, in transactions of a bounded size."""
    from disclosure.casework import docket  # noqa: PLC0415 - as above

    reckoned = True
    while reckoned:
        with transaction(engine) as db:
            reckoned = bool(docket.reckon(db))
