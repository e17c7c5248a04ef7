"""Rewrapping the data keys of 5,904 statements after a rotation, beside the bare wraps: open one, wrap it.

Both sites' keys are rotated, as after a doubt about a machine, so there are two data keys to a statement.
"""

from collections.abc import Iterator

from sqlalchemy import select

from benchmarks.figures import AtMost, Row, durations, in_turns
from benchmarks.office import YEAR, Office, seal_all
from disclosure.casework import keys, rewrapping
from disclosure.casework.key_places import KeyPlaces
from disclosure.db import transaction
from disclosure.domain.actors import Role
from disclosure.jobs.rewrapping import rewrap
from disclosure.models import Cycle
from disclosure.vault.envelope import Recipient
from disclosure.vault.suites import NEWEST, SUITES, generate_secret, parse_public, parse_secret, public_of

STATEMENTS = 5_904
GOAL = AtMost(2)


def measure(office: Office, *, rounds: int) -> Iterator[Row]:
    """Yield one line: all of a cycle's data keys, read, wrapped anew and written, with the ledger."""
    sealed = seal_all(office)
    assert sealed == STATEMENTS
    secret = generate_secret()
    public, private, suite = parse_public(public_of(secret)), parse_secret(secret), SUITES[NEWEST]
    wrapped = suite.encrypt(bytes(32), public, b"place")
    done: list[int] = []

    def bare() -> None:
        for _ in range(done[-1]):  # as many: other measurements have left some to be wrapped anew, too
            suite.encrypt(suite.decrypt(wrapped, private, b"place"), public, b"place")

    def ours() -> None:
        done.append(_rewrap(office))

    _rotate(office)
    times = []
    for _round in range(rounds):
        times.append(in_turns(ours=ours, limit=bare, rounds=1))
        _rotate(office)
    assert min(done) >= STATEMENTS * len(Recipient)
    took, limit = (sorted(part)[len(part) // 2] for part in zip(*times, strict=True))
    yield durations(f"rewrap {STATEMENTS:,} statements after a rotation", took, limit, goal=GOAL)


def _places(office: Office) -> KeyPlaces:
    settings = office.stage.config
    return KeyPlaces.in_folders(portal=settings.keys_of("portal"), review=settings.keys_of("review"))


def _rotate(office: Office) -> None:
    by = office.stage.first(Role.PROGRAMME_OFFICER)
    for recipient in Recipient:
        with transaction(office.engine) as db:
            cycle = db.scalars(select(Cycle).where(Cycle.year == YEAR)).one()
            keys.rotate(db, by=by, cycle=cycle, recipient=recipient, places=_places(office))


def _rewrap(office: Office) -> int:
    """Do what `disclosure keys rewrap` does; return how many data keys that were."""
    by, done = office.stage.first(Role.PROGRAMME_OFFICER), 0
    with transaction(office.engine, write=False) as db:
        cycle = db.scalars(select(Cycle).where(Cycle.year == YEAR)).one()
        steps = rewrapping.steps(db, by=by, cycle=cycle)
    for step in steps:
        folder = office.stage.config.keys_of(step.old.recipient)
        batches = rewrap(office.engine, folder, by=by, cycle_id=cycle.id, step=step)
        done += sum(replaced for _looked_at, replaced in batches)
    return done
