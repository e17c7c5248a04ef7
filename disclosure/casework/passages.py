"""What an opened case is handed on as."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists
from sqlalchemy.orm import aliased

from disclosure.domain import interests
from disclosure.domain.correspondence import Written
from disclosure.models import Advice, Filing, SealedText, Writing


class Passage(NamedTuple):
    """One opened text of a case, with the row it came from."""

    row: SealedText
    written: Written


class Former(NamedTuple):
    """What was filed in an earlier cycle, and what was written about it."""

    filing: Filing
    statement: interests.Statement
    passages: list[Passage]


def is_sent() -> ColumnElement[bool]:
    """Say that a text of advice is the last one written about it, and that the filer was sent it."""
    later = aliased(SealedText)
    return and_(
        exists().where(Advice.id == SealedText.subject_id, Advice.sent_at.is_not(None)),
        ~exists().where(
            later.subject_id == SealedText.subject_id,
            later.kind == Writing.ADVICE,
            later.at > SealedText.at,
        ),
    )
