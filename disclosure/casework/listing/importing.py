"""Taking over a version of a list: read and compared piece by piece, put in force at one instant.

Each piece is a transaction of its own, so a list of a million entries keeps
nobody from filing; none of it counts before the last one. An import that dies
leaves the version before it in force, and the next import clears up after it.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from uuid import uuid4

from sqlalchemy.orm import Session

from disclosure import clock, ledger, queue
from disclosure.access import Permission, demand
from disclosure.casework.listing import staging
from disclosure.domain.actors import Actor
from disclosure.domain.listed import Entry
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput, Stale
from disclosure.models import ListVersion, ReferenceList
from disclosure.screening.sources_rows import Read

Transactions = Callable[[bool], AbstractContextManager[Session]]
"""Opens a transaction; with true one that writes."""

PIECE = 5_000
MOST_TOLD = 100
"""Faults, remarks and changes that are told one by one; the rest is counted."""
A_WHOLE_LIST = 20
"""Below this number of entries a list may lose any part of them unasked."""


@dataclass
class Told:
    """Some lines of a report, and how many there are."""

    lines: list[Message] = field(default_factory=list)
    count: int = 0

    def add(self, *lines: Message) -> None:
        """Count lines, and keep them while they are few."""
        self.count += len(lines)
        self.lines += lines[: MOST_TOLD - len(self.lines)]


@dataclass
class Difference:
    """What a file is beside the list in force. `left_out` counts lines that say an entry again."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    left_out: int = 0
    faults: Told = field(default_factory=Told)
    remarks: Told = field(default_factory=Told)
    lines: Told = field(default_factory=Told)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or self.removed)


@dataclass
class Import:
    """One run over one file.

    Attributes:
        dry_run: compare and write nothing.
        skip_faulty: leave faulty lines out; what the list in force says of them stays.
        shrink: let the list lose more than half of its entries.

    """

    transactions: Transactions
    by: Actor
    row: ReferenceList
    source: str
    dry_run: bool = False
    skip_faulty: bool = False
    shrink: bool = False
    found: Difference = field(default_factory=Difference, init=False)
    _seen: set[int] = field(default_factory=set, init=False)
    _version: ListVersion | None = field(default=None, init=False)
    _next: int = field(default=0, init=False)

    def run(self, lines: Iterable[Read]) -> Difference:
        """Take over what `lines` give.

        Raises BadInput, and changes nothing, when there is a faulty line (unless they are
        skipped), no entry at all, or unexpectedly few; Stale when another import came between.
        """
        demand(self.by, Permission.LISTS_IMPORT, self.row)
        try:
            self._read(iter(lines))
        except BadInput:
            self._give_up()
            raise
        if self._version is not None:
            self._put_in_force()
        return self.found

    def _read(self, lines: Iterator[Read]) -> None:
        while some := list(islice(lines, PIECE)):
            self._take(list(self._entries(some)))
        self._refuse_faults()
        self._take_out()

    def _entries(self, lines: Iterable[Read]) -> Iterator[Entry]:
        """Yield the entries that are good, each key once."""
        for one in lines:
            self.found.remarks.add(*one.remarks)
            if one.entry is None:
                if one.fault is not None:
                    self.found.faults.add(one.fault)
                if one.key:
                    self._seen.add(hash(one.key))
            elif hash(one.key) in self._seen:
                self.found.left_out += 1
                again = message("Line %(line)d: %(key)s is there already.", line=one.line, key=one.key)
                self.found.remarks.add(again)
            else:
                self._seen.add(hash(one.key))
                yield one.entry

    def _take(self, entries: list[Entry]) -> None:
        with self.transactions(False) as db:
            changes = staging.compare(db, self.row, entries)
        self.found.unchanged += changes.unchanged
        self.found.added += len(changes.added)
        self.found.changed += len(changes.changed)
        self.found.lines.add(*(_plus(entry) for entry in changes.added[:MOST_TOLD]))
        self.found.lines.add(*(_tilde(was.content, entry) for was, entry in changes.changed[:MOST_TOLD]))
        new = [*changes.added, *(entry for _was, entry in changes.changed)]
        if new and not self.dry_run and (self.skip_faulty or not self.found.faults.count):
            with self.transactions(True) as db:
                version = self._staged(db)
                staging.end(db, version, [was.id for was, _entry in changes.changed])
                staging.stage(db, version, new, first=self._next)
            self._next += len(new)

    def _staged(self, db: Session) -> ListVersion:
        """Return the version that this import loads; begun at its first change."""
        row = staging.locked(db, self.row.id)
        if self._version is None:
            staging.forget(db, row)
            self._next = secrets.randbits(38) * staging.ROOM
            self._version = ListVersion(
                id=uuid4(),
                list_id=row.id,
                number=row.version + 1,
                source=self.source[:300],
                first_entry=self._next,
                begun_at=clock.now(),
                added=0,
                changed=0,
                removed=0,
            )
            db.add(self._version)
            db.flush()
        version = db.get(ListVersion, self._version.id)
        if version is None or row.version != self.row.version:
            raise Stale("Another import of this list began meanwhile. Nothing was changed; import again.")
        return version

    def _refuse_faults(self) -> None:
        faults = self.found.faults
        if faults.count and not (self.skip_faulty or self.dry_run):
            more = faults.count - len(faults.lines)
            rest = [message("There are %(count)d more faults.", count=more)] if more else []
            raise BadInput([*faults.lines, *rest])
        if not self._seen:
            raise BadInput(message("The file holds no entries. The list stays as it is."))

    def _take_out(self) -> None:
        """End the entries that the file does not say."""
        missing = self._missing()
        self.found.removed = len(missing)
        self.found.lines.add(*(message("- %(key)s", key=key) for key, _number in missing[:MOST_TOLD]))
        if self.dry_run or not missing:
            return
        kept = self.found.unchanged + self.found.changed
        if len(missing) > max(kept, A_WHOLE_LIST) and not self.shrink:
            raise BadInput(
                message(
                    "%(removed)d of %(all)d entries are not in this file. If that is right, say --shrink.",
                    removed=len(missing),
                    all=len(missing) + kept,
                )
            )
        with self.transactions(True) as db:
            staging.end(db, self._staged(db), [number for _key, number in missing])

    def _missing(self) -> list[tuple[str, int]]:
        missing: list[tuple[str, int]] = []
        after = ""
        while True:
            with self.transactions(False) as db:
                page = staging.keys_in_force(db, self.row, after=after)
            if not page:
                return missing
            missing += [(key, number) for key, number in page if hash(key) not in self._seen]
            after = page[-1][0]

    def _give_up(self) -> None:
        """Leave nothing of a refused file: no entry, and no list of which it would have been the first."""
        if self.dry_run:
            return
        with self.transactions(True) as db:
            row = staging.locked(db, self.row.id)
            if self._version is not None:
                staging.forget(db, row)
            if row.version == 0 and not staging.is_begun(db, row):
                db.delete(row)
        self._version = None

    def _put_in_force(self) -> None:
        """Let the list move on, and owe screening statements again against what changed."""
        now = clock.now()
        with self.transactions(True) as db:
            version = self._staged(db)
            row = version.list
            version.added, version.changed = self.found.added, self.found.changed
            version.removed, version.in_force_at = self.found.removed, now
            row.version, row.in_force_at = version.number, now
            staging.drop_names(db, version)
            ledger.record(
                db,
                self.by,
                "list:imported",
                organisation_id=row.organisation_id,
                list_id=row.id,
                version=version.number,
                added=version.added,
                changed=version.changed,
                removed=version.removed,
            )
            queue.owe(db, "list:rescreen", version.id)


def _plus(entry: Entry) -> Message:
    return message("+ %(key)s %(name)s", key=entry.key, name=entry.name)


def _tilde(was: str, entry: Entry) -> Message:
    before = Entry.decode(was)
    fields = [name for name in Entry.__struct_fields__ if getattr(before, name) != getattr(entry, name)]
    return message("~ %(key)s %(name)s: %(fields)s", key=entry.key, name=entry.name, fields=", ".join(fields))
