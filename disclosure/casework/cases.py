"""What belongs to one case, read anew under a lock: acts on a case follow one another."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from disclosure.domain.messages import message
from disclosure.errors import WrongState
from disclosure.models import Advice, Case, Conflict, Filing, Question

_ANEW = {"populate_existing": True}
_FOREVER = ("person", "cycle", "designation")
"""What a filing is of does not change: reading it anew need not forget it."""
_HELD = (
    select(Filing)
    .outerjoin(Filing.case)
    .options(contains_eager(Filing.case))
    .where(Filing.id == bindparam("filing_id"))
    .with_for_update(of=Filing, key_share=True)
    .execution_options(**_ANEW)
)


def hold(db: Session, filing: Filing) -> None:
    """Lock the row of `filing` until the transaction ends, and read it anew.

    Whoever acts on the same case at the same moment waits, and then sees what was done. Rows that
    only refer to it are not kept waiting: reckoning writes some, and others wait for what it reckoned.
    """
    db.flush()  # reading anew forgets what was not written yet
    known = {name: vars(filing)[name] for name in _FOREVER if name in vars(filing)}
    db.scalars(_HELD, {"filing_id": filing.id}).one()
    for name, of in known.items():
        set_committed_value(filing, name, of)


def case_of(filing: Filing) -> Case:
    """Return the case of a filing. Raises WrongState while nothing was filed."""
    if filing.case is None:
        raise WrongState(message("Nothing has been filed here yet, so there is nothing to review."))
    return filing.case


def questions_of(db: Session, filing: Filing) -> list[Question]:
    """Return every question of a case, the oldest first."""
    rows = select(Question).where(Question.filing_id == filing.id).order_by(Question.asked_at)
    return list(db.scalars(rows.execution_options(**_ANEW)))


def conflicts_of(db: Session, filing: Filing) -> list[Conflict]:
    """Return every conflict of a case, the oldest first."""
    rows = select(Conflict).where(Conflict.filing_id == filing.id).order_by(Conflict.found_at)
    return list(db.scalars(rows.execution_options(**_ANEW)))


def advices_of(db: Session, filing: Filing) -> list[Advice]:
    """Return every piece of advice of a case, the oldest first."""
    rows = select(Advice).where(Advice.filing_id == filing.id).order_by(Advice.proposed_at)
    return list(db.scalars(rows.execution_options(**_ANEW)))
