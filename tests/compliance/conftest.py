from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import compliance
from config import ComplianceConfig
from tests.apps import lent
from tests.casework.office import Office
from tests.cast import Cast, Member
from tests.compliance.browsing import Browser
from tests.roles import logged_in

Visit = Callable[[Member], Browser]


@pytest.fixture
def app(cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The compliance site, over the database of the cast. There is no key to give it."""
    url = "http://localhost"
    config = ComplianceConfig(
        instance=tmp_path,
        demo=False,
        clock_offset=timedelta(0),
        database_url=logged_in(migrated_url, "compliance"),
        redis_url=None,
        storage_url=(tmp_path / "attachments").as_uri(),
        mail_url=None,
        mail_from="disclosure@localhost",
        portal_url=url,
        review_url=url,
        compliance_url=url,
        site="compliance",
        secret="the secret of the compliance site in tests",
        accounts_secret="only for the tests, and long enough for them",
        url=url,
    )
    with lent(compliance.create_app, config) as site:
        yield site


@pytest.fixture
def office(db: Session, cast: Cast) -> Office:
    """The cast at work."""
    return Office(db, cast)


@pytest.fixture
def visit(app: Flask, db: Session) -> Visit:
    """Sign somebody in."""
    return lambda member: Browser(app, db, member)


@pytest.fixture
def olu(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.olu)


@pytest.fixture
def petra(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.petra)


@pytest.fixture
def hana(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.hana)


@pytest.fixture
def farid(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.farid)
