"""What comes back to the sender's address: a report names its letter, and nothing else does."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.casework import chasing
from disclosure.errors import NotPermitted
from disclosure.mail import Returned, returned
from disclosure.models import LedgerEntry, Letter
from tests.cast import Cast

ID = UUID("0f0e0d0c-0b0a-4908-8706-050403020100")
REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: disclosure@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message was not delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; chen@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such
 mailbox

--b
Content-Type: {original}

Message-ID: <{id}@example.org>
Subject: Your 2020 statement is due

--b--
"""


def report(letter: object = ID, *, action: str = "failed", original: str = "text/rfc822-headers") -> bytes:
    return REPORT.format(id=letter, action=action, original=original).encode()


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_its_letter_and_what_the_server_said(original: str) -> None:
    assert returned(report(original=original)) == Returned(ID, "550 5.1.1 No such mailbox")


def test_a_delay_is_no_return() -> None:
    assert returned(report(action="delayed")) is None


def test_a_report_of_somebody_elses_message_is_none() -> None:
    assert returned(report("not-ours")) is None


@given(st.binary(max_size=400))
def test_whatever_else_arrives_is_passed_over(content: bytes) -> None:
    assert returned(content) is None


def test_a_letter_that_came_back_is_marked_once_and_written_down(db: Session, cast: Cast) -> None:
    letter = db.scalars(select(Letter).where(Letter.filing_id == cast.chen.filing.id)).first()
    assert letter is not None
    found = Returned(letter.id, "550 No such mailbox")
    by, organisation = cast.olu.actor, cast.organisation
    marked = [chasing.came_back(db, by=by, organisation=organisation, returned=found) for _time in range(2)]
    assert marked == [True, False]
    assert letter.refused == "It came back. The mail server said: 550 No such mailbox"
    line = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "letter:returned")).one()
    assert line.facts == {"letter_id": str(letter.id)}


def test_a_letter_of_another_organisation_is_not_marked(db: Session, cast: Cast) -> None:
    letter = db.scalars(select(Letter).where(Letter.filing_id == cast.chen.filing.id)).first()
    assert letter is not None
    found = Returned(letter.id, "550")
    assert not chasing.came_back(db, by=cast.sana.actor, organisation=cast.elsewhere, returned=found)
    with pytest.raises(NotPermitted):
        chasing.came_back(db, by=cast.hana.actor, organisation=cast.organisation, returned=found)
