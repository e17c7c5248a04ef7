"""A whole small season by commands alone, told as an office would live it."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from disclosure import clock
from disclosure.casework import accounts, chasing
from disclosure.db import transaction
from disclosure.models import Account, Cycle, Draw, Filing, LedgerEntry, Letter, Referral, Screening
from tests.casework.office import board_seat, company
from tests.cli.conftest import JANUARY, MARCH
from tests.cli.terminal import Terminal, file

DUE = datetime(2020, 3, 31, 12, tzinfo=UTC)
APRIL = datetime(2020, 4, 20, 9, tzinfo=UTC)
MAY = datetime(2020, 5, 18, 9, tzinfo=UTC)
JULY = datetime(2020, 7, 6, 9, tzinfo=UTC)


def test_a_roster_is_shown_before_it_is_taken(terminal: Terminal) -> None:
    joined = (terminal.here / "people.csv").read_text().replace("P-3,Focal point", "P-4,Focal point")
    joined += "100011,Nadia Extra,nadia@example.org,DOS,P-3,Officer,,,New York,en,,,,\n"
    (terminal.here / "later.csv").write_text(joined)
    shown = terminal.types("roster import later.csv --dry-run").stdout
    assert "+ 100011 Nadia Extra (DOS)" in shown
    assert "~ 100006 Farid Rahimi: grade: P-3 → P-4" in shown
    assert "1 added, 1 changed, 0 left, 9 unchanged." in shown
    assert "Nothing was changed." in shown
    again = terminal.types("roster import later.csv").stdout
    assert again == shown.replace("Nothing was changed.\n", "")
    assert "0 added, 0 changed, 0 left, 11 unchanged." in terminal.types("roster import later.csv").stdout


def test_rates_are_taken_over_from_a_file_with_their_source(terminal: Terminal) -> None:
    (terminal.here / "rates.csv").write_text("currency,per_dollar\nEUR,0.8\nKES,100\n")
    command = "rates import rates.csv --on 2019-12-31 --source Treasury"
    assert terminal.types(command).stdout == "Rates of 2 currencies of 2019-12-31: Treasury.\n"
    assert "are here already" in terminal.types(command, status=1).stderr


def test_records_are_counted_before_they_are_sealed_and_taken_once(season: Terminal) -> None:
    held = "reference,index_number,category,what,on\nOA-1,100002,gift,A watch,2019-03-01\n"
    (season.here / "records.csv").write_text(held)
    command = "records import records.csv --cycle 2020"
    counted = season.types(f"{command} --dry-run").stdout
    assert counted == "New records: 1. Known by their reference: 0.\nNothing was changed.\n"
    assert season.types(command).stdout == "New records: 1. Known by their reference: 0.\n"
    assert season.types(command).stdout == "New records: 0. Known by their reference: 1.\n"
    (season.here / "faulty.csv").write_text(held.replace("100002", "999"))
    assert "Line 2: nobody on the roster" in season.is_told("records import faulty.csv --cycle 2020")


def test_a_faulty_roster_is_refused_line_by_line_and_taken_not_at_all(terminal: Terminal) -> None:
    faulty = (terminal.here / "people.csv").read_text()
    faulty += "100011,Nadia Extra,no address,DOS,,,,,New York,en,,,,\n"
    faulty += "100012,Nils Extra,nils@example.org,NOWHERE,,,,,New York,en,,,,\n"
    (terminal.here / "faulty.csv").write_text(faulty)
    refused = terminal.types("roster import faulty.csv", status=1)
    assert len(refused.stderr.splitlines()) == 2
    assert "10 unchanged" in terminal.types("roster import people.csv --complete").stdout


def test_the_season_from_its_opening_to_its_close(terminal: Terminal) -> None:
    opened = terminal.types("cycle open --cycle 2020", at=MARCH).stdout
    assert re.search(r"The cycle of 2020 is open; 9 people are designated to file by 2020-03-31\.", opened)
    assert "These five phrases are shown once" in opened
    _petra_becomes_an_officer(terminal)

    assert "0 reminders are due today" in terminal.types("remind --cycle 2020 --dry-run", at=MARCH).stdout
    due = terminal.types("remind --cycle 2020 --dry-run", at=DUE).stdout
    assert not due.startswith("0 ")
    assert terminal.types("remind --cycle 2020", at=DUE).stdout == due.replace(
        " are due today", " were written"
    )
    assert terminal.types("remind --cycle 2020", at=DUE).stdout.startswith("0 reminders were written")

    _the_ladder_is_paused(terminal)
    with clock.travel(datetime(2020, 3, 20, tzinfo=UTC)):
        file(terminal, "amina@example.org", board_seat(), company())
        file(terminal, "boris@example.org", company())
        for name in ("hana", "olu", "petra"):
            file(terminal, f"{name}@example.org")

    extended = terminal.types("cycle extend --cycle 2020 --until 2020-04-15 --reason Fires", at=DUE).stdout
    assert extended == "4 people now have until 2020-04-15.\n"
    _the_worker_sends_and_checks(terminal)
    _the_draw(terminal)
    _the_referrals(terminal)
    _the_figures(terminal)

    assert terminal.types("cycle close --cycle 2020", at=JULY).stdout == "The cycle of 2020 is closed.\n"
    assert (
        terminal.is_told("cycle close --cycle 2020", at=JULY) == "You cannot close this cycle: it is closed."
    )


def _petra_becomes_an_officer(terminal: Terminal) -> None:
    assert (
        "petra@example.org is programme officer."
        in terminal.types("account grant petra@example.org programme-officer", at=MARCH).stdout
    )
    assert "petra@example.org" in terminal.types("account list", at=MARCH).stdout
    terminal.types("account grant hana@example.org entity-head --entity DOS", at=MARCH)


def _the_ladder_is_paused(terminal: Terminal) -> None:
    engine = terminal.engine
    with clock.travel(DUE), transaction(engine) as db:
        olu = db.scalars(select(Account).where(Account.email == "olu@example.org")).one()
        cycle = db.scalars(select(Cycle).where(Cycle.year == 2020)).one()
        by = accounts.actor_of(db, olu)
        chasing.pause(db, by=by, cycle=cycle, reason="Storms.")
    told = terminal.types("remind --cycle 2020", at=DUE)
    assert told.stderr == "The ladder is paused since 2020-03-31: Storms.\n"
    assert told.stdout == "0 reminders were written.\n"
    with transaction(engine) as db:
        chasing.resume(db, by=by, cycle=db.get_one(Cycle, cycle.id))
    engine.dispose()


def _the_worker_sends_and_checks(terminal: Terminal) -> None:
    worked = terminal.types("work --once", at=APRIL).stdout
    assert re.fullmatch(r"\d+ pieces of work done\.\n", worked)
    assert terminal.types("work --once", at=APRIL).stdout == "0 pieces of work done.\n"
    screened = terminal.types("screen --cycle 2020", at=APRIL)
    assert "compared with each other" in screened.stdout
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        assert all(letter.sent_at for letter in db.scalars(select(Letter)))
        assert len(list(db.scalars(select(Screening)))) == 5
        flags = {filing.person.name: filing.flag_count for filing in db.scalars(select(Filing))}
    engine.dispose()
    assert flags["Amina Odhiambo"] > 0, "two who own the same firm raise a flag on both"
    assert flags["Борис Соколов"] > 0
    assert len(list((terminal.instance / "mail").glob("*.eml"))) > 0


def _the_draw(terminal: Terminal) -> None:
    commit = 'draw commit --cycle 2020 --source "drand round 4711" --output commitment.json'
    said = terminal.types(commit, at=APRIL)
    digest = said.stderr.rpartition(" ")[2].strip()
    before = (terminal.here / "commitment.json").read_bytes()
    assert "is committed to already" in terminal.is_told(commit, at=APRIL)
    assert (terminal.here / "commitment.json").read_bytes() == before
    terminal.types("draw run --cycle 2020 --public-value 8f3c --output record.json", at=APRIL)
    verified = terminal.types(f"draw verify record.json --published {digest}").stdout
    assert verified == "The draw is as it should be: 1 drawn at random, 0 carried over.\n"
    assert terminal.types(f"draw verify record.json --published {'0' * 64}", status=1).stderr
    _a_tampered_record_is_noticed(terminal)
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        assert db.scalars(select(Draw)).one().commitment == digest
        assert len([one for one in db.scalars(select(Filing)) if one.sampled]) == 1
    engine.dispose()


def _a_tampered_record_is_noticed(terminal: Terminal) -> None:
    record = json.loads((terminal.here / "record.json").read_text())
    tokens = record["commitment"]["strata"][0]["tokens"]
    drawn = {one["token"] for one in record["drawn"]}
    other = next(token for token in tokens if token not in drawn)
    record["drawn"][0]["token"] = other
    (terminal.here / "tampered.json").write_text(json.dumps(record))
    told = terminal.types("draw verify tampered.json", status=1)
    assert told.stdout == ""
    assert told.stderr.strip()
    (terminal.here / "nonsense.json").write_text("{}")
    assert terminal.types("draw verify nonsense.json", status=1).stderr.strip()


def _the_referrals(terminal: Terminal) -> None:
    prepared = terminal.types("referrals prepare --cycle 2020", at=MAY).stdout
    assert prepared == "DOS: 1 people\nEO: 1 people\nOIOS: 1 people\nOSRSG-HTI: 1 people\n"
    own = terminal.types("referrals send --cycle 2020", status=1, at=MAY)
    assert own.stdout == ""
    assert own.stderr.count("You prepared this referral. Another person must send it.") == 4
    sent = terminal.types("--as petra@example.org referrals send --cycle 2020", status=1, at=MAY)
    assert sent.stdout == "DOS: sent\n"
    assert [line.partition(":")[0] for line in sent.stderr.splitlines()] == ["EO", "OIOS", "OSRSG-HTI"]
    engine = terminal.engine
    with transaction(engine, write=False) as db:
        states = {one.entity.code: one.state.value for one in db.scalars(select(Referral))}
    engine.dispose()
    assert states == {"DOS": "sent", "EO": "prepared", "OIOS": "prepared", "OSRSG-HTI": "prepared"}
    assert terminal.types("referrals prepare --cycle 2020", at=MAY).stdout == ""


def _the_figures(terminal: Terminal) -> None:
    written = terminal.types("report compliance --cycle 2020 --format csv", at=JULY).stdout
    rows = list(csv.reader(io.StringIO(written)))
    assert len({len(row) for row in rows}) == 1
    total = dict(zip(rows[0], rows[-1], strict=True))
    assert "9" in total.values()
    text = terminal.types("report compliance --cycle 2020", at=JULY).stdout
    assert len(text.splitlines()) == len(rows)
    figures = json.loads(terminal.types("report statistics --cycle 2020 --format json", at=JULY).stdout)
    assert (figures["filers"], figures["filed"], figures["non_filers"]) == (9, 5, 4)
    assert "filers" in terminal.types("report statistics --cycle 2020", at=JULY).stdout


def test_what_was_done_at_the_terminal_is_in_the_ledger_under_a_name(season: Terminal) -> None:
    engine = season.engine
    with transaction(engine, write=False) as db:
        olu = db.scalars(select(Account).where(Account.email == "olu@example.org")).one()
        opened = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "cycle:opened")).one()
        assert opened.account_id == olu.id
        assert opened.at.date() == MARCH.date()
    engine.dispose()


def test_instances_lie_beside_each_other(terminal: Terminal, tmp_path: Path) -> None:
    other = Terminal.__new__(Terminal)
    other.folder, other.here = tmp_path, terminal.here
    other.environ = {"DISCLOSURE_INSTANCE": str(tmp_path / "another")}
    other.types("init", at=JANUARY)
    assert "no such organisation" in other.is_told("cycle open --cycle 2020", at=MARCH)
    assert (other.instance / "secrets" / "portal").read_text() != (
        terminal.instance / "secrets" / "portal"
    ).read_text()
