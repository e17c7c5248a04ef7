"""Offering public disclosure to whoever has a grade that the programme names."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.orm import Session

from disclosure.casework import programmes
from disclosure.domain.lifecycle import SummaryState
from disclosure.domain.publishing import is_eligible
from disclosure.models import Cycle, Filing, FilingKind, Person, PublicSummary


def offer(db: Session, cycle: Cycle, people: Sequence[Person], filings: Sequence[Filing]) -> None:
    """Let those of `people` who may publish a summary of the filing beside them choose; nothing is chosen.

    Who may is settled here, with the grade of this day, so that the register of a year stays as it was.
    """
    grades = programmes.of(cycle).public_disclosure.grades
    offered = [
        {"id": uuid4(), "row_version": 1, "filing_id": filing.id, "state": SummaryState.UNDECIDED}
        for person, filing in zip(people, filings, strict=True)
        if filing.kind is FilingKind.ANNUAL and is_eligible(person.grade, grades)
    ]
    if offered:
        db.execute(insert(PublicSummary), offered)
