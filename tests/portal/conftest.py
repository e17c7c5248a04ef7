"""The filing site over a test's own database and keys."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import PortalConfig
from portal import create_app
from tests.apps import lent
from tests.cast import Cast, Member
from tests.portal.browser import Browser
from tests.portal.promises import check
from tests.roles import logged_in

AtSite = Callable[[Member], Browser]


@pytest.fixture
def site(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The filing site; whatever the test did in `db` so far is there."""
    db.commit()
    config = PortalConfig(
        instance=tmp_path,
        demo=False,
        clock_offset=timedelta(0),
        database_url=logged_in(migrated_url, "portal"),
        redis_url=None,
        storage_url=(tmp_path / "attachments").as_uri(),
        mail_url=None,
        mail_from="office@example.org",
        portal_url="http://localhost",
        review_url="http://localhost/review",
        compliance_url="http://localhost/compliance",
        site="portal",
        secret="only for the tests, and long enough for them",
        accounts_secret="only for the tests, and long enough for them",
        url="http://localhost",
        keys=cast.keys.portal.directory,
    )
    with lent(create_app, config) as app:
        yield app


@pytest.fixture
def at_site(site: Flask) -> Iterator[AtSite]:
    """Somebody of the cast, signed in. Every page they saw is held to its promises."""
    browsers: list[Browser] = []

    def sign_in(member: Member) -> Browser:
        browsers.append(Browser(site).sign_in(member))
        return browsers[-1]

    yield sign_in
    for browser in browsers:
        for page in browser.seen:
            check(page)


@pytest.fixture
def amina(at_site: AtSite, cast: Cast) -> Browser:
    """Amina at the filing site."""
    return at_site(cast.amina)
