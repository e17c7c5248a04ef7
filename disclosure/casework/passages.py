"""What an opened case is handed on as."""

from typing import NamedTuple

from disclosure.domain import interests
from disclosure.domain.correspondence import Written
from disclosure.models import Filing, SealedText


class Passage(NamedTuple):
    """One opened text of a case, with the row it came from."""

    row: SealedText
    written: Written


class Former(NamedTuple):
    """What was filed in an earlier cycle, and what was written about it."""

    filing: Filing
    statement: interests.Statement
    passages: list[Passage]
