"""What the lists know of the flags of a case beside their number.

Clear are the counts of items and of flags. Of two rules the lists know their
own part in that count, not what was said: how often the filer answered "not
sure", though not to which question; and that there is nothing to declare after
a year with something, which the counts of items of both years tell as well.
"""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from disclosure.domain.checks import Flag
from disclosure.domain.checks.process import UNSURE
from disclosure.domain.checks.year_on_year import NIL
from disclosure.models import DocketLine, Filing

_LINES = cast("Table", DocketLine.__table__)
_TELL = update(_LINES).where(_LINES.c.filing_id == bindparam("of_filing"))


def tell_of(db: Session, filing: Filing, flags: Sequence[Flag]) -> None:
    """Let the lists know what the flags of the version in force are."""
    told = {
        "not_sure": sum(flag.code == UNSURE.code for flag in flags),
        "dropped_to_nil": any(flag.code == NIL.code for flag in flags),
    }
    db.connection().execute(_TELL, {"of_filing": filing.id} | told)


def tell_of_later_matches(db: Session, filing: Filing, number: int) -> None:
    """Let the lists know how many names of a closed case are in question since; 0 takes it off them."""
    told = update(DocketLine).where(DocketLine.filing_id == filing.id).values(later_matches=number)
    db.execute(told, execution_options={"synchronize_session": False})


def later_matches(db: Session, filing: Filing) -> int:
    """Return how many names of a closed case are in question since it was closed."""
    rows = select(DocketLine.later_matches).where(DocketLine.filing_id == filing.id)
    return db.scalar(rows) or 0
