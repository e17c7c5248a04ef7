"""A1: every route x every role x every relation answers as the reviewed table says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.access.matrix import ANEW, Matrix, frozen
from tests.access.relations import ROLES, build
from tests.cast import Cast


@pytest.fixture
def asked(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Matrix]:
    """The sites, with somebody of every role and in every relation."""
    asked = Matrix(db, build(db, cast), migrated_url, tmp_path)
    yield asked
    asked.close()


def test_a1_every_route_opens_to_every_role_for_the_rows_that_the_file_says_alone(
    asked: Matrix,
) -> None:
    written = {(row["site"], row["method"], row["address"]): row for row in frozen()}
    differing = [
        f"{row['method']} {row['address']} ({row['site']}) as {role}: {row[role]}, not {was[role]}"
        for row in asked.rows()
        for role in ROLES
        if (was := written[row["site"], row["method"], row["address"]])[role] != row[role]
    ]
    assert differing == [], ANEW
