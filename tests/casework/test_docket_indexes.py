"""Every list is counted by the index of that list: none reads all cases of an organisation."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from disclosure.casework import docket
from disclosure.domain.lifecycle import FilingState
from tests.casework.office import Office
from tests.cast import Cast

OF_ALL = "ix_docket_lines_by_filing"
"""The index of the reports: it holds every case of an organisation, open or closed."""


@pytest.mark.parametrize("name", ["rosa", "ana", "emil"])
def test_each_list_is_counted_by_an_index_of_its_own(
    office: Office, cast: Cast, engine: Engine, name: str
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by how much is there, and here is next to nothing.")
    asked: list[tuple[str, Any]] = []
    heard = lambda _c, _k, statement, values, *_more: asked.append((statement, values))  # noqa: E731
    event.listen(engine, "before_cursor_execute", heard)
    docket.counts(office.db, by=getattr(cast, name).actor)
    event.remove(engine, "before_cursor_execute", heard)
    [(statement, values)] = asked
    plan = office.db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    ways = [row.detail for row in plan]
    assert any("ix_docket_lines_by_later_matches" in way for way in ways)
    assert not [way for way in ways if OF_ALL in way or way == "SCAN docket_lines"]


@pytest.mark.parametrize("name", ["rosa", "ana"])
def test_no_list_reads_or_sorts_more_cases_than_it_may_look_through(
    office: Office, cast: Cast, engine: Engine, name: str
) -> None:
    """Sorted are the few of a page, and those that were looked through, of which there is a limit."""
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL chooses by how much is there, and here is next to nothing.")
    asked: dict[str, Any] = {}
    heard = lambda _c, _k, statement, values, *_more: asked.setdefault(statement, values)  # noqa: E731
    narrowed = (
        docket.Filters(),
        docket.Filters(cycle_ids=(cast.cycle.id,)),
        docket.Filters(entity_id=cast.amina.filing.entity_id, flagged=True),
        docket.Filters(state=FilingState.IN_REVIEW, first_time=True),
        docket.Filters(reviewer_id=cast.rosa.account.id, band=docket.Band.LONGER),
        docket.Filters((cast.cycle.id,), cast.amina.filing.entity_id, flagged=True, band=docket.Band.MONTH),
    )
    event.listen(engine, "before_cursor_execute", heard)
    for view in docket.View:
        for filters in narrowed:
            docket.queue(office.db, by=getattr(cast, name).actor, view=view, filters=filters)
    event.remove(engine, "before_cursor_execute", heard)
    steps = [step for statement, values in asked.items() for step in _steps(office, statement, values)]
    assert len(steps) > len(docket.View)
    for together in steps:
        of_cases = [way for way in together if " docket_lines" in way]
        assert "SCAN docket_lines" not in of_cases
        sorts = any("TEMP B-TREE" in way for way in together)
        assert not of_cases or not sorts or "SCAN looked" in together, together


def _steps(office: Office, statement: str, values: Any) -> list[list[str]]:  # noqa: ANN401 - as the driver takes them
    """Return what the database does for each part of a statement."""
    steps: dict[int, list[str]] = {}
    for row in office.db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
        steps.setdefault(row.parent, []).append(row.detail)
    return list(steps.values())
