"""One's own data: who opened it, all of it to take away, and the draw it was in."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import drawing, reading
from disclosure.domain import interests, sampling
from disclosure.domain.actors import Role
from disclosure.models import Grant, LedgerEntry
from tests.casework.office import Office, board_seat, company
from tests.cast import Cast
from tests.portal.attached import attach
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite
from tests.portal.journeys import file_nil
from tests.printing.reading import text_of

EVERYTHING = "/my-data/everything.zip"


def archive(browser: Browser) -> zipfile.ZipFile:
    answer = browser.client.get(EVERYTHING)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    found = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    assert found.testzip() is None
    return found


def rows(browser: Browser, address: str = "/my-data") -> list[list[str]]:
    tables = browser.open(address).main.all("tbody")
    return [[cell.text for cell in row.all("th", "td")] for table in tables for row in table.all("tr")]


@pytest.fixture
def read_by_rosa(db: Session, cast: Cast) -> Office:
    """Amina's statement was opened by Rosa for review, and by the checks."""
    office = Office(db, cast)
    filed = office.in_review(cast.amina, company(id="company"), board_seat(id="seat"))
    reading.statement(db, cast.keys.review.opener, by=cast.rosa.actor, filing=filed, why=reading.Why.REVIEW)
    office.screen(filed)
    return office


def test_everything_that_was_filed_is_in_the_archive(
    read_by_rosa: Office, cast: Cast, db: Session, tmp_path: Path, at_site: AtSite
) -> None:
    office = read_by_rosa
    office.answer(office.ask(cast.amina.filing, "Who runs this firm?"), cast.amina, "My brother does.")
    paper = b"%PDF-1.7\n" + bytes(range(256)) * 1_000
    attach(db, cast, cast.amina, tmp_path / "attachments", name="مستند.pdf", content=paper)
    db.commit()
    amina = at_site(cast.amina)
    amina.open("/home?language=en")
    taken = archive(amina)
    declared = interests.decode(taken.read("2020/statement-1.json"))
    assert {item.id for item in declared.items} == {"company", "seat"}
    assert set(declared.answers) >= {"holdings", "debts"}
    assert "Ñandú S.A." in text_of(taken.read("2020/statement-1.pdf"))
    assert cast.amina.filing.reference is not None
    assert cast.amina.filing.reference in text_of(taken.read("2020/receipt.pdf"))
    messages = json.loads(taken.read("2020/messages.json"))
    assert [(one["by"], one["text"]) for one in messages] == [
        ("the office", "Who runs this firm?"),
        ("you", "My brother does."),
    ]
    assert taken.read("2020/files/01-مستند.pdf") == paper
    lines = list(csv.DictReader(io.StringIO(taken.read("2020/items.csv").decode("utf-8-sig"))))
    assert {line["Item"] for line in lines} == {"company", "seat"}
    assert any("Ñandú S.A." in line["What you said"] for line in lines)
    clear = json.loads(taken.read("2020/filing.json"))
    assert (clear["token"], clear["version"]) == (cast.amina.filing.token, 1)
    assert "Rosa Delgado" in taken.read("openings.csv").decode()
    assert "statement-1.json" in taken.read("README.txt").decode()


def test_versions_and_a_draft_are_in_it_too(amina: Browser, db: Session, cast: Cast) -> None:
    file_nil(amina)
    amina.send(amina.open("/2020/statement"))
    names = archive(amina).namelist()
    assert "2020/statement-1.json" in names
    assert "2020/draft.json" in names
    assert "2020/statement-2.json" not in names


def test_who_never_filed_takes_what_there_is(at_site: AtSite, cast: Cast) -> None:
    names = archive(at_site(cast.boris)).namelist()
    assert names == ["README.txt", "openings.csv", "2020/filing.json"]
    assert archive(at_site(cast.rosa)).namelist() == ["README.txt", "openings.csv"]


def test_nothing_of_others_is_in_it(read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session) -> None:
    db.commit()
    taken = archive(at_site(cast.boris))
    assert all("Ñandú" not in taken.read(name).decode("utf-8", "replace") for name in taken.namelist())


def test_nobody_takes_anything_without_signing_in(amina: Browser) -> None:
    amina.client.delete_cookie("portal-session")
    assert amina.client.get(EVERYTHING).status_code == 303


def test_taking_stands_in_the_ledger_with_each_opening(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session
) -> None:
    db.commit()
    archive(at_site(cast.amina))
    mine = select(LedgerEntry).where(
        LedgerEntry.filing_id == cast.amina.filing.id, LedgerEntry.account_id == cast.amina.account.id
    )
    lines = db.scalars(mine.order_by(LedgerEntry.at)).all()
    taken = [line for line in lines if line.kind == "data:taken"]
    assert [line.facts for line in taken] == [{"versions": 1, "files": 0}]
    assert lines[-1].kind == "statement:opened"
    assert lines[-1].facts["why"] == "own-copy"


def test_an_opening_is_listed_at_once_with_a_way_to_ask_about_it(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session
) -> None:
    db.commit()
    amina = at_site(cast.amina)
    page = amina.open("/my-data?language=en")
    listed = rows(amina)
    assert ["Rosa Delgado", "Reviewer", "Your 2020 statement", "To review it"] in [row[1:5] for row in listed]
    line = select(LedgerEntry.id).where(
        LedgerEntry.kind == "statement:opened", LedgerEntry.account_id == cast.rosa.account.id
    )
    references = {one.hex for one in db.scalars(line)}
    (asked,) = [
        link.get("href") for link in page.main.all("a") if "this: Rosa Delgado" in link.get("aria-label")
    ]
    assert asked.partition("about=")[2].partition("#")[0] in references


def test_openings_are_listed_by_year_and_by_role(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session
) -> None:
    db.commit()
    amina = at_site(cast.amina)
    amina.open("/home?language=en")
    assert {row[1] for row in rows(amina)} == {"Rosa Delgado", "The automatic checks"}
    assert {row[1] for row in rows(amina, "/my-data?role=reviewer")} == {"Rosa Delgado"}
    assert {row[1] for row in rows(amina, "/my-data?role=checks&year=2020")} == {"The automatic checks"}
    assert len(rows(amina, "/my-data?year=1999&role=king")) == len(rows(amina))


def test_a_role_is_told_that_was_held_when_it_was_opened(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session
) -> None:
    """One that began later, had ended before, or was given and taken at one instant, had no part in it."""
    opened = db.scalars(
        select(LedgerEntry.at).where(
            LedgerEntry.kind == "statement:opened", LedgerEntry.account_id == cast.rosa.account.id
        )
    ).one()
    a_day = timedelta(days=1)
    spells = {
        Role.APPROVER: (opened, opened),
        Role.AUDITOR: (opened + a_day, None),
        Role.ADMINISTRATOR: (opened - 2 * a_day, opened - a_day),
        Role.ETHICS_OFFICER: (opened - a_day, opened + a_day),
    }
    for role, (since, until) in spells.items():
        db.add(
            Grant(
                account_id=cast.rosa.account.id,
                organisation_id=cast.organisation.id,
                role=role,
                granted_at=since,
                revoked_at=until,
            )
        )
    db.commit()
    amina = at_site(cast.amina)
    amina.open("/home?language=en")
    assert {row[2] for row in rows(amina) if row[1] == "Rosa Delgado"} == {"Ethics office, Reviewer"}


def test_ones_own_openings_never_hide_those_of_others(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.openings.MOST", 3)
    for _time in range(5):
        reading.statement(
            db,
            cast.keys.portal.opener,
            by=cast.amina.actor,
            filing=cast.amina.filing,
            why=reading.Why.OWN_COPY,
        )
    db.commit()
    assert rows(at_site(cast.amina)) != []


def test_the_draw_says_the_token_the_outcome_and_how_to_check(
    read_by_rosa: Office, at_site: AtSite, cast: Cast, db: Session
) -> None:
    draw = drawing.commit(db, by=cast.olu.actor, cycle=cast.cycle, source="drand round 4711")
    db.commit()
    amina, boris = at_site(cast.amina), at_site(cast.boris)
    page = amina.open("/my-data?language=en")
    assert "You can be drawn." in page.text
    assert cast.amina.filing.token in page.text.replace(" ", "")
    committed = amina.client.get(page.link("Public commitment of the draw"))
    assert sampling.parse_commitment(committed.get_data()).digest() == draw.commitment
    drawing.run(db, by=cast.olu.actor, cycle=cast.cycle, public_value="8f3c")
    db.commit()
    page = amina.open("/my-data")
    assert "You were drawn by chance." in page.text
    assert "You are not in it" in boris.open("/my-data?language=en").text
    address = page.link("Public record of the draw of 2020")
    amina.client.delete_cookie("portal-session")
    record = amina.client.get(address)
    assert sampling.verify_document(record.get_data(), published=draw.commitment) == []
    assert amina.client.get(f"/draws/{'0' * 64}.json").status_code == 404


def test_before_any_draw_the_page_is_silent_about_it(amina: Browser) -> None:
    assert "token" not in amina.open("/my-data").text
