"""Many filers before real sites: each sends one form until it is answered, as a person would."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts, drafting, reading
from disclosure.db import make_engine, transaction
from disclosure.models import Account, Filing, LedgerEntry, Letter, Statement
from tests.cast import HEADER
from tests.cli.terminal import Terminal
from tests.domain import examples
from tests.faults.__main__ import TALLY
from tests.faults.door import Answer, Door, Filer, cookie
from tests.stack.story import Story
from tests.stack.topology import Stack, stack

YEAR = clock.now().year


def season(number: int) -> Callable[[Terminal], None]:
    """Open this year for so many people."""

    def prepare(office: Terminal) -> None:
        people = "\n".join(
            f"2{one:05},Filer {one},filer{one}@example.org,DOS,D-1,Director,,,Nairobi,en,,2016,,"
            for one in range(number)
        )
        (office.here / "people.csv").write_text(f"{HEADER}\n{people}\n", encoding="utf-8")
        office.types("init --code UN --name 'United Nations' --officer olu@example.org --officer-name Olu")
        office.types("roster import people.csv --entities entities.csv")
        office.types(f"cycle open --cycle {YEAR}")

    return prepare


class Crowd:
    """Everybody of the season, taken in portions: no fault meets the filers of another."""

    def __init__(self, stack: Stack, number: int, story: Story) -> None:
        self.stack, self.number, self.story, self._taken = stack, number, story, 0
        self.engine = make_engine(stack.owner_url)

    @property
    def door(self) -> Door:
        """Where this year's statements are filed."""
        return Door(self.stack.ports["portal"], YEAR)

    def take(self, number: int, *, door: Door | None = None) -> list[Filer]:
        """Return people who have prepared a statement, signed in and opened the page to certify it."""
        names = range(self._taken, self._taken + number)
        self._taken += number
        assert self._taken <= self.number, "more filers are needed than the season has"
        filers = [Filer(f"filer{one}@example.org") for one in names]
        keys = reading.keys_in(self.stack.office.instance / "keys" / "portal")
        with clock.travel(self.story.now()), transaction(self.engine) as db:
            for filer in filers:
                self._prepare(db, keys, filer, door)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map((door or self.door).open, filers))
        return filers

    def sign_in(self, filer: Filer) -> None:
        """Give somebody a new session, by the clock of the story."""
        with clock.travel(self.story.now()), transaction(self.engine) as db:
            account = db.scalars(select(Account).where(Account.email == filer.email)).one()
            token = accounts.begin_session(db, account, site="portal", method="link")
        filer.cookie = cookie(self.stack.office.instance, "portal", token)

    def _prepare(self, db: Session, keys: reading.Keys, filer: Filer, door: Door | None) -> None:
        account = db.scalars(select(Account).where(Account.email == filer.email)).one()
        owed = db.scalars(select(Filing).where(Filing.person_id == account.person_id)).one()
        by = accounts.actor_of(db, account)
        draft, begun = drafting.start(db, keys.sealer, keys.opener, by=by, filing=owed)
        statement = examples.statement(year=begun.covers_from.year)
        drafting.save(db, keys.sealer, by=by, filing=owed, statement=statement, over_version=draft.version)
        token = accounts.begin_session(db, account, site="portal", method="link")
        filer.cookie = cookie(self.stack.office.instance, "portal", token, secure=bool(door and door.host))

    def send(self, filer: Filer) -> Answer:
        """Send the form once."""
        return self.door.send(filer)

    def file(self, filer: Filer) -> Filer:
        """Send the form until it is answered."""
        return self.door.file(filer)

    def file_once(self, filer: Filer) -> Filer:
        """Send the form once, and go away whatever is answered."""
        status, _page, headers = self.send(filer)
        filer.answers.append(status)
        filer.led_to = headers["Location"] if status == 303 else ""
        return filer

    def file_all(self, filers: Sequence[Filer], *, at_once: int) -> None:
        """Let everybody file, so many at the same time."""
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(self.file, filers))

    def lost(self, filers: Iterable[Filer]) -> list[str]:
        """Return who was told that they filed and is not found so, whole and once; keep the tally."""
        filers = list(filers)
        with transaction(self.engine, write=False) as db:
            lost = [filer.email for filer in filers if not _is_as_told(db, filer)]
        tally(acknowledged=sum(filer.acknowledged for filer in filers), lost=len(lost))
        return lost


def _is_as_told(db: Session, filer: Filer) -> bool:
    account = db.scalars(select(Account).where(Account.email == filer.email)).one()
    filing = db.scalars(select(Filing).where(Filing.person_id == account.person_id)).one()
    return is_as_told(db, filing, acknowledged=filer.acknowledged)


def is_as_told(db: Session, filing: Filing, *, acknowledged: bool) -> bool:
    """Whether a filing is whole: one version, its line, its letter. Unacknowledged it may be absent."""
    versions = _count(db, Statement.filing_id == filing.id)
    lines = _count(db, LedgerEntry.filing_id == filing.id, LedgerEntry.kind == "statement:filed")
    letters = _count(db, Letter.filing_id == filing.id, Letter.kind == "receipt")
    found = (filing.filed_at is not None, versions, lines, letters)
    if acknowledged:
        return found == (True, 1, 1, 1)
    return found in ((True, 1, 1, 1), (False, 0, 0, 0))


def _count(db: Session, *conditions: object) -> int:
    return db.scalar(select(func.count()).where(*conditions)) or 0  # type: ignore[arg-type]


def tell(text: str) -> None:
    """Keep a line for `make faults` to print."""
    if path := os.environ.get(TALLY):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"told": text}) + "\n")


def tally(*, acknowledged: int, lost: int) -> None:
    """Keep for `make faults` what was acknowledged and what of it was lost."""
    if path := os.environ.get(TALLY):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"acknowledged": acknowledged, "lost": lost}) + "\n")


@contextmanager
def crowd_before(folder: Path, number: int) -> Iterator[Crowd]:
    """Run the whole topology, by a clock that can be put on and back, with a crowd before it."""
    story = Story(folder / "clock")
    with stack(folder, prepare=season(number), story=story) as running:
        crowd = Crowd(running, number, story)
        yield crowd
        crowd.engine.dispose()


@contextmanager
def meanwhile(act: Callable[[threading.Event], None]) -> Iterator[None]:
    """Do something beside the enclosed block, until it ends."""
    ended = threading.Event()
    thread = threading.Thread(target=act, args=(ended,))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def eventually(truth: Callable[[], bool], *, seconds: float = 60.0) -> bool:
    """Wait until something is true; tell whether it became so."""
    give_up = time.monotonic() + seconds
    while not truth():
        if time.monotonic() > give_up:
            return False
        time.sleep(0.1)
    return True
