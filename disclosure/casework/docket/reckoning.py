"""Bringing the docket up to the clock: when each turn will be late, what is late now, what is taken up again.

A turn is reckoned once, when it began; after that only what passes its instant
is touched. Done by the review worker each minute and before the next case is
handed out; doing it twice gives the same. No sealed content is read.

On PostgreSQL several processes come to it at once. One reckons, and waits for nobody: a line that somebody
is changing is left to the next time, so that no two wait for each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Row,
    Select,
    Table,
    Update,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import lateness
from disclosure.casework.docket.searching import missing_words
from disclosure.casework.docket.turns import programmes_of, turns_of
from disclosure.casework.docket.views import LAST_LATE
from disclosure.casework.lateness import Standing
from disclosure.domain.deadlines import due_instant
from disclosure.domain.lifecycle import UNDER_REVIEW
from disclosure.domain.programme import Programme
from disclosure.models import Case, DocketLine, DocketWord, Filing, Person

AT_ONCE = 500
_RECKONING = 4_201_903_120
"""The number of the advisory lock that reckoning takes."""
IN_TIME, ASIDE = 11, 22
"""How much more than among what is late the rank is among what is in time, and among what is put aside."""
_LINES = cast("Table", DocketLine.__table__)
_RECKONED: Update = (
    update(_LINES)
    .where(_LINES.c.filing_id == bindparam("of"))
    .values(
        late_at=bindparam("ends_at"),
        put_aside_until=bindparam("aside"),
        senior=bindparam("is_senior"),
        rank=bindparam("place"),
        reckoned=True,
    )
)


def reckon(db: Session, *, limit: int = AT_ONCE) -> int:
    """Reckon the turns that began since, let late be late, and return how many turns were reckoned."""
    at = clock.now()
    if not _alone(db):
        return 0
    _take_up(db, at)
    rows = db.execute(_unreckoned().limit(limit)).all()
    if rows:
        _reckon(db, rows, at=at)
    _let_be_late(db, at)
    return len(rows)


def reckon_all(db: Session) -> int:
    """Reckon everything that is not, however much it is; return how many turns that were."""
    done = 0
    while found := reckon(db):
        done += found
    return done


def _unreckoned() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DocketLine.filing_id,
            DocketLine.organisation_id,
            DocketLine.cycle_id,
            Filing.reference,
            Person.name,
            Person.grade,
            Case.priority,
        )
        .join(Filing, Filing.id == DocketLine.filing_id)
        .join(Person, Person.id == DocketLine.person_id)
        .join(Case, Case.filing_id == DocketLine.filing_id)
        .where(~DocketLine.reckoned)
        .with_for_update(of=DocketLine, skip_locked=True)
    )


def _alone(db: Session) -> bool:
    """Tell whether nobody else reckons now; if so, nobody does until this transaction ends."""
    if db.get_bind().dialect.name != "postgresql":
        return True  # one writer
    return bool(db.scalar(select(func.pg_try_advisory_xact_lock(_RECKONING))))


def _free(*conditions: ColumnExpressionArgument[bool]) -> ColumnElement[bool]:
    """Return that a line is one of which these hold and which nobody is changing."""
    lines = select(DocketLine.filing_id).where(*conditions).with_for_update(skip_locked=True)
    return DocketLine.filing_id.in_(lines)


def _reckon(db: Session, rows: Sequence[Row[Any]], *, at: datetime) -> None:
    programmes = programmes_of(db, {row.cycle_id for row in rows})
    connection = db.connection()
    connection.execute(_RECKONED, list(_found(db, rows, programmes, at=at)))
    named = [(row.organisation_id, row.filing_id, row.name, row.reference) for row in rows]
    if words := list(missing_words(db, named)):
        connection.execute(insert(DocketWord), words)


def _found(
    db: Session, rows: Sequence[Row[Any]], programmes: Mapping[UUID, Programme], *, at: datetime
) -> Iterator[dict[str, object]]:
    turns = turns_of(db, [row.filing_id for row in rows], programmes)
    for row in rows:
        programme, turn = programmes[row.cycle_id], turns[row.filing_id]
        runs = lateness.clock_of(turn, programme) if turn.state in UNDER_REVIEW else None
        stands = lateness.standing(turn, runs, at=at)
        paused = lateness.paused_at(turn, at)
        behind = {Standing.LATE: 0, Standing.PUT_ASIDE: ASIDE}.get(stands, IN_TIME)
        yield {
            "of": row.filing_id,
            "ends_at": runs.ends_at if runs else None,
            "aside": due_instant(paused.until, turn.filer_at.zone) if paused else None,
            "is_senior": row.grade in programme.public_disclosure.grades,
            "place": behind + LAST_LATE - row.priority,
        }


def _let_be_late(db: Session, at: datetime) -> None:
    passed = (
        update(DocketLine)
        .where(
            _free(
                DocketLine.closed_at.is_(None),
                DocketLine.rank > literal_column(str(LAST_LATE)),
                DocketLine.late_at <= at,
                DocketLine.reckoned,
                DocketLine.put_aside_until.is_(None),
            )
        )
        .values(rank=case((DocketLine.rank > LAST_LATE, DocketLine.rank - IN_TIME), else_=DocketLine.rank))
    )
    db.execute(passed, execution_options={"synchronize_session": False})


def _take_up(db: Session, at: datetime) -> None:
    """Let what was put aside until now be reckoned anew."""
    over = (
        update(DocketLine)
        .where(_free(DocketLine.put_aside_until.is_not(None), DocketLine.put_aside_until <= at))
        .values(put_aside_until=None, reckoned=False)
    )
    db.execute(over, execution_options={"synchronize_session": False})
