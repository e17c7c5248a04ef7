"""PostgreSQL with a role for each process, Redis, S3-compatible storage, a mail server, three sites, workers.

Each process has an instance folder of its own with its own keys and secret, as on machines of their own.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3

import config
from disclosure import clock
from disclosure.instances import ACCOUNTS
from tests import roles, servers
from tests.cli.terminal import Terminal
from tests.mail.server import MailServer, mail_server
from tests.stack.programs import Program, asked, free_port
from tests.stack.story import CLOCK, Story

SITES = {"portal": "portal", "review": "reviewer", "compliance": "compliance"}
WORKERS = ("common", "review")
BUCKET = "disclosure-attachments"
KEYS_OF = {"portal": "portal", "review": "review", "worker-common": "ledger", "worker-review": "review"}
ROLE_OF = {"worker-common": "worker", "worker-review": "review"}
BIN = Path(sys.executable).parent


@dataclass
class Stack:
    """Everything that runs. `office` is the terminal of the operator, who has all keys."""

    folder: Path
    postgres: servers.Postgres
    owner_url: str
    redis: servers.Valkey
    mail: MailServer
    office: Terminal
    programs: dict[str, Program]
    shared: Mapping[str, str]

    @property
    def redis_url(self) -> str:
        """Where Redis listens."""
        return self.redis.url

    @property
    def ports(self) -> dict[str, int]:
        """Where each site listens."""
        return {name: one.port for name, one in self.programs.items() if one.port and name in SITES}

    def environ(self, process: str) -> dict[str, str]:
        """What one process is told, and nothing of what the caller's environment holds."""
        role = ROLE_OF.get(process, process)
        own = {
            "DISCLOSURE_INSTANCE": str(self.folder / process),
            "DISCLOSURE_DATABASE_URL": roles.logged_in(self.owner_url, role),
        }
        if process in SITES:
            own["PROMETHEUS_MULTIPROC_DIR"] = str(self.folder / process / "metrics")
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), **self.shared, **own}


@contextmanager
def stack(
    folder: Path,
    *,
    processes: int = 2,
    prepare: Callable[[Terminal], None] | None = None,
    story: Story | None = None,
) -> Iterator[Stack]:
    """Run everything for the enclosed block.

    `prepare` opens a season before the processes start; they live by the clock of `story`, if there is one.
    """
    with ExitStack() as running:
        postgres = running.enter_context(servers.postgres(durable=True))
        redis = running.enter_context(servers.valkey_server())
        mail = running.enter_context(mail_server())
        ports = {site: free_port() for site in SITES}
        shared = _shared(ports, redis.url, mail, running.enter_context(_storage(folder)), processes)
        shared |= {} if story is None else {CLOCK: str(story.path), "DISCLOSURE_SECOND_FACTOR": "none"}
        owner_url = postgres.url(postgres.create())
        (folder / "operator").mkdir()
        office = Terminal(folder / "operator", DISCLOSURE_DATABASE_URL=owner_url, **shared)
        (prepare or open_season)(office)
        roles.make(owner_url)
        whole = Stack(folder, postgres, owner_url, redis, mail, office, {}, shared)
        for process in (*SITES, *(f"worker-{queue}" for queue in WORKERS)):
            _place(whole, process)
            whole.programs[process] = _program(whole, process, ports)
            running.callback(whole.programs[process].stop)
            whole.programs[process].start()
        yield whole


def open_season(office: Terminal) -> None:
    """Set up an organisation and open the next year, of which nobody is late."""
    office.types("init --code UN --name 'United Nations' --officer olu@example.org --officer-name Olu")
    office.types("roster import people.csv --entities entities.csv")
    office.types(f"cycle open --cycle {clock.now().year + 1}")


def _shared(
    ports: Mapping[str, int], redis_url: str, mail: MailServer, storage: Mapping[str, str], processes: int
) -> dict[str, str]:
    urls = {f"{site.upper()}_URL": f"http://127.0.0.1:{port}" for site, port in ports.items()}
    return {
        **urls,
        **storage,
        "DISCLOSURE_REDIS_URL": redis_url,
        "DISCLOSURE_MAIL_URL": f"lmtp://{mail.socket}",
        "DISCLOSURE_MAIL_FROM": "office@example.org",
        "DISCLOSURE_LOG_FORMAT": "json",
        "WEB_CONCURRENCY": str(processes),
    }


@contextmanager
def _storage(folder: Path) -> Iterator[dict[str, str]]:
    """Run a storage that speaks S3, with the bucket in it."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environ = {
        "DISCLOSURE_STORAGE_URL": f"s3://{BUCKET}/sealed",
        "FSSPEC_S3_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "stack",
        "AWS_SECRET_ACCESS_KEY": "only for the stack",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    command = [str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    storage = Program("storage", command, {"PATH": os.environ["PATH"]}, folder / "storage.log")
    storage.start()
    try:
        while asked(port, "/")[0] == 0:
            assert storage.runs(), storage.log.read_text()
        client = boto3.client(
            "s3",
            endpoint_url=address,
            aws_access_key_id="stack",
            aws_secret_access_key=environ["AWS_SECRET_ACCESS_KEY"],
            region_name="us-east-1",
        )
        client.create_bucket(Bucket=BUCKET)
        client.close()
        yield environ
    finally:
        storage.kill()


def _place(whole: Stack, process: str) -> None:
    """Make the instance of one process: its mark, its secrets and its keys, nobody else's."""
    place, office = whole.folder / process, whole.office.instance
    for part in ("keys", "secrets"):
        (place / part).mkdir(mode=0o700, parents=True)
    mark = {"demo": False, "clock_offset": 0, "replayed": None}
    (place / config.MARK).write_text(json.dumps(mark))
    if process in SITES:
        for secret in (process, ACCOUNTS):
            shutil.copy(office / "secrets" / secret, place / "secrets" / secret)
    if holder := KEYS_OF.get(process):
        shutil.copytree(office / "keys" / holder, place / "keys" / holder)
    if process == "worker-common":
        (office / "ledger").mkdir(mode=0o700, exist_ok=True)
        (place / "ledger").symlink_to(office / "ledger")


def _program(whole: Stack, process: str, ports: Mapping[str, int]) -> Program:
    log, own_clock = whole.folder / f"{process}.log", CLOCK in whole.shared
    if process in SITES:
        bind, package = f"127.0.0.1:{ports[process]}", SITES[process]
        site = f"tests.stack.story:site('{package}')" if own_clock else f"{package}:create_app()"
        command = [str(BIN / "gunicorn"), "--bind", bind, site]
        return Program(process, command, whole.environ(process), log, port=ports[process])
    program = [sys.executable, "-m", "tests.stack.story"] if own_clock else [str(BIN / "disclosure")]
    command = [*program, "work", "--queue", process.removeprefix("worker-")]
    return Program(process, command, whole.environ(process), log)
