"""The office asks somebody for a statement on leaving office with one button."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from disclosure.models import Filing, FilingKind
from tests.cast import Cast
from tests.compliance.browsing import Browser
from tests.compliance.conftest import Visit

ASK = "Ask for a statement on leaving office"


@pytest.fixture
def leaving(db: Session, cast: Cast) -> str:
    """Where the page of Boris is, who leaves on 30 June 2020."""
    cast.boris.on_roster.left_on = date(2020, 6, 30)
    db.commit()
    return f"/cycle/2020/people/{cast.boris.filing.id}"


def test_the_button_stands_there_when_the_roster_says_the_day(leaving: str, olu: Browser, cast: Cast) -> None:
    assert ASK in olu.opens(leaving).text
    assert ASK not in olu.opens(f"/cycle/2020/people/{cast.amina.filing.id}").text


def test_pressing_it_leads_to_what_is_owed_now(leaving: str, olu: Browser, db: Session, cast: Cast) -> None:
    page = olu.presses(leaving, "/ask", answer="exit")
    assert "The statement is asked for." in page.text
    assert "Statement on leaving office" in page.text
    owed = select(Filing).where(Filing.person_id == cast.boris.on_roster.id, Filing.kind == FilingKind.EXIT)
    assert db.scalars(owed).one().due_on == date(2020, 7, 30)
    assert ASK not in olu.opens(leaving).text
    refused = olu.shows(olu.posts(f"{leaving}/ask", answer="exit"))
    assert "was asked for a statement on leaving office already" in refused.text


def test_nobody_but_the_programme_office_asks(leaving: str, visit: Visit, cast: Cast) -> None:
    for member in (cast.ida, cast.farid, cast.hana, cast.emil, cast.sana):
        assert visit(member).posts(f"{leaving}/ask", answer="exit").status_code == 404, member.account.name


def test_a_yearly_statement_is_not_asked_for_here(leaving: str, olu: Browser) -> None:
    assert olu.posts(f"{leaving}/ask", answer="annual").status_code == 400
