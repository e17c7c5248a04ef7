"""What the doctor finds around the program: roles, clocks, storage, queue and mail server."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import redis
from rq import Worker
from sqlalchemy import Connection, Engine, func, select, text

import migrations.rights
from config import Config
from disclosure import clock, mail
from disclosure.cli.findings import Finding, said
from disclosure.db import reading
from disclosure.errors import SealBroken
from disclosure.ledger.published import HeadLog
from disclosure.models import LedgerEntry
from disclosure.queue import COMMON, REVIEW
from disclosure.vault.storage import Storage

MAY_DIFFER = timedelta(seconds=2)
"""How far two clocks may be apart before a deadline could be told differently on two machines."""
MAY_WAIT = timedelta(minutes=5)
"""How long the newest act may stay unsealed."""
ANSWERS_WITHIN = 5.0
try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:  # without the extra `s3`
    REMOTE: tuple[type[Exception], ...] = ()
else:
    REMOTE = (BotoCoreError, ClientError)
FAULTS: tuple[type[Exception], ...] = (OSError, SealBroken, *REMOTE)


def around(config: Config, engine: Engine) -> Iterator[Finding]:
    """Look at what the settings name, each by using it as the sites do."""
    yield from said(_roles(engine))
    yield from _clocks(engine)
    yield from said(_storage(config))
    yield _queue(config)
    yield from said(_post(config))
    yield from said(_head(config, engine))


def _roles(engine: Engine) -> Iterator[Finding]:
    if engine.dialect.name != "postgresql":
        return
    with reading(engine) as connection:
        there = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
        missing = sorted(set(migrations.rights.ROLES) - there)
        if missing:
            yield Finding(
                False, f"The database has no role {missing[0]}. Make it, then run `disclosure init`."
            )
            return
        for role in migrations.rights.ROLES:
            yield _role(connection, role)


def _role(connection: Connection, role: str) -> Finding:
    members = connection.execute(_MEMBERS, {"role": role}).all()
    if not members:
        member = role.removeprefix("disclosure_")
        return Finding(
            False,
            f"No account of the database is a member of {role}. As its owner: "
            f"CREATE ROLE {member} LOGIN PASSWORD '…' IN ROLE {role}",
        )
    for name, above in members:
        if above:
            return Finding(
                False, f"The database role {name} may do anything. A site must log in as one that may not."
            )
    if amiss := connection.scalar(_AMISS, {"role": role}):
        return Finding(
            False,
            f"{role} may change {amiss}, which is append-only. Run `disclosure init` to set its rights.",
        )
    return Finding(True, f"{members[0][0]} logs in to the database with the rights of {role}.")


_MEMBERS = text(
    "SELECT m.rolname, m.rolsuper OR m.rolcreaterole OR EXISTS (SELECT FROM pg_class c "
    "WHERE c.relowner = m.oid AND c.relnamespace = 'public'::regnamespace) "
    "FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member "
    "JOIN pg_roles g ON g.oid = a.roleid WHERE g.rolname = :role AND m.rolcanlogin ORDER BY m.rolname"
)
_AMISS = text(
    "SELECT c.relname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c "
    "ON c.oid = t.tgrelid WHERE p.proname = 'refuse_change' "
    "AND has_table_privilege(:role, c.oid, 'UPDATE, DELETE, TRUNCATE') LIMIT 1"
)


def _clocks(engine: Engine) -> Iterator[Finding]:
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            yield _beside(connection)
        newest = connection.scalar(select(func.max(LedgerEntry.at)))
    if newest is not None and newest > clock.now() + MAY_DIFFER:
        yield Finding(
            False,
            f"The newest act is of {newest:%Y-%m-%d %H:%M:%S} UTC, which is still to come. "
            "Set the clock of this machine, and see that every machine takes the time from one server.",
        )
    else:
        yield Finding(True, "The clock has not gone back behind the newest act.")


def _beside(connection: Connection) -> Finding:
    before = datetime.now(UTC)
    there = connection.scalar(select(func.clock_timestamp()))
    after = datetime.now(UTC)
    apart = max(before - there, there - after, timedelta(0)) if there else timedelta(0)
    if apart > MAY_DIFFER:
        return Finding(
            False,
            f"The clocks of this machine and of the database are {apart.total_seconds():.0f} seconds apart. "
            "Let both take the time from one server.",
        )
    return Finding(True, "The clocks of this machine and of the database agree.")


def _storage(config: Config) -> Iterator[Finding]:
    storage, probe = Storage(config.storage_url), uuid4()
    try:
        with storage.create(probe) as target:
            target.write(probe.bytes)
        with storage.open(probe) as source:
            same = source.read() == probe.bytes
        storage.delete(probe)
    except FAULTS as fault:
        yield Finding(
            False,
            f"Files cannot be stored ({type(fault).__name__}: {fault}). Look at DISCLOSURE_STORAGE_URL, "
            "at the account it is reached by, and at the room there.",
        )
        return
    yield Finding(same, "A file was stored, read and removed." if same else "A stored file came back other.")


def _queue(config: Config) -> Finding:
    if config.redis_url is None:
        return Finding(True, "Work is swept up every five seconds; no Redis is set.")
    try:
        with redis.Redis.from_url(config.redis_url, socket_timeout=ANSWERS_WITHIN) as connection:
            connection.ping()
            heard = {name for worker in Worker.all(connection=connection) for name in worker.queue_names()}
    except redis.RedisError as fault:
        return Finding(
            False,
            f"Redis does not answer ({type(fault).__name__}). Nothing is lost, but work waits for a sweep. "
            "Look at DISCLOSURE_REDIS_URL and its server.",
        )
    for name in (COMMON, REVIEW):
        if name not in heard:
            return Finding(
                False, f"No worker listens to the queue {name}. Start one: disclosure work --queue {name}"
            )
    return Finding(True, "Redis answers, and a worker listens to each queue.")


def _post(config: Config) -> Iterator[Finding]:
    if config.mail_url is None:
        yield Finding(True, "Letters are written to files; no mail server is set.")
        return
    try:
        server = mail.door_of(config.mail_url).open()
        server.noop()
        server.quit()
    except (OSError, smtplib.SMTPException) as fault:
        yield Finding(
            False,
            f"The mail server does not take letters ({type(fault).__name__}). They wait and go later. "
            "Look at DISCLOSURE_MAIL_URL and its server.",
        )
        return
    yield Finding(True, "The mail server answers.")


def _head(config: Config, engine: Engine) -> Iterator[Finding]:
    last = HeadLog(config.heads).last()
    with reading(engine) as connection:
        newest = connection.scalar(select(func.max(LedgerEntry.at)))
    if newest is None:
        return
    if last is None:
        yield Finding(False, "No head of the ledger was published yet. Start: disclosure work --queue common")
    elif newest - last.signed_at > MAY_WAIT:
        yield Finding(
            False,
            f"The newest act of {newest:%Y-%m-%d %H:%M} UTC is not sealed; the last head is of "
            f"{last.signed_at:%Y-%m-%d %H:%M} UTC. Start: disclosure work --queue common",
        )
    else:
        yield Finding(True, f"The last head of the ledger, over {last.size} entries, is published.")
