"""The ledger from the terminal: one entry proven without the database, all of it taken out by auditors."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from disclosure.db import transaction
from disclosure.ledger.canonical import canonical
from disclosure.ledger.tree import leaf_hash
from disclosure.models import LedgerEntry
from tests.cli.conftest import MARCH
from tests.cli.terminal import Terminal
from tests.cli.test_health import past_the_code

AUDITOR = "--as ida@example.org"


@pytest.fixture
def audited(season: Terminal) -> Terminal:
    """The season with an auditor, its ledger sealed."""
    season.types("account create ida@example.org --name 'Ida Berg'", at=MARCH)
    season.types("account grant ida@example.org auditor", at=MARCH)
    season.types("ledger seal", at=MARCH)
    return season


def an_entry(terminal: Terminal, kind: str = "cycle:opened") -> str:
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        found = str(db.scalars(select(LedgerEntry.id).where(LedgerEntry.kind == kind)).one())
    engine.dispose()
    return found


def test_one_entry_is_proven_and_checked_where_there_is_no_database(
    audited: Terminal, tmp_path: Path
) -> None:
    entry = an_entry(audited)
    audited.types(f"{AUDITOR} ledger prove {entry} --output proof.json", at=MARCH)
    keys, heads = audited.instance / "keys" / "ledger", audited.instance / "ledger" / "heads.jsonl"
    audited.environ["DISCLOSURE_INSTANCE"] = str(tmp_path / "nowhere")
    told = audited.types(f"ledger verify --proof proof.json --keys {keys} --heads {heads}").stdout
    assert "This entry is at position" in told
    assert "cycle:opened" in told
    proof = audited.here / "proof.json"
    proof.write_text(proof.read_text().replace("cycle:opened", "cycle:closed"))
    assert "was altered" in audited.is_told(f"ledger verify --proof proof.json --keys {keys}")
    proof.write_text("{}")
    assert "not a proof" in audited.is_told(f"ledger verify --proof proof.json --keys {keys}")


def test_a_proof_under_a_head_that_was_never_published_is_refused(audited: Terminal) -> None:
    audited.types(f"{AUDITOR} ledger prove {an_entry(audited)} --output proof.json", at=MARCH)
    (audited.here / "none.jsonl").write_text("")
    told = audited.is_told("ledger verify --proof proof.json --heads none.jsonl")
    assert "is not among those published" in told


def test_only_an_auditor_proves_and_exports(audited: Terminal) -> None:
    entry = an_entry(audited)
    assert "(ledger:see)" in audited.is_told(f"ledger prove {entry}", at=MARCH)
    assert "(ledger:see)" in audited.is_told("ledger export", at=MARCH)


def test_every_line_taken_out_can_be_hashed_into_its_leaf(audited: Terminal) -> None:
    audited.types(f"{AUDITOR} ledger export --output ledger.jsonl", at=MARCH)
    lines = [json.loads(line) for line in (audited.here / "ledger.jsonl").read_text().splitlines()]
    sealed = [line for line in lines if line["position"] is not None]
    assert len(sealed) > 20
    for line in sealed:
        assert leaf_hash(canonical(line["entry"])).hex() == line["leaf"]
    assert [line["entry"]["kind"] for line in lines if line["leaf"] is None] == ["ledger:exported"]
    assert [line["entry"]["at"] for line in lines] == sorted(line["entry"]["at"] for line in lines)


def test_a_span_of_days_is_taken_out(audited: Terminal) -> None:
    audited.types(f"{AUDITOR} ledger export --until 2020-01-31 --output ledger.jsonl", at=MARCH)
    lines = (audited.here / "ledger.jsonl").read_text().splitlines()
    assert lines
    assert all(json.loads(line)["entry"]["at"] < "2020-02" for line in lines)


def test_a_broken_ledger_leaves_a_line_for_whoever_watches(audited: Terminal) -> None:
    with past_the_code(audited) as connection:
        connection.execute("UPDATE ledger_entries SET facts = '{}' WHERE kind = 'cycle:opened'")
    audited.types("ledger verify", at=MARCH, status=1)
    assert an_entry(audited, "ledger:broken")
