"""A replay spread over the processes of the whole topology.

What the office and the filers do is played in this process as ever. Checks, letters and seals are owed
through Redis and done by workers in processes of their own, and some of the people file at the site itself.
"""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.domain.deadlines import is_late
from disclosure.models import Account, Filing, Letter, Work, WorkState
from disclosure.replay.population import Part
from disclosure.replay.stage import Stage
from tests.faults.crowd import is_as_told
from tests.faults.door import AGAIN, Door, Filer, ask, cookie
from tests.faults.killing import Killer
from tests.stack.story import Story
from tests.stack.topology import KEYS_OF
from tests.stack.topology import Stack as Topology

IMPATIENT = 6.0
"""Seconds without any work done after which the story goes on: work of a worker that died is due later."""
WHILE = timedelta(minutes=11)
"""What then passes: a little more than the lease of work that was taken."""
GIVES_UP = 50
"""How often that may pass in vain."""
LOOKS = 0.3
"""Seconds between two looks at what is owed."""
VISITORS = {"review": Role.REVIEWER, "compliance": Role.PROGRAMME_OFFICER}


@dataclass(kw_only=True)
class Spread(Stage):
    """The stage. One of `each` people files at the site."""

    topology: Topology
    story: Story
    killer: Killer
    each: int
    letters: Counter[str] = field(default_factory=Counter)
    at_site: dict[UUID, Filer] = field(default_factory=dict)
    visits: Counter[int] = field(default_factory=Counter)
    _waiting: list[tuple[Filer, int]] = field(default_factory=list)
    _keys: set[Path] = field(default_factory=set)

    @contextmanager
    def at(self, instant: datetime) -> Iterator[Session]:
        """Act at an instant in one transaction; then let those file who go to the site."""
        self.story.set(instant)
        with super().at(instant) as db:
            yield db
        self._hand_out_keys()
        self._let_them_file()

    def file(self, db: Session, part: Part, owed: Filing) -> None:
        """Let most people file here, and some go to the site where that does not make them late."""
        in_time = [not is_late(at, owed.due_at) for at in (clock.now(), self.story.now())]
        if part.number % self.each or len(set(in_time)) > 1:
            super().file(db, part, owed)
            return
        account = db.get_one(Account, self.filers[part.person.index_number].account_id)
        filer = Filer(account.email)
        self.at_site[owed.id] = filer
        self._waiting.append((filer, owed.cycle.year))

    def work(self, instant: datetime) -> None:
        """Look in at the sites, and wait until the workers have done all that is owed."""
        self.story.set(instant)
        for site, role in VISITORS.items():
            self._look_in(site, role)
        before, moved, passed = (0, 0), time.monotonic(), 0
        while (left := self._left())[0]:
            if left != before:
                before, moved, passed = left, time.monotonic(), 0
            elif time.monotonic() - moved > IMPATIENT:
                assert passed < GIVES_UP, f"{left[0]} pieces of work are not done, however long one waits"
                self.story.pass_by(WHILE)
                moved, passed = time.monotonic(), passed + 1
            time.sleep(LOOKS)

    def lost(self) -> list[str]:
        """Return who filed at the site and is not found so, whole and once."""
        with transaction(self.engine, write=False) as db:
            return [
                filer.email
                for filing_id, filer in self.at_site.items()
                if not (
                    filer.acknowledged and is_as_told(db, db.get_one(Filing, filing_id), acknowledged=True)
                )
            ]

    def given_up(self) -> int:
        """Return how many pieces of work were given up."""
        return self._count(WorkState.FAILED)

    def take(self, letter: EmailMessage) -> None:
        """Count a letter that came to the mail server, and keep none."""
        self.letters[str(letter["Message-ID"])] += 1
        self.topology.mail.taken.clear()

    def _count(self, state: WorkState) -> int:
        with transaction(self.engine, write=False) as db:
            return db.scalar(select(func.count()).where(Work.state == state)) or 0

    def _left(self) -> tuple[int, int]:
        """Return the work owed and the letters not sent: one piece of work sends thousands of them."""
        unsent = select(func.count()).where(Letter.sent_at.is_(None), Letter.refused.is_(None))
        with transaction(self.engine, write=False) as db:
            letters = db.scalar(unsent) or 0
        return self._count(WorkState.OWED), letters

    def _hand_out_keys(self) -> None:
        """Give each process the new keys of its site and start it again, as an operator does."""
        keys = self.config.instance / "keys"
        found = {path.relative_to(keys) for path in keys.rglob("*") if path.is_file()}
        new = {path.parts[0] for path in found - self._keys}
        self._keys = found
        for process, holder in KEYS_OF.items():
            if holder in new:
                place = self.topology.folder / process / "keys" / holder
                shutil.copytree(keys / holder, place, dirs_exist_ok=True)
                self.killer.restart(process)

    def _let_them_file(self) -> None:
        """Sign them in, and let them open the page to certify and send it, four at a time."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        for filer, _year in waiting:
            filer.cookie = self._sign_in("portal", filer.email)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(self._go_to_the_site, waiting))

    def _go_to_the_site(self, one: tuple[Filer, int]) -> None:
        filer, year = one
        door = Door(self.topology.ports["portal"], year)
        door.open(filer)
        door.file(filer)

    def _look_in(self, site: str, role: Role) -> None:
        """Open the first page of a site until it is shown."""
        email = next(email for email, actor in self.staff.items() if actor == self.first(role))
        seen = self._sign_in(site, email)
        while True:
            status, page, _headers = ask(self.topology.ports[site], "GET", "/", cookie=seen)
            self.visits[status] += 1
            if status not in AGAIN:
                break
            time.sleep(0.2)
        assert status in (200, 302, 303), f"{site}: {status}\n{page[:2000]}"

    def _sign_in(self, site: str, email: str) -> str:
        with clock.travel(self.story.now()), transaction(self.engine) as db:
            account = db.scalars(select(Account).where(Account.email == email)).one()
            token = accounts.begin_session(db, account, site=site, method="link")
        return cookie(self.config.instance, site, token)
