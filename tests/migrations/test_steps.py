"""Every migration: up, down, up with rows, down with rows."""

import pytest
from sqlalchemy import Engine

import migrations
from tests.migrations.loading import assert_loaded, load, schema
from tests.migrations.rows import ROWS

REVISIONS = migrations.revisions()
STEPS = [*zip([None, *REVISIONS], REVISIONS, strict=False)]
NOTHING_THERE = {("sqlite", "0039")}
"""What one kind of database has not: SQLite knows no roles."""
every_step = pytest.mark.parametrize(("before", "after"), STEPS)


def test_every_revision_comes_with_its_rows() -> None:
    assert list(ROWS) == REVISIONS


def test_b2_one_step_after_another_up_and_down_keeps_every_row_and_undoes_itself(engine: Engine) -> None:
    shapes = [schema(engine)]
    for before, after in STEPS:
        migrations.upgrade(engine, after)
        assert_loaded(engine, before)
        load(engine, after, after=before)
        shapes.append(schema(engine))
        assert shapes[-1] != shapes[-2] or (engine.dialect.name, after) in NOTHING_THERE
    for before, after in reversed(STEPS):
        assert schema(engine) == shapes.pop(), after
        migrations.downgrade(engine, before or migrations.BASE)
        assert_loaded(engine, before)
    assert schema(engine) == shapes.pop()


@pytest.mark.long
@every_step
def test_b2_down_undoes_up(engine: Engine, before: str | None, after: str) -> None:
    if before:
        migrations.upgrade(engine, before)
    was = schema(engine)
    migrations.upgrade(engine, after)
    assert migrations.current(engine) == after
    assert schema(engine) != was or (engine.dialect.name, after) in NOTHING_THERE
    migrations.downgrade(engine, before or migrations.BASE)
    assert migrations.current(engine) == before
    assert schema(engine) == was


@pytest.mark.long
@every_step
def test_b2_going_up_leaves_every_row_as_it_was(engine: Engine, before: str | None, after: str) -> None:
    if before:
        migrations.upgrade(engine, before)
    load(engine, before)
    migrations.upgrade(engine, after)
    assert_loaded(engine, before)


@pytest.mark.long
@every_step
def test_b2_going_down_leaves_every_older_row_as_it_was(
    engine: Engine, before: str | None, after: str
) -> None:
    migrations.upgrade(engine, after)
    load(engine, after)
    migrations.downgrade(engine, before or migrations.BASE)
    assert_loaded(engine, before)
    if before:
        migrations.upgrade(engine, after)
        assert_loaded(engine, before)
