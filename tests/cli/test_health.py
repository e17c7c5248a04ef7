"""Whether all is well: the doctor, the keys and the ledger, each told what is wrong and what to do."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from disclosure.jobs.assembly import SIGNER
from tests.cli.conftest import MARCH
from tests.cli.terminal import Terminal


@contextmanager
def past_the_code(terminal: Terminal) -> Iterator[sqlite3.Connection]:
    """Write in the database as somebody who has the file, not the program."""
    connection = sqlite3.connect(terminal.instance / "disclosure.sqlite")
    triggers = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entries'"
    ).fetchall()
    assert triggers
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield connection
    connection.commit()
    connection.close()


def told_by_the_doctor(terminal: Terminal, *, well: bool) -> list[str]:
    lines = terminal.types("doctor", status=0 if well else 1, at=MARCH).stdout.splitlines()
    assert all(line.startswith(("ok    ", "NOT   ")) for line in lines)
    return [line.removeprefix("NOT   ") for line in lines if line.startswith("NOT")]


def key_files(terminal: Terminal, site: str, kind: str) -> list[Path]:
    return sorted((terminal.instance / "keys" / site).glob(f"*.{kind}.json"))


@pytest.fixture
def well(season: Terminal) -> Terminal:
    """The season, its work done and its ledger sealed."""
    season.types("work --once", at=MARCH)
    return season


def test_the_doctor_finds_a_new_season_well(well: Terminal) -> None:
    assert told_by_the_doctor(well, well=True) == []
    said = well.types("doctor", at=MARCH).stdout
    for part in (
        "portal site",
        "review site",
        "compliance site",
        "free at",
        "database",
        "programme",
        "ledger",
    ):
        assert part in said


def test_the_doctor_says_what_an_empty_instance_lacks(bare: Terminal) -> None:
    bare.types("init")
    assert told_by_the_doctor(bare, well=False) == [
        "No organisation is set up. Run `disclosure init --code …`."
    ]


def test_the_doctor_looks_at_the_file_of_leaked_passwords_where_one_is_named(well: Terminal) -> None:
    file = well.here / "leaked.txt"
    well.environ["DISCLOSURE_BREACHED_PASSWORDS"] = str(file)
    (missing,) = told_by_the_doctor(well, well=False)
    assert "cannot be read: No such file" in missing
    hashes = [f"{number:040X}:7\r\n" for number in range(500)]
    file.write_text("".join([hashes[1], hashes[0], *hashes[2:]]))
    (unsorted,) = told_by_the_doctor(well, well=False)
    assert "is not sorted by hash" in unsorted
    file.write_text("".join(hashes))
    assert told_by_the_doctor(well, well=True) == []
    assert "leaked passwords" in well.types("doctor", at=MARCH).stdout


def test_the_doctor_looks_after_every_organisation(well: Terminal) -> None:
    well.types(
        "init --code UNOPS --name P --programme unops --officer s@example.net --officer-name S", at=MARCH
    )
    assert told_by_the_doctor(well, well=True) == []
    well.types("--organisation UNOPS cycle open --cycle 2020", at=MARCH)
    assert told_by_the_doctor(well, well=True) == []
    said = well.types("doctor", at=MARCH).stdout
    assert "key of 2020, generation 1 of UN lies" in said
    assert "key of 2020, generation 1 of UNOPS lies" in said


@pytest.mark.parametrize(
    ("site", "kind"), [("portal", "private"), ("review", "private"), ("review", "public")]
)
def test_the_doctor_misses_a_key_that_was_removed(well: Terminal, site: str, kind: str) -> None:
    key_files(well, site, kind)[0].unlink()
    (told,) = told_by_the_doctor(well, well=False)
    assert "2020" in told
    assert told in well.types("keys status", at=MARCH).stdout


@pytest.mark.parametrize("site", ["portal", "review"])
def test_the_doctor_notices_a_key_that_others_can_read_and_goes_on(well: Terminal, site: str) -> None:
    path = key_files(well, site, "private")[0]
    path.chmod(0o644)
    told = told_by_the_doctor(well, well=False)
    assert told
    assert all(str(path) in one for one in told)
    assert "ledger" in well.types("doctor", status=1, at=MARCH).stdout


def test_the_doctor_notices_the_private_key_of_another_site(well: Terminal) -> None:
    review = key_files(well, "review", "private")[0]
    (well.instance / "keys" / "portal" / review.name).write_bytes(review.read_bytes())
    (well.instance / "keys" / "portal" / review.name).chmod(0o600)
    assert any("2020" in one for one in told_by_the_doctor(well, well=False))


def test_the_doctor_lets_the_compliance_site_hold_no_key(well: Terminal) -> None:
    (well.instance / "keys" / "compliance").mkdir()
    (told,) = told_by_the_doctor(well, well=False)
    assert told.startswith("The compliance site must hold no key. Remove ")


@pytest.mark.parametrize("site", ["portal", "review", "compliance"])
def test_the_doctor_notices_a_missing_secret(well: Terminal, site: str) -> None:
    (well.instance / "secrets" / site).unlink()
    (told,) = told_by_the_doctor(well, well=False)
    assert told.startswith(f"{site.upper()}_SECRET is not set.")


def test_the_doctor_notices_work_that_waits_and_work_that_failed(season: Terminal) -> None:
    with past_the_code(season) as connection:
        connection.execute("UPDATE work SET due_at = '2020-02-01 00:00:00.000000'")
    assert any(
        "wait for over an hour. Start a worker" in one for one in told_by_the_doctor(season, well=False)
    )
    with past_the_code_again(season) as connection:
        connection.execute("UPDATE work SET state = 'failed'")
    assert any("have failed for good" in one for one in told_by_the_doctor(season, well=False))


@contextmanager
def past_the_code_again(terminal: Terminal) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(terminal.instance / "disclosure.sqlite")
    yield connection
    connection.commit()
    connection.close()


def test_the_doctor_notices_a_ledger_without_its_signer(well: Terminal) -> None:
    (well.instance / "keys" / "ledger" / SIGNER).unlink()
    (told,) = told_by_the_doctor(well, well=False)
    assert told.startswith("The ledger has no signing key")


def test_the_doctor_notices_a_ledger_that_was_edited(well: Terminal) -> None:
    with past_the_code(well) as connection:
        connection.execute("UPDATE ledger_entries SET kind = 'cycle:closed' WHERE kind = 'cycle:opened'")
    assert len(told_by_the_doctor(well, well=False)) == 1


def test_keys_are_listed_by_their_fingerprints_and_never_shown(well: Terminal) -> None:
    said = well.types("keys status", at=MARCH).stdout
    assert len(said.splitlines()) == 2
    for site in ("portal", "review"):
        assert f"The {site} key of 2020, generation 1 lies where it should: " in said
        for path in key_files(well, site, "private"):
            for value in json.loads(path.read_text()).values():
                assert len(str(value)) < 60 or str(value) not in said


def test_keys_are_made_apart_from_the_opening_too(terminal: Terminal) -> None:
    assert "There is no cycle of 2021" in terminal.is_told("keys create --cycle 2021")
    assert terminal.types("keys status").stdout == ""


def test_the_ledger_is_sealed_and_verified(season: Terminal) -> None:
    sealed = int(season.types("ledger seal", at=MARCH).stdout.split()[0])
    assert sealed > 20
    assert season.types("ledger seal", at=MARCH).stdout == "0 entries sealed.\n"
    verified = season.types("ledger verify", at=MARCH).stdout
    assert verified == f"{sealed} entries are as they were sealed; 0 wait for the sealer.\n"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_entries SET facts = '{}' WHERE id = ?",
        "UPDATE ledger_entries SET at = '2020-03-01 06:00:01.000000' WHERE id = ?",
        "UPDATE ledger_entries SET account_id = NULL WHERE id = ?",
        "DELETE FROM ledger_entries WHERE id = ?",
    ],
)
def test_a_row_changed_past_the_code_is_named(well: Terminal, change: str) -> None:
    with past_the_code(well) as connection:
        (entry,) = connection.execute("SELECT id FROM ledger_entries WHERE kind = 'cycle:opened'").fetchone()
        assert connection.execute(change, (entry,)).rowcount == 1
    assert str(UUID(entry)) in well.is_told("ledger verify", at=MARCH)


def test_the_program_itself_cannot_change_the_ledger(well: Terminal) -> None:
    with past_the_code_again(well) as connection:
        for change in ("UPDATE ledger_entries SET facts = '{}'", "DELETE FROM ledger_entries"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(change)


def test_a_head_written_outside_the_database_tells_of_a_database_put_back(well: Terminal) -> None:
    database = well.instance / "disclosure.sqlite"
    with past_the_code_again(well) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    backup = database.read_bytes()
    well.types("cycle extend --cycle 2020 --until 2020-04-15 --reason Fires", at=MARCH)
    well.types("ledger seal", at=MARCH)
    for beside in ("-wal", "-shm"):
        database.with_name(database.name + beside).unlink(missing_ok=True)
    database.write_bytes(backup)
    assert well.is_told("ledger verify", at=MARCH)


def test_nothing_of_an_instance_is_readable_by_others(well: Terminal) -> None:
    done = subprocess.run(
        ["find", well.instance, "-perm", "/077", "-not", "-name", "*.public.json", "-not", "-name", "*.pub"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
