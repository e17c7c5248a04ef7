"""A filer who wants to talk about advice is answered by the reviewer of the case."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from disclosure import clock
from disclosure.casework import attaching
from disclosure.domain.lifecycle import AdviceState, FilingState
from disclosure.models import Advice
from disclosure.papers.checking import Paper
from disclosure.papers.kinds import Kind
from tests.casework.office import Office, board_seat, state
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser

Visit = Callable[[Member], Browser]


@pytest.fixture
def asked(office: Office, cast: Cast) -> Advice:
    """Amina wants to talk about the advice."""
    [advice] = office.advise(office.in_review(cast.amina, board_seat()))
    office.ask_to_talk(advice, cast.amina, "Which board do you mean?")
    return advice


def test_rosa_finds_it_in_her_queue_and_answers(asked: Advice, rosa: Browser) -> None:
    assert "The filer wants to talk" in rosa.opens("/").text
    address = f"/{asked.filing_id}/advice/{asked.id}/talk"
    assert rosa.opens(f"/{asked.filing_id}/decide").all("a", href=address)
    assert "Which board do you mean?" in rosa.opens(address).text
    assert "Write your answer" in rosa.sends(address, text=" ").text
    page = rosa.sends(address, text="The one in Nyeri.")
    assert "Your answer is sent to the filer." in page.text
    assert (state(asked), asked.filing.state) == (AdviceState.SENT, FilingState.ADVICE_SENT)
    assert "There is nothing to answer now" in rosa.opens(address).text


def test_nobody_else_answers(asked: Advice, cast: Cast, visit: Visit) -> None:
    for member in (cast.ravi, cast.ana, cast.emil, cast.amina, cast.sana):
        assert visit(member).is_refused(f"/{asked.filing_id}/advice/{asked.id}/talk")


def test_files_stand_with_the_text_they_came_with(
    asked: Advice, app: Flask, office: Office, cast: Cast, rosa: Browser
) -> None:
    keys, storage = cast.keys.portal.sealer, app.extensions["storage"]
    with clock.travel(clock.now() + timedelta(hours=1)):
        office.answer_talk(asked)
    with clock.travel(clock.now() + timedelta(hours=2)):
        kept = attaching.keep(
            office.db,
            keys,
            storage,
            by=cast.amina.actor,
            filing=asked.filing,
            subject_id=asked.id,
            name="letter.txt",
            paper=Paper(Kind.TEXT, BytesIO(b"I left it.")),
        )
        office.disagree(asked, cast.amina)
    with clock.travel(clock.now() + timedelta(hours=3)):
        page = rosa.again().opens(f"/{asked.filing_id}")
    assert len(page.all("a", href=f"/{asked.filing_id}/files/{kept.id}")) == 1
