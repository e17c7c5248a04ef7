from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import reviewer
from config import ReviewConfig
from tests.apps import lent
from tests.casework.office import Office
from tests.cast import Cast, Member
from tests.reviewer.browsing import Browser
from tests.roles import logged_in

Visit = Callable[[Member], Browser]


@pytest.fixture
def app(cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The review site, over the database and the keys of the cast."""
    url = "http://localhost"
    config = ReviewConfig(
        instance=tmp_path,
        demo=False,
        clock_offset=timedelta(0),
        database_url=logged_in(migrated_url, "review"),
        redis_url=None,
        storage_url=(tmp_path / "attachments").as_uri(),
        mail_url=None,
        mail_from="disclosure@localhost",
        portal_url=url,
        review_url=url,
        compliance_url=url,
        site="review",
        secret="the secret of the review site in tests",
        accounts_secret="only for the tests, and long enough for them",
        url=url,
        keys=cast.keys.review.directory,
    )
    with lent(reviewer.create_app, config) as site:
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
def rosa(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.rosa)


@pytest.fixture
def ana(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.ana)


@pytest.fixture
def emil(visit: Visit, cast: Cast) -> Browser:
    return visit(cast.emil)
