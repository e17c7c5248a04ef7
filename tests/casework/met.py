"""Statements that meet lists, in tests: filed, screened, and what the reviewer and the lists then show."""

from sqlalchemy import Engine, select

from disclosure.casework import flags as records
from disclosure.casework import reading, screening
from disclosure.casework.listing.shelf import Shelf
from disclosure.db import transaction
from disclosure.jobs.review import review_jobs
from disclosure.models import Case, Filing, Screening, Statement, Work
from disclosure.screening.matches import Match
from tests.casework.office import Office, company
from tests.cast import Cast


def filed(office: Office, *names: str) -> Filing:
    """Amina's statement, in review, with a part in each of some companies; everybody sees it."""
    filing = office.in_review(
        office.cast.amina, *(company(name, id=f"i{number}") for number, name in enumerate(names))
    )
    office.db.commit()
    return filing


def screen(office: Office, shelf: Shelf, filing: Filing) -> Screening:
    keys = office.cast.keys.review
    row = office.db.scalars(
        select(Statement).where(Statement.filing_id == filing.id, Statement.version == filing.version)
    ).one()
    made = screening.screen(office.db, keys.sealer, keys.opener, statement_id=row.id, shelf=shelf)
    office.db.commit()
    return made


def matches(engine: Engine, cast: Cast, filing: Filing) -> tuple[Match, ...]:
    """What Rosa, who reviews the case, is shown."""
    with transaction(engine) as db:
        row = db.get_one(Filing, filing.id)
        content = reading.screening(db, cast.keys.review.opener, by=cast.rosa.actor, filing=row)
    return records.read(content or b"[]").matches


def shown(engine: Engine, filing: Filing) -> tuple[int, int]:
    """The figures that lists show: flags and priority."""
    with transaction(engine, write=False) as db:
        case = db.scalars(select(Case).where(Case.filing_id == filing.id)).one()
        return db.get_one(Filing, filing.id).flag_count, case.priority


def rescreen(engine: Engine, cast: Cast, shelf: Shelf) -> None:
    """Do what is owed, as the worker of the review queue does."""
    keys = reading.Keys(cast.keys.review.sealer, cast.keys.review.opener)
    job = review_jobs(keys, shelf)["list:rescreen"]
    with transaction(engine, write=False) as db:
        subjects = list(db.scalars(select(Work.subject_id).where(Work.kind == "list:rescreen")))
    for subject in subjects:
        job(engine, subject)
