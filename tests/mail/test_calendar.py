"""A letter that names a due date leads to its entry for the calendar."""

from uuid import uuid4

import pytest

from disclosure.models import Letter
from tests.mail.cast import PRESS


def body(kind: str, **params: object) -> str:
    told = {"year": 2025, "due_on": "2026-03-31"} | params
    letter = Letter(
        id=uuid4(), kind=kind, language="en", to_name="Ana", to_email="ana@example.org", params=told
    )
    return PRESS.render(letter, {"en": "United Nations"}).body


@pytest.mark.parametrize("kind", ["cycle-opens", "designation", "extension"])
def test_the_entry_stands_beside_the_page(kind: str) -> None:
    lines = body(kind).split("\n\n")
    assert "Put the due date into your calendar:\nhttps://file.example/2025/due.ics" in lines


def test_another_page_has_no_entry_beside_it() -> None:
    assert "calendar" not in body("cycle-opens", path="/2025/messages")
    assert "calendar" not in body("reminder")
