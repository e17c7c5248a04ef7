from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import SiteConfig
from disclosure.casework import accounts
from disclosure.web.site import create_site
from tests.cast import Cast, Member
from tests.web import counter, sites
from tests.web.signing import MakeSite


@pytest.fixture
def site(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A site with nothing but a counter, over the database of the cast."""
    db.commit()
    settings = SiteConfig(
        instance=tmp_path,
        demo=False,
        clock_offset=timedelta(0),
        database_url=migrated_url,
        redis_url=None,
        storage_url="memory://",
        mail_url=None,
        mail_from="office@example.org",
        portal_url="http://localhost",
        review_url="http://localhost",
        compliance_url="http://localhost",
        site="portal",
        secret=sites.SECRET,
        url="http://localhost",
    )
    app = create_site("tests.web", settings, desks=[counter.home, counter.desk])
    yield app
    app.extensions["engine"].dispose()


class Visitor:
    """A browser at the counter, signed in as somebody or as nobody."""

    def __init__(self, site: Flask, db: Session, member: Member | None = None) -> None:
        self.client: FlaskClient = site.test_client()
        if member is not None:
            token = accounts.begin_session(db, member.account, site="portal", method="link")
            db.commit()
            with self.client.session_transaction() as session:
                session["_user_id"] = token


@pytest.fixture
def amina(site: Flask, db: Session, cast: Cast) -> FlaskClient:
    return Visitor(site, db, cast.amina).client


@pytest.fixture
def boris(site: Flask, db: Session, cast: Cast) -> FlaskClient:
    return Visitor(site, db, cast.boris).client


@pytest.fixture
def nobody(site: Flask, db: Session) -> FlaskClient:
    return Visitor(site, db).client


@pytest.fixture
def make(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[MakeSite]:
    """Make a site over the database of the cast."""
    db.commit()
    made = list[Flask]()

    def make(site: str = "portal", **changes: Any) -> Flask:  # noqa: ANN401 - settings
        made.append(sites.make_site(site, tmp_path, migrated_url, **changes))
        return made[-1]

    yield make
    for app in made:
        app.extensions["engine"].dispose()


@pytest.fixture
def portal(make: MakeSite) -> Flask:
    return make()
