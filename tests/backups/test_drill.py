"""The drill: copied while people work, put back elsewhere, whole, and worth nothing without the keys."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from disclosure import backups, clock
from disclosure.backups.databases import counted
from disclosure.backups.manifest import verify
from disclosure.casework import accounts, attaching, reading
from disclosure.db import transaction
from disclosure.errors import KeyMissing
from disclosure.models import Account, Attachment
from disclosure.vault.storage import Storage
from tests.backups.conftest import MARCH, PDF, Elsewhere
from tests.cli.terminal import Terminal, file


def test_b1_what_was_copied_while_people_worked_is_whole_elsewhere(
    office: Terminal, elsewhere: Elsewhere, copies: Path
) -> None:
    office.types(f"backup {copies} --keys {copies.with_name('apart')}", at=MARCH)
    file(office, "boris@example.org")
    _opens_whole(elsewhere(), office, copies)


def test_b1_the_same_on_postgresql(
    office_on_postgres: Terminal, elsewhere: Elsewhere, copies: Path, empty_postgres: str
) -> None:
    office = office_on_postgres
    office.types(f"backup {copies} --keys {copies.with_name('apart')}", at=MARCH)
    file(office, "boris@example.org")
    _opens_whole(elsewhere(DISCLOSURE_DATABASE_URL=empty_postgres), office, copies)


def _opens_whole(there: Terminal, office: Terminal, copies: Path) -> None:
    said = there.types(f"restore {copies}", at=MARCH).stdout
    assert "1 attachments" in said
    assert "Put the keys and the secrets back" in said
    manifest = backups.read(backups.newest(copies) or copies)
    assert manifest.rows["statements"] == 1, "what was filed after the copy is not in it"
    url = str(there.engine.url.render_as_string(hide_password=False))
    assert {name: rows for name, rows in counted(url).items() if rows} == {
        name: rows for name, rows in manifest.rows.items() if rows
    }
    with pytest.raises(KeyMissing):
        _opened(there)
    shutil.copytree(copies.with_name("apart") / "keys", there.instance / "keys", dirs_exist_ok=True)
    assert _opened(there) == (1, PDF)
    assert "are as they were sealed" in there.types("ledger verify", at=MARCH).stdout
    assert not (there.instance / "instance.json").samefile(office.instance / "instance.json")


def _opened(terminal: Terminal) -> tuple[int, bytes]:
    """Read Amina's statement and her file with the keys of the instance: versions, and content."""
    keys, engine = reading.keys_in(terminal.instance / "keys" / "portal"), terminal.engine
    storage = Storage((terminal.instance / "attachments").as_uri())
    try:
        with transaction(engine) as db:
            sealed = db.scalars(select(Attachment)).one()
            amina = accounts.actor_of(db, db.get_one(Account, sealed.uploaded_by_id))
            why = reading.Why.OWN_COPY
            row, _said = reading.statement(db, keys.opener, by=amina, filing=sealed.filing, why=why)
            back = attaching.open_file(db, keys.opener, storage, by=amina, attachment=sealed, why=why)
            return row.version, b"".join(back.pieces)
    finally:
        engine.dispose()


def test_b1_the_copy_alone_opens_nothing(office: Terminal, copies: Path) -> None:
    office.types(f"backup {copies}", at=MARCH)
    private = [path.read_bytes() for path in (office.instance / "keys").rglob("*.private.json")]
    assert private
    secrets = [
        value.encode() for key in private for value in json.loads(key).values() if len(str(value)) > 60
    ]
    for path in copies.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets), path
            assert b"deed of a house" not in content
    assert not list(copies.rglob("*.private.json"))


def test_b1_keys_beside_the_database_are_refused(office: Terminal, copies: Path) -> None:
    for keys in (copies, copies / "keys"):
        assert "go to two places" in office.is_told(f"backup {copies} --keys {keys}")
    assert "lies in the instance itself" in office.is_told(f"backup {office.instance / 'copies'}")
    assert not copies.exists()


def test_b1_a_copy_that_was_touched_is_refused_by_name(
    office: Terminal, elsewhere: Elsewhere, copies: Path
) -> None:
    office.types(f"backup {copies}", at=MARCH)
    (copy,) = [path for path in copies.iterdir() if path.is_dir()]
    database = copy / "database.sqlite"
    whole = database.read_bytes()
    database.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "database.sqlite in" in elsewhere("one").is_told(f"restore {copy}")
    database.write_bytes(whole)
    stored = next(path for path in (copy / "attachments").rglob("*") if path.is_file())
    stored.rename(copy / "strange")
    assert "is missing from the copy" in elsewhere("two").is_told(f"restore {copy}")
    (copy / "manifest.json").write_text("{")
    assert "is no whole copy" in elsewhere("three").is_told(f"restore {copy}")


@pytest.mark.parametrize("part", ["statements", "ix_filings_person_id"])
def test_b1_a_damaged_database_is_not_copied(office: Terminal, copies: Path, part: str) -> None:
    office.types(f"backup {copies}", at=MARCH)
    _damage(office.instance / "disclosure.sqlite", part)
    assert "Keep the older copies" in office.is_told(f"backup {copies} --keep 1", at=MARCH.replace(minute=1))
    (kept,) = [path for path in copies.iterdir() if path.is_dir()]
    verify(kept)


def _damage(database: Path, part: str) -> None:
    """Let the disk give back something else for the first page of a table or an index."""
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = opened.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (part,)).fetchone()
        (size,) = opened.execute("PRAGMA page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(os.urandom(size))


def test_b1_nothing_that_is_there_is_written_over(office: Terminal, copies: Path) -> None:
    office.types(f"backup {copies}", at=MARCH)
    before = (office.instance / "disclosure.sqlite").read_bytes()
    assert "Move it away" in office.is_told(f"restore {copies}")
    assert (office.instance / "disclosure.sqlite").read_bytes() == before


def test_b1_files_that_a_copy_before_has_are_not_stored_twice(office: Terminal, copies: Path) -> None:
    office.types(f"backup {copies} --keep 2", at=MARCH)
    first = backups.newest(copies)
    time.sleep(1.1)
    office.types(f"backup {copies} --keep 2", at=MARCH.replace(minute=1))
    second = backups.newest(copies)
    assert first
    assert second
    assert first != second
    (one,), (other,) = ([p for p in (c / "attachments").rglob("*") if p.is_file()] for c in (first, second))
    assert one.samefile(other)
    office.types(f"backup {copies} --keep 2", at=MARCH.replace(minute=2))
    assert not first.exists()
    assert len([path for path in copies.iterdir() if path.is_dir()]) == 2


def test_b1_a_copy_killed_at_any_moment_leaves_the_one_before(office: Terminal, copies: Path) -> None:
    office.types(f"backup {copies}", at=MARCH)
    before = backups.newest(copies)
    assert before
    command = [sys.executable, "-c", "from disclosure.cli import main; main()", "backup", str(copies)]
    environ = {**os.environ, **office.environ}
    for delay in (0.9, 1.2, 1.5, 1.8):
        process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
        killer = threading.Timer(delay, process.send_signal, [signal.SIGKILL])
        killer.start()
        process.wait()
        killer.cancel()
        for copy in [path for path in copies.iterdir() if path.is_dir() and path.suffix != ".draft"]:
            backups.manifest.verify(copy)
        assert before.exists()
    office.types(f"backup {copies}", at=clock.now() + timedelta(minutes=1))
    assert not list(copies.glob("*.draft")), "what the dead left is gone"


def test_after_going_back_the_heads_of_the_place_tell_of_it(office: Terminal, copies: Path) -> None:
    office.types(f"backup {copies}", at=MARCH)
    office.types("cycle extend --cycle 2020 --until 2020-04-15 --reason Fires", at=MARCH)
    office.types("ledger seal", at=MARCH)
    for path in office.instance.glob("disclosure.sqlite*"):
        path.unlink()
    done = office.types(f"restore {copies}", status=1, at=MARCH)
    assert "1 attachments" in done.stdout
    assert "rolled back" in done.stderr
