"""The life of keys from the terminal: rotated, rewrapped after a kill, retired, recovered, destroyed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select, update

from disclosure import clock
from disclosure.casework import reading
from disclosure.casework.sealed import BOTH_SITES, binding, keep_all, wraps_of
from disclosure.cli import main
from disclosure.db import transaction
from disclosure.domain.lifecycle import CycleState, FilingState
from disclosure.models import Account, Cycle, CycleKey, DataKey, Filing, Outcome, SealedText, Writing
from tests.cli.conftest import MARCH
from tests.cli.terminal import Terminal, file

LATER = MARCH + timedelta(minutes=5)
MANY = 300


def phrases_of(printed: str) -> list[str]:
    return [line.split(". ", 1)[1] for line in printed.splitlines() if re.match(r"[1-5]\. ", line)]


@pytest.fixture
def filed(season: Terminal) -> Terminal:
    """Amina has filed."""
    with clock.travel(MARCH):
        file(season, "amina@example.org")
    return season


def under(terminal: Terminal, generation: int, recipient: str) -> int:
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        found = db.scalar(
            select(func.count())
            .select_from(DataKey)
            .join(CycleKey, CycleKey.id == DataKey.key_id)
            .where(CycleKey.generation == generation, CycleKey.recipient == recipient)
        )
    engine.dispose()
    return found or 0


def test_keys_are_rotated_rewrapped_and_the_old_ones_retired(filed: Terminal) -> None:
    told = filed.types("keys rotate --cycle 2020", at=MARCH).stdout
    assert "portal  generation 2" in told
    assert "review  generation 2" in told
    before = under(filed, 1, "portal") + under(filed, 1, "review")
    assert (
        f"{before} data keys were wrapped anew." in filed.types("keys rewrap --cycle 2020", at=MARCH).stdout
    )
    assert "Wait two minutes" in filed.is_told("keys retire --cycle 2020 --site portal", at=MARCH)
    for site in ("portal", "review"):
        assert "retired" in filed.types(f"keys retire --cycle 2020 --site {site}", at=LATER).stdout
    status = filed.types("keys status", at=LATER).stdout
    assert "generation 2 lies where it should" in status
    assert "generation 1 is retired" in status
    assert not list(filed.instance.glob("keys/*/*.1.private.json"))


def test_one_site_is_rotated_alone(filed: Terminal) -> None:
    told = filed.types("keys rotate --cycle 2020 --site review", at=MARCH).stdout
    assert "review  generation 2" in told
    assert "portal" not in told.partition("Now wrap")[0]


def fill(terminal: Terminal, count: int) -> None:
    """Seal so many texts of Amina's case, so that there is something to rewrap."""
    engine, sealer = terminal.engine, reading.keys_in(terminal.instance / "keys" / "portal").sealer
    with clock.travel(MARCH), transaction(engine) as db:
        filing = db.scalars(select(Filing).where(Filing.version > 0)).one()
        author = db.scalars(select(Account.id).where(Account.person_id == filing.person_id)).one()
        rows = [
            SealedText(
                id=uuid4(),
                filing_id=filing.id,
                subject_id=filing.id,
                kind=Writing.QUESTION,
                author_id=author,
                at=clock.now(),
            )
            for _ in range(count)
        ]
        contents = [(row, b"a text") for row in rows]
        keep_all(db, sealer, contents, cycle_id=filing.cycle_id, recipients=BOTH_SITES)
        db.add_all(rows)
    engine.dispose()


@pytest.fixture
def full(filed: Terminal) -> Terminal:
    fill(filed, MANY)
    return filed


def test_a_rewrap_killed_half_way_goes_on_where_it_was_and_loses_nothing(full: Terminal) -> None:
    full.types("keys rotate --cycle 2020 --site review", at=MARCH)
    before = under(full, 1, "review")
    command = [str(Path(sys.executable).with_name("disclosure")), "keys", "rewrap", "--cycle", "2020"]
    running = subprocess.Popen(
        [*command, "--batch", "5"], env={**os.environ, **full.environ}, stderr=subprocess.DEVNULL
    )
    give_up = time.monotonic() + 60
    while under(full, 2, "review") == 0 and time.monotonic() < give_up:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = under(full, 2, "review")
    assert 0 < done < before
    assert done % 5 == 0
    told = full.types("keys rewrap --cycle 2020", at=MARCH).stdout
    assert f"{before - done} data keys were wrapped anew." in told
    assert (under(full, 1, "review"), under(full, 2, "review")) == (0, before)
    for path in full.instance.glob("keys/review/*.review.1.private.json"):
        path.unlink()
    opener = reading.keys_in(full.instance / "keys" / "review").opener
    engine = full.engine
    with transaction(engine, write=False) as db:
        rows = db.scalars(select(SealedText)).all()
        assert len(rows) == MANY
        for row in rows:
            assert opener.open(row.sealed, wraps_of(db, row.id), bound_to=binding(row)) == b"a text"
    engine.dispose()


def test_lost_keys_come_back_with_three_phrases(bare: Terminal, before: Path) -> None:
    shutil.copytree(before, bare.instance)
    phrases = phrases_of(bare.types("cycle open --cycle 2020", at=MARCH).stdout)
    assert len(phrases) == 5
    for path in bare.instance.glob("keys/*/*.private.json"):
        path.unlink()
    given = "\n".join(phrases[1:4]) + "\n"
    done = CliRunner(env={**bare.environ}).invoke(main, ["keys", "recover"], input=given)
    assert done.exit_code == 0, done.output
    assert "portal  generation 1" in done.output
    assert "review  generation 1" in done.output
    assert not any(word in done.output for word in phrases)
    assert "lies where it should" in bare.types("keys status", at=MARCH).stdout


def end(terminal: Terminal) -> UUID:
    """Let the cycle of 2020 have ended six years ago."""
    engine = terminal.engine
    with transaction(engine) as db:
        ended = {"closed_at": MARCH, "outcome": Outcome.NOTHING_TO_DISCLOSE}
        db.execute(update(Filing).where(Filing.version > 0).values(state=FilingState.CLOSED, **ended))
        db.execute(update(Cycle).values(state=CycleState.CLOSED, closed_at=MARCH))
        cycle_id = db.scalars(select(Cycle.id)).one()
    engine.dispose()
    return cycle_id


def test_keys_that_are_still_needed_are_refused_before_anybody_is_asked(filed: Terminal) -> None:
    refused = filed.types("keys destroy --cycle 2020", status=1).stderr
    assert "The cycle of 2020 is not closed." in refused
    assert "This cannot be undone" not in refused


def test_two_people_destroy_the_keys_and_hold_a_certificate(filed: Terminal) -> None:
    cycle_id = end(filed)
    at = datetime(2026, 1, 2, tzinfo=UTC)
    would = filed.types("keys destroy --cycle 2020 --dry-run", at=at).stdout
    assert "unreadable: 1 statements" in would
    assert "Nothing was changed." in would
    filed.types("ledger seal", at=at)
    assert "Another person confirms it" in filed.types("keys destroy --cycle 2020 --yes", at=at).stdout
    assert "Another person has to" in filed.types("keys destroy --cycle 2020 --yes", at=at, status=1).stderr
    filed.types("account grant petra@example.org administrator", at=at)
    done = filed.types("--as petra@example.org keys destroy --cycle 2020 --yes", at=at).stdout
    assert "The keys of 2020 are destroyed." in done
    assert not list(filed.instance.glob(f"keys/*/{cycle_id}.*"))
    certificate = filed.instance / "certificates" / "UN-2020.json"
    assert certificate.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    assert "Proposed by Olu Adeyemi" in filed.types(f"keys certificate {certificate}").stdout
    certificate.write_text(certificate.read_text().replace('"statements": 1', '"statements": 0'))
    assert "was altered" in filed.is_told(f"keys certificate {certificate}")
    assert "is destroyed" in filed.types("keys status", at=at).stdout
