"""How a season goes on: never backwards, and for each only over the entities they see."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating
from tests.casework.office import Office
from tests.cast import Cast, Member


@pytest.fixture
def on_the_twelfth(cast: Cast, office: Office) -> datetime:
    """Amina filed on 3 March, Boris and Chen on the 10th."""
    for day, members in ((3, [cast.amina]), (10, [cast.boris, cast.chen])):
        with clock.travel(datetime(2020, 3, day, 23, 30, tzinfo=UTC)):
            for member in members:
                office.file(member)
    return datetime(2020, 3, 12, 9, tzinfo=UTC)


def filed(db: Session, cast: Cast, by: Member, at: datetime, days: int | None = None) -> tuple[int, ...]:
    with clock.travel(at):
        return chasing.progress(db, by=by.actor, cycle=cast.cycle, days=days).filed


def test_each_day_counts_all_who_had_filed_by_its_end(
    db: Session, cast: Cast, on_the_twelfth: datetime
) -> None:
    assert filed(db, cast, cast.olu, on_the_twelfth) == (0, 0, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3)


def test_a_season_is_cut_at_so_many_days_and_at_today(
    db: Session, cast: Cast, on_the_twelfth: datetime
) -> None:
    assert filed(db, cast, cast.olu, on_the_twelfth, days=3) == (0, 0, 1, 1)
    assert len(filed(db, cast, cast.olu, on_the_twelfth, days=150)) == 12


def test_a_head_sees_the_own_entity(db: Session, cast: Cast, on_the_twelfth: datetime) -> None:
    with clock.travel(on_the_twelfth):
        found = chasing.progress(db, by=cast.hana.actor, cycle=cast.cycle)
        assert (found.required, found.filed[-1]) == (3, 2)
        assert chasing.progress(db, by=cast.rosa.actor, cycle=cast.cycle).required == 0


def test_whoever_is_exempted_is_not_required(db: Session, cast: Cast, on_the_twelfth: datetime) -> None:
    with clock.travel(on_the_twelfth):
        designating.exempt(db, by=cast.olu.actor, filing=cast.dalia.filing, reason="On long leave")
        found = chasing.progress(db, by=cast.olu.actor, cycle=cast.cycle)
    assert found.required == 8
    assert found.share(2) == 12.5
    assert found.share(99) is None


def test_before_the_season_there_is_nothing(db: Session, cast: Cast) -> None:
    assert filed(db, cast, cast.olu, datetime(2020, 2, 20, 9, tzinfo=UTC)) == ()
