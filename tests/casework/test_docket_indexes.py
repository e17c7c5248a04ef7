"""Every list is counted by the index of that list: none reads all cases of an organisation."""

from typing import Any

import pytest
from sqlalchemy import Engine, event

from disclosure.casework import docket
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
