"""A large file comes in pieces: after a cut line it goes on where it stopped, and is kept once."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import forgetting, verifying
from disclosure.casework.uploading import AT_ONCE, PIECE
from disclosure.db import transaction
from disclosure.domain.lifecycle import DocumentState
from disclosure.models import (
    Account,
    Attachment,
    DataKey,
    DocumentRequest,
    LedgerEntry,
    Upload,
    UploadPiece,
)
from portal import files
from tests.casework.office import Office, board_seat
from tests.cast import Cast
from tests.papers.making import pdf
from tests.portal.browser import Browser
from tests.portal.conftest import AtSite

PAPER = b"A line of a long letter from the bank in Nyeri.\n" * 15_000
"""Plain text of three pieces, the last one shorter."""


@pytest.fixture
def address(db: Session, cast: Cast) -> str:
    """Where Amina sends the pieces of a document for her one item."""
    filed = Office(db, cast).in_review(cast.amina, board_seat(id="seat"))
    filed.sampled = True
    [request] = verifying.request(db, cast.keys.review.opener, filing=filed)
    db.commit()
    return f"/2020/uploads/{request.id}"


@dataclass
class Script:
    """What the page's script does with a chosen file."""

    browser: Browser
    address: str
    name: str = "letter.txt"
    content: bytes = PAPER

    def __post_init__(self) -> None:
        [token, *_more] = self.browser.open("/account").whole.all("input", name="csrf_token")
        self.headers = {"X-CSRFToken": token.get("value")}

    def begin(self) -> dict[str, Any]:
        mark = hashlib.sha256(self.name.encode() + self.content[:PIECE]).hexdigest()
        return self.ask(self.address, {"mark": mark, "size": len(self.content)})

    def piece(self, here: str, start: int, *, expect: int = 200) -> dict[str, Any]:
        content = self.content[start : start + PIECE]
        return self.ask(f"{here}?start={start}", content, expect=expect)

    def ask(self, address: str, data: object, *, expect: int = 200) -> dict[str, Any]:
        answer = self.browser.client.post(address, data=data, headers=self.headers)
        assert answer.status_code == expect, f"{answer.status_code} at {address}"
        return answer.get_json() or {}

    def whole(self) -> str:
        """Send what is missing and have it kept; return what the page then says."""
        told = begun = self.begin()
        while told["arrived"] < len(self.content):
            told = self.piece(begun["here"], told["arrived"])
        return str(self.ask(begun["whole"], {"name": self.name})["said"])


@pytest.fixture
def script(amina: Browser, address: str) -> Script:
    return Script(amina, address)


def count(db: Session, model: type[object]) -> int:
    found = db.scalar(select(func.count()).select_from(model))
    db.rollback()
    return found or 0


def page_of(script: Script) -> str:
    return script.address.replace("uploads", "verify")


def test_a_file_in_pieces_becomes_a_kept_file_and_is_sent_with_the_page(
    script: Script, amina: Browser, db: Session
) -> None:
    assert "is kept, not sent yet" in script.whole()
    page = amina.open(page_of(script))
    assert amina.client.get(page.link("letter.txt")).get_data() == PAPER
    amina.send(page, {"sent": "document", "text": "The letter"})
    assert db.scalars(select(DocumentRequest.state)).one() is DocumentState.SUBMITTED
    db.rollback()
    assert count(db, UploadPiece) == 0


def test_after_a_cut_line_and_a_new_page_it_goes_on_from_the_last_piece(script: Script, db: Session) -> None:
    begun = script.begin()
    script.piece(begun["here"], 0)
    assert script.browser.client.get(begun["here"]).get_json()["arrived"] == PIECE
    assert script.begin()["arrived"] == PIECE
    assert "is kept" in script.whole()
    assert count(db, Attachment) == 1


def test_a_piece_that_comes_twice_is_taken_once(script: Script, db: Session) -> None:
    begun = script.begin()
    script.piece(begun["here"], 0)
    assert script.piece(begun["here"], 0, expect=409)["arrived"] == PIECE
    assert script.piece(begun["here"], 2 * PIECE, expect=409)["arrived"] == PIECE
    assert count(db, UploadPiece) == 1


def test_another_file_of_the_same_name_begins_anew(script: Script) -> None:
    script.piece(script.begin()["here"], 0)
    script.content = b"x" + PAPER
    assert script.begin()["arrived"] == 0


def test_keeping_twice_keeps_one_file(script: Script, db: Session) -> None:
    script.whole()
    begun = script.begin()
    assert begun["arrived"] == len(PAPER)
    assert "is kept" in script.ask(begun["whole"], {"name": "letter.txt"})["said"]
    assert count(db, Attachment) == 1


def test_a_file_that_was_taken_out_may_be_sent_again(script: Script, amina: Browser, db: Session) -> None:
    script.whole()
    kept = db.scalars(select(Attachment.id)).one()
    db.rollback()
    amina.send(amina.open(page_of(script)), button=f"take_out={kept}")
    assert script.begin()["arrived"] == 0
    script.whole()
    assert count(db, Attachment) == 1


def test_what_arrived_is_nowhere_in_the_clear(script: Script, db: Session, tmp_path: Path) -> None:
    begun = script.begin()
    script.piece(begun["here"], 0)
    piece, upload = db.scalars(select(UploadPiece)).one(), db.scalars(select(Upload)).one()
    assert b"Nyeri" not in piece.sealed
    assert [key.recipient for key in db.scalars(select(DataKey).where(DataKey.object_id == piece.id))] == [
        "portal"
    ]
    assert upload.mark not in hashlib.sha256(b"letter.txt" + PAPER[:PIECE]).hexdigest()
    db.rollback()
    found = [path for path in tmp_path.rglob("*") if path.is_file() and b"Nyeri" in path.read_bytes()]
    assert found == []


def test_a_bad_file_is_refused_as_in_the_form_and_nothing_of_it_stays(script: Script, db: Session) -> None:
    script.content = b"PK\x03\x04" + pdf() + bytes(2 * PIECE)
    assert script.whole().startswith("“letter.txt” was not kept.")
    for model in (Attachment, UploadPiece, Upload):
        assert count(db, model) == 0


def test_a_file_that_is_not_whole_is_not_kept(script: Script, db: Session) -> None:
    begun = script.begin()
    script.piece(begun["here"], 0)
    script.ask(begun["whole"], {"name": "letter.txt"}, expect=400)
    assert count(db, Attachment) == 0
    assert count(db, UploadPiece) == 1


def test_nothing_is_taken_beyond_what_was_announced(script: Script, amina: Browser) -> None:
    begun = script.begin()
    script.ask(f"{begun['here']}?start=0", bytes(PIECE + 1), expect=413)
    script.ask(f"{begun['here']}?start=0", b"", expect=400)
    for size in (0, files_limit(amina) + 1):
        script.ask(script.address, {"mark": "0" * 64, "size": size}, expect=413)
    script.ask(script.address, {"mark": "no hash", "size": 1}, expect=400)


def files_limit(browser: Browser) -> int:
    with browser.app.app_context():
        return files.limits().size


def test_of_many_files_the_oldest_is_let_go_of(script: Script, db: Session) -> None:
    for number in range(AT_ONCE + 2):
        script.name = f"{number}.txt"
        script.piece(script.begin()["here"], 0)
    assert count(db, Upload) == AT_ONCE
    assert count(db, UploadPiece) == AT_ONCE


def test_nobody_else_finds_an_upload(script: Script, at_site: AtSite, cast: Cast, db: Session) -> None:
    begun = script.begin()
    boris = Script(at_site(cast.boris), script.address)
    boris.ask(script.address, {"mark": "0" * 64, "size": 1}, expect=404)
    boris.piece(begun["here"], 0, expect=404)
    boris.ask(begun["whole"], {"name": "letter.txt"}, expect=404)
    assert boris.browser.client.get(begun["here"]).status_code == 404
    assert count(db, UploadPiece) == 0


def test_a_piece_from_another_site_is_refused(script: Script, db: Session) -> None:
    here = script.begin()["here"]
    script.headers = {}
    script.piece(here, 0, expect=400)
    assert count(db, UploadPiece) == 0


def test_what_was_accepted_takes_no_pieces(script: Script, db: Session) -> None:
    begun = script.begin()
    somebody = select(Account.id).limit(1).scalar_subquery()
    judged = {"decided_at": DocumentRequest.requested_at, "decided_by_id": somebody}
    db.execute(update(DocumentRequest).values(state=DocumentState.ACCEPTED, **judged))
    db.commit()
    script.piece(begun["here"], 0, expect=404)
    script.ask(script.address, {"mark": "0" * 64, "size": 1}, expect=404)


def test_after_a_day_the_worker_lets_go_of_what_is_half_sent(script: Script, db: Session) -> None:
    script.piece(script.begin()["here"], 0)
    assert sweep(script.browser, hours=23) == 0
    assert count(db, Upload) == 1
    assert sweep(script.browser, hours=25) == 1
    assert (count(db, Upload), count(db, UploadPiece)) == (0, 0)
    lines = select(LedgerEntry.kind).where(LedgerEntry.kind.like("upload:%")).order_by(LedgerEntry.at)
    assert db.scalars(lines).all() == ["upload:begun", "upload:forgotten"]


def sweep(browser: Browser, *, hours: int) -> int:
    engine = browser.app.extensions["engine"]
    with clock.travel(clock.now() + timedelta(hours=hours)), transaction(engine) as db:
        return forgetting.forget_uploads(db)


def test_a_page_says_where_pieces_go_and_works_without_them(
    script: Script, amina: Browser, db: Session
) -> None:
    page = amina.open(page_of(script))
    boxes = [box for box in page.form.all("input", type="file") if box.get("data-pieces")]
    assert [box.get("name") for box in boxes] == ["papers", "photo"]
    assert {box.get("data-pieces") for box in boxes} == {script.address}
    assert boxes[1].get("capture") == "environment"
    amina.send(page, {"sent": "document", "text": "x", "papers": (BytesIO(PAPER), "letter.txt")})
    assert count(db, Attachment) == 1
