"""What the lifecycles promise, the database repeats: also to whoever goes past the code."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Engine, Enum, Table, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from disclosure.domain import lifecycle
from disclosure.models import Base
from tests.cast import Cast


def choices() -> Iterator[tuple[Table, Column[Any], type[StrEnum]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum):
                kind = column.type.enum_class
                assert kind is not None
                assert issubclass(kind, StrEnum)
                yield table, column, kind


CHOICES = list(choices())
STATES = [one for one in CHOICES if one[1].name == "state"]


def test_every_state_of_a_lifecycle_is_kept_in_some_table() -> None:
    kept = {kind for _table, _column, kind in STATES}
    ours = {one for name, one in vars(lifecycle).items() if name.endswith("State")}
    assert ours <= kept


@pytest.mark.parametrize(
    ("table", "column", "kind"), CHOICES, ids=[f"{table.name}.{column.name}" for table, column, _k in CHOICES]
)
def test_an_enum_is_stored_by_value(table: Table, column: Column[Any], kind: type[StrEnum]) -> None:
    assert isinstance(column.type, Enum)
    assert column.type.enums == [member.value for member in kind]


def test_the_database_knows_exactly_the_same_values(engine: Engine) -> None:
    looked = inspect(engine)
    for table, column, kind in CHOICES:
        lists = [
            set(re.findall(r"'([^']*)'", check["sqltext"]))
            for check in looked.get_check_constraints(table.name)
            if check["name"] == f"ck_{table.name}_{kind.__name__.lower()}"
        ]
        assert lists == [{member.value for member in kind}], f"{table.name}.{column.name}"


def test_every_constraint_of_the_models_is_in_the_database(engine: Engine) -> None:
    looked = inspect(engine)
    for table in Base.metadata.sorted_tables:
        ours = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        assert {check["name"] for check in looked.get_check_constraints(table.name)} == ours, table.name


def test_a_list_of_states_in_a_constraint_is_the_list_in_the_code(engine: Engine) -> None:
    checks = {
        check["name"]: check["sqltext"]
        for table in ("filings", "advices", "referrals")
        for check in inspect(engine).get_check_constraints(table)
    }
    filed = set(re.findall(r"'([^']*)'", checks["ck_filings_filed_has_its_instant"]))
    assert filed == {state.value for state in lifecycle.HAS_STATEMENT}
    approved = set(re.findall(r"'([^']*)'", checks["ck_advices_sent_only_when_approved"]))
    assert approved == {state.value for state in lifecycle.APPROVED_ADVICE}


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("state = 'forgotten'", "ck_filings_filingstate"),
        ("state = 'FILED'", "ck_filings_filingstate"),
        ("state = 'filed'", "filed_has_its_instant"),
        ("state = 'closed'", "ck_filings_"),
        ("reference = 'FD-1'", "filed_has_its_reference"),
        ("outcome = 'perhaps'", "ck_filings_outcome"),
    ],
)
def test_what_goes_past_the_code_is_refused_by_the_database(
    db: Session, cast: Cast, change: str, broken: str
) -> None:
    with pytest.raises(IntegrityError, match=broken):
        db.execute(text(f"UPDATE filings SET {change}"))  # noqa: S608 - the test's own words
