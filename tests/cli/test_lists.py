"""Reference lists by commands: taken over, refused line by line, met by statements, withdrawn."""

from pathlib import Path

import pytest
from sqlalchemy import select

from disclosure.casework import flags as records
from disclosure.casework import reading
from disclosure.db import transaction
from disclosure.domain.actors import WORKER
from disclosure.domain.listed import Entry
from disclosure.models import Filing, LedgerEntry, ListEntry, ReferenceList, Screening
from disclosure.screening.matches import Match
from tests.casework.office import company
from tests.cli.terminal import Terminal, file

VENDORS = "Vendor ID,Vendor Name,Country\nV1,Nordvik Marine AS,NO\nV2,Ceibo S.A.,AR\n"
COMMAND = "lists import vendors.csv --list vendors --kind vendor"
LEIS = {"child": "5493001KJTIIGC8Y1R12", "parent": "213800D1EI4B9WTWWD28", "other": "529900T8BM49AURSDO55"}
LEVEL_1 = f"LEI,Entity.LegalName\n{LEIS['child']},Nordvik Marine AS\n{LEIS['parent']},Fjord Holding AS\n"
HEADER = (
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,"
    "Relationship.RelationshipType,Relationship.RelationshipStatus\n"
)


@pytest.fixture
def vendors(terminal: Terminal) -> Path:
    path = terminal.here / "vendors.csv"
    path.write_text(VENDORS)
    return path


def lists(terminal: Terminal) -> list[str]:
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        found = list(db.scalars(select(ReferenceList.code)))
    engine.dispose()
    return found


def matches(terminal: Terminal) -> tuple[int, tuple[Match, ...]]:
    """What the only statement meets: the figure that lists show, and the matches."""
    keys = reading.keys_in(terminal.instance / "keys" / "review")
    engine = terminal.engine
    with transaction(engine) as db:
        filing = db.scalars(select(Filing).join(Screening, Screening.filing_id == Filing.id)).one()
        content = reading.screening(db, keys.opener, by=WORKER, filing=filing, why=reading.Why.CHECKS)
        found = filing.flag_count, records.read(content or b"[]").matches
    engine.dispose()
    return found


@pytest.mark.usefixtures("vendors")
def test_a_list_is_shown_before_it_is_taken_over(terminal: Terminal) -> None:
    shown = terminal.types(f"{COMMAND} --dry-run").stdout
    assert shown.splitlines() == [
        "+ V1 Nordvik Marine AS",
        "+ V2 Ceibo S.A.",
        "2 added, 0 changed, 0 removed, 0 unchanged.",
        "Nothing was changed.",
    ]
    assert lists(terminal) == []
    assert terminal.types(COMMAND).stdout == shown.replace("Nothing was changed.\n", "")
    assert "0 added, 0 changed, 0 removed, 2 unchanged." in terminal.types(COMMAND).stdout
    told = terminal.types("lists status").stdout
    assert told.startswith("vendors: vendors (vendor), version 1 since ")
    assert "2 entries; statements have yet to meet it" in told


def test_a_faulty_line_is_named_by_its_number_and_leaves_no_empty_list(
    terminal: Terminal, vendors: Path
) -> None:
    vendors.write_text(VENDORS + "V3,,FR\nV4,Trois,FR,and,more\n")
    assert "Line 4: there is no name." in terminal.types(COMMAND, status=1).stderr
    assert lists(terminal) == []
    assert "There are no lists." in terminal.types("lists status").stdout
    dry = terminal.types(f"{COMMAND} --dry-run").stdout
    assert "Line 5: it has more cells than the header." in dry
    taken = terminal.types(f"{COMMAND} --skip-faulty").stdout
    assert "2 added" in taken
    assert "2 faulty lines were left out." in taken


def test_a_file_that_is_no_list_leaves_no_empty_list(terminal: Terminal, vendors: Path) -> None:
    vendors.write_text("a,b\n1,2\n")
    assert "No column holds names." in terminal.types(COMMAND, status=1).stderr
    assert lists(terminal) == []
    assert (
        "Say with --kind what it is."
        in terminal.types("lists import vendors.csv --list vendors", status=1).stderr
    )
    assert "Write --column FIELD=HEADER" in terminal.types(f"{COMMAND} --column name", status=1).stderr
    assert "2 added" not in terminal.types(f"{COMMAND} --column name=a").stdout


def test_a_refused_file_leaves_the_list_in_force_as_it_was(terminal: Terminal, vendors: Path) -> None:
    terminal.types(COMMAND)
    vendors.write_text(VENDORS + "V3,,FR\n")
    terminal.types(COMMAND, status=1)
    assert "version 1 since" in terminal.types("lists status").stdout


def test_statements_meet_a_list_and_are_told_when_it_is_withdrawn(season: Terminal) -> None:
    file(season, "amina@example.org", company("Nordvik Marine AS"))
    season.types("work --once")
    before, _none = matches(season)
    (season.here / "vendors.csv").write_text(VENDORS)
    season.types(COMMAND)
    season.types("lists rescreen")
    number, (found,) = matches(season)
    assert (number, found.is_open, found.entry) == (before + 1, True, "V1")
    assert season.types("lists rescreen").stdout == "All statements met the lists in force.\n"

    counted = season.types("lists withdraw vendors --dry-run").stdout
    assert counted == "2 entries of vendors are out of force.\nNothing was changed.\n"
    assert "2 entries of vendors" in season.types("lists withdraw vendors").stdout
    assert "withdrawn, since" in season.types("lists status").stdout
    season.types("lists rescreen")
    number, (found,) = matches(season)
    assert (number, found.is_open) == (before, False)
    assert "Nothing of the list vendors is in force." in season.is_told("lists withdraw vendors")
    assert "There is no list partners." in season.is_told("lists withdraw partners")
    engine = season.engine
    with transaction(engine, write=False) as db:
        told = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:withdrawn")).one()
        assert {"version": 2, "removed": 2}.items() <= told.facts.items()
    engine.dispose()
    assert "2 added" in season.types(COMMAND).stdout


def test_gleif_is_read_with_its_relationships_beside_it(terminal: Terminal) -> None:
    (terminal.here / "level1.csv").write_text(LEVEL_1)
    records = [
        f"{LEIS['child']},{LEIS['parent']},IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE",
        f"{LEIS['child']},{LEIS['parent']},IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE",
        f"{LEIS['child']},{LEIS['other']},IS_INTERNATIONAL_BRANCH_OF,ACTIVE",
        f"{LEIS['parent']},{LEIS['child']},IS_FUND-MANAGED_BY,ACTIVE",
        f"{LEIS['parent']},{LEIS['child']},IS_DIRECTLY_CONSOLIDATED_BY,INACTIVE",
    ]
    path = terminal.here / "level2.csv"
    path.write_text(HEADER + "\n".join(records) + "\n")
    command = "lists import level1.csv --list gleif --kind vendor --relationships level2.csv"
    terminal.types(command)
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        entries = [Entry.decode(content) for content in db.scalars(select(ListEntry.content))]
    engine.dispose()
    ties = {one.name: [(str(tie.relation), tie.name, tie.key) for tie in one.ties] for one in entries}
    assert ties == {
        "Nordvik Marine AS": [("parent", "Fjord Holding AS", LEIS["parent"])],
        "Fjord Holding AS": [],
    }
    path.write_text(HEADER + f"{LEIS['child']},nobody,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE\n")
    assert "Line 2: both ends of a relationship are LEIs." in terminal.types(command, status=1).stderr
    path.write_text("a,b\n1,2\n")
    assert "These are no relationships of GLEIF" in terminal.types(command, status=1).stderr
