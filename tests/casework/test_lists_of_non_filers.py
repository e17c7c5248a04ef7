"""The lists of who has not filed: of every entity in one go, and as they were on an earlier day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import chasing, designating
from disclosure.domain.lifecycle import FilingState
from disclosure.models import Entity, LedgerEntry
from tests.casework.office import Office
from tests.cast import Cast, Member, add_person

EARLIER = datetime(2020, 4, 1, 22, tzinfo=UTC)


@pytest.fixture
def later(db: Session, cast: Cast, office: Office) -> Iterator[None]:
    """On 5 April, after Boris filed in time, Amina filed late and Dalia was exempted late."""
    office.file(cast.boris)
    with clock.travel(datetime(2020, 4, 3, 12, tzinfo=UTC)):
        office.file(cast.amina)
        designating.exempt(db, by=cast.petra.actor, filing=cast.dalia.filing, reason="On long leave")
        db.flush()
    with clock.travel(datetime(2020, 4, 5, 12, tzinfo=UTC)):
        yield


def listed(
    db: Session, cast: Cast, at: datetime | None = None, by: Member | None = None
) -> dict[str, chasing.NonFiler]:
    rows = chasing.non_filers(db, by=(by or cast.olu).actor, cycle=cast.cycle, at=at)
    return {row.name: row for row in rows}


def test_an_earlier_list_has_who_filed_or_was_exempted_since(db: Session, cast: Cast, later: None) -> None:
    now, then = listed(db, cast), listed(db, cast, EARLIER)
    assert set(then) - set(now) == {"Amina Odhiambo", "داليا منصور"}
    assert set(now) <= set(then)
    amina = then["Amina Odhiambo"]
    assert (amina.state, amina.filed_on) == (FilingState.FILED, date(2020, 4, 3))
    assert (then["داليا منصور"].state, then["داليا منصور"].filed_on) == (FilingState.EXEMPTED, None)
    assert "Борис Соколов" not in then


def test_an_earlier_list_tells_nothing_of_a_review(
    db: Session, cast: Cast, office: Office, later: None
) -> None:
    office.ask(office.in_review(cast.chen))
    assert listed(db, cast, EARLIER)["陈美玲"].state is FilingState.FILED


def test_whoever_was_asked_to_file_after_the_day_is_not_on_its_list(
    db: Session, cast: Cast, later: None
) -> None:
    add_person(db, cast, "100099", "Nadia Extra", grade="D-1", entity="DOS")
    designating.designate(db, by=cast.olu.actor, cycle=cast.cycle)
    assert "Nadia Extra" in listed(db, cast)
    assert "Nadia Extra" not in listed(db, cast, EARLIER)


def test_days_late_are_those_of_the_day(db: Session, cast: Cast, later: None) -> None:
    assert listed(db, cast)["Hana Novak"].days_late == 5
    assert listed(db, cast, EARLIER)["Hana Novak"].days_late == 1


def _lists_of_all(db: Session, **given: Any) -> list[tuple[Entity, list[chasing.NonFiler]]]:  # noqa: ANN401
    return [(entity, list(rows)) for entity, rows in chasing.lists_of_all(db, **given)]


@pytest.mark.parametrize("at", [None, EARLIER])
def test_the_lists_of_all_are_the_lists_of_each_in_the_order_of_the_table(
    db: Session, cast: Cast, later: None, at: datetime | None
) -> None:
    by, cycle = cast.olu.actor, cast.cycle
    found = _lists_of_all(db, by=by, cycle=cycle, at=at)
    assert [entity.position for entity, _rows in found] == sorted(
        one.position for one in cast.entities.values()
    )
    for entity, rows in found:
        assert rows == list(chasing.non_filers(db, by=by, cycle=cycle, entity=entity, at=at))
    counts = chasing.count_by_entity(db, by=by, cycle=cycle, at=at)
    assert counts == {entity.id: len(rows) for entity, rows in found if rows}


def test_a_head_gets_the_own_list_alone(db: Session, cast: Cast) -> None:
    [(entity, rows)] = _lists_of_all(db, by=cast.hana.actor, cycle=cast.cycle)
    assert (entity.code, len(rows)) == ("DOS", 3)
    assert list(chasing.lists_of_all(db, by=cast.emil.actor, cycle=cast.cycle)) == []


def test_taking_out_all_lists_is_one_line_and_few_statements(db: Session, cast: Cast) -> None:
    said: list[str] = []
    db.flush()
    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    texts = {
        entity.code: list(lines)
        for entity, lines in chasing.export_all(db, by=cast.olu.actor, cycle=cast.cycle, at=EARLIER)
    }
    assert len(said) <= 4
    assert len(texts["DOS"]) == 4
    entry = db.scalars(select(LedgerEntry).where(LedgerEntry.kind == "list:exported")).one()
    assert entry.facts == {"what": "non-filers 2020 at 2020-04-01T22:00Z", "rows": 9}
