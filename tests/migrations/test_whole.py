"""The history as a whole: it leads to the models, happens at once or not at all, and only once."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

import migrations
from disclosure.models import Base
from disclosure.models.base import NAMES
from tests.migrations.loading import assert_loaded, load, schema


def test_the_history_is_one_line_and_numbered() -> None:
    assert migrations.revisions() == [f"{number:04}" for number in range(1, len(migrations.revisions()) + 1)]


def test_no_migration_depends_on_the_models() -> None:
    folder = Path(migrations.__file__).parent
    for script in [*folder.glob("versions/*.py"), folder / "columns.py", folder / "env.py"]:
        imported = re.compile(r"^(from|import) disclosure\b", re.MULTILINE)
        assert not imported.search(script.read_text(encoding="utf-8")), script.name


def test_constraints_are_named_alike_in_models_and_migrations() -> None:
    assert migrations.NAMES == NAMES


def test_b2_the_newest_revision_is_what_the_models_say(engine: Engine) -> None:
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_models_make_the_same_tables_down_to_every_check(engine: Engine) -> None:
    migrations.upgrade(engine)
    migrated = schema(engine)
    migrations.downgrade(engine, migrations.BASE)
    Base.metadata.create_all(engine)
    made = schema(engine)
    assert migrated | {"triggers": [], "rights": []} == made


def test_an_empty_database_is_not_current_and_an_upgraded_one_is(database_url: str) -> None:
    assert migrations.current(database_url) is None
    assert not migrations.is_current(database_url)
    migrations.upgrade(database_url)
    assert migrations.current(database_url) == migrations.newest()
    assert migrations.is_current(database_url)
    migrations.downgrade(database_url, migrations.revisions()[-2])
    assert not migrations.is_current(database_url)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrations.upgrade(engine)
    load(engine, migrations.newest())
    migrations.upgrade(engine)
    assert_loaded(engine, migrations.newest())


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    migrations.upgrade(engine, "0006")
    load(engine, "0006")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE work (in_the_way integer)"))
    was = schema(engine)
    with pytest.raises(DatabaseError, match="already exists"):
        migrations.upgrade(engine)
    assert migrations.current(engine) == "0006"
    assert schema(engine) == was


def test_two_processes_that_upgrade_at_once_upgrade_once(database_url: str) -> None:
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(migrations.upgrade, database_url) for _ in range(3)]:
            done.result()
    assert migrations.is_current(database_url)


def test_a_database_under_a_path_with_a_percent_sign_is_migrated(tmp_path: Path) -> None:
    (tmp_path / "100%s").mkdir()
    migrations.upgrade(f"sqlite:///{tmp_path / '100%s' / 'disclosure.db'}")


def test_everything_is_gone_after_going_all_the_way_down(engine: Engine) -> None:
    migrations.upgrade(engine)
    load(engine, migrations.newest())
    migrations.downgrade(engine, migrations.BASE)
    assert inspect(engine).get_table_names() == ["alembic_version"]
