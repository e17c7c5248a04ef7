"""Signing in by password beside the bare hash, and what a storm of it does to everybody else's pages.

A storm is people who come at the rate at which the bare library hashes on the whole machine; whoever is told
to come again does, when told. The site has as many processes as production has on this machine.
"""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Self

from benchmarks import office as offices
from benchmarks.calling import call, fetch_all, get, post
from benchmarks.figures import AtLeast, AtMost, Load, Row, durations, rates, speed
from benchmarks.office import Office
from benchmarks.serving import serving
from disclosure.casework.accounts import passwords
from disclosure.credentials import hashing
from disclosure.db import transaction
from disclosure.models import Account

PASSWORD = "four plain words that nobody guesses"  # noqa: S105 - of invented people
PAGE = "/sign-in/password"
PEOPLE, PAGES, SIGN_INS, WARM_UP = 60, 100, 60, 40
GOAL, CALM = AtLeast(0.8), AtMost(2)
_AGAIN = re.compile(rb"Retry-After: (\d+)")
_BARE = (
    "import sys,time\nfrom argon2 import PasswordHasher\nhasher=PasswordHasher()\nkept,given=sys.argv[2:]\n"
    "for _ in range(int(sys.argv[1])):\n began=time.perf_counter()\n hasher.verify(kept,given)\n"
    " print(time.perf_counter()-began)"
)


def measure(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield the rate of signing in beside the bare hash, and other pages in a storm beside those in calm."""
    cast = office.take(PEOPLE)
    people = [office.stage.filers[part.person.index_number] for part in cast]
    kept = hashing.hashed(PASSWORD)
    with transaction(office.engine) as db:
        emails = []
        for actor in people:
            account = db.get_one(Account, actor.account_id)
            passwords.set_password(db, account=account, hashed=kept, site="portal")
            emails.append(account.email)
    workers = 2 * (os.cpu_count() or 1)
    with serving(
        "portal:create_app()", environ=office.environ, folder=office.folder, workers=workers
    ) as site:
        sign_ins = _prepared(site.port, emails)
        page = [get("/home", cookie=offices.cookies(office, site="portal", by=people[:1])[0])] * PAGES
        call(site.port, [*page[:WARM_UP], *sign_ins[:WARM_UP]], concurrency=1, expect="200")
        limit, ours, calm, stormy = [], [], [], []
        for _ in range(rounds):
            limit.append(_bare(kept))
            ours.append(call(site.port, sign_ins, concurrency=hashing.AT_ONCE, expect="303"))
            calm.append(call(site.port, page, concurrency=1, expect="200"))
            with Storm(site.port, sign_ins, a_second=limit[-1].rate):
                stormy.append(call(site.port, page, concurrency=1, expect="200"))
    yield rates(f"sign in by password, c={hashing.AT_ONCE}", speed(ours), speed(limit), goal=GOAL)
    name = "other pages while as many sign in as can be hashed"
    yield durations(f"{name}, p50", speed(stormy).p50, speed(calm).p50)
    yield durations(f"{name}, p99", speed(stormy).p99, speed(calm).p99, goal=CALM)


class Storm:
    """People who sign in at a steady rate while the context lasts."""

    def __init__(self, port: int, requests: Sequence[bytes], *, a_second: float) -> None:
        self._port, self._requests, self._a_second = port, cycle(requests), a_second
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(64)
        self._coming = threading.Thread(target=self._come)

    def __enter__(self) -> Self:
        self._coming.start()
        return self

    def __exit__(self, *_unused: object) -> None:
        self._over.set()
        self._coming.join()
        self._pool.shutdown(cancel_futures=True)

    def _come(self) -> None:
        began = time.monotonic()
        for number, request in enumerate(self._requests):
            if self._over.wait(max(0.0, began + number / self._a_second - time.monotonic())):
                return
            self._pool.submit(self._sign_in, request)

    def _sign_in(self, request: bytes) -> None:
        """Come, and come again when told to, until one is in or the storm is over."""
        while not self._over.is_set():
            with socket.create_connection(("127.0.0.1", self._port)) as visit:
                visit.sendall(request)
                head = visit.recv(1 << 12)
                while visit.recv(1 << 16):
                    pass
            again = _AGAIN.search(head)
            if again is None or self._over.wait(int(again[1])):
                return


def _prepared(port: int, emails: Sequence[str]) -> list[bytes]:
    pages = fetch_all(port, PAGE, ["language=en"] * len(emails))
    return [
        post(PAGE, {**page.hidden, "email": email, "password": PASSWORD}, cookie=page.cookie)
        for page, email in zip(pages, emails, strict=True)
    ]


def _bare(kept: str) -> Load:
    """Verify as often with the bare library, as many at once, in processes of their own."""
    command = [sys.executable, "-c", _BARE, str(SIGN_INS // hashing.AT_ONCE), kept, PASSWORD]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(hashing.AT_ONCE)]
    times = [float(line) for one in running for line in one.communicate()[0].split()]
    return Load(sum(times) / hashing.AT_ONCE, times)
