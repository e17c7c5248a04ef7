"""The three sites and whoever is signed in to them, for those who send what no page of theirs would send."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from disclosure.casework import accounts
from tests.cast import Member
from tests.web.reading import read
from tests.web.sites import make_site

NAMES = ("portal", "review", "compliance")
on_sqlite = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
"""For what is answered before any database is asked."""
Rows = dict[str, set[str]]


class Client:
    """Somebody at a site, or nobody, with whatever they send."""

    def __init__(self, sites: "Sites", site: str, member: Member | None) -> None:
        self.sites, self.site, self.member = sites, site, member
        self.http: FlaskClient = sites[site].test_client()
        if member is not None:
            token = accounts.begin_session(sites.db, member.account, site=site, method="link")
            sites.db.commit()
            with self.http.session_transaction() as session:
                session["_user_id"], session["language"] = token, "en"

    def get(self, address: str, **settings: Any) -> TestResponse:  # noqa: ANN401 - a client's own
        self.sites.db.commit()
        return self._seen(self.http.get(address, **settings))

    def post(self, address: str, answers: Mapping[str, Any] | None = None, **settings: Any) -> TestResponse:  # noqa: ANN401
        """Post with a token of this session, from no page at all."""
        token = self.token()
        self.sites.db.commit()
        return self._seen(self.http.post(address, data={"csrf_token": token, **(answers or {})}, **settings))

    def token(self) -> str:
        """Return a token of this session, as its pages carry it."""
        page = self.get("/sign-in" if self.member is None else "/nowhere").text
        found = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page)
        assert found, page
        return found[1]

    def hidden(self, address: str) -> dict[str, str]:
        """Return the hidden fields of the forms of a page, as a browser would send them."""
        page = self.get(address)
        assert page.status_code == 200, f"{address}: {page.status}"
        boxes = read(page.text).one("main").all("input", type="hidden")
        return {box.get("name"): box.get("value") for box in boxes}

    def cookie(self) -> str:
        """Return the session's cookie as it stands."""
        found = self.http.get_cookie(self.sites[self.site].config["SESSION_COOKIE_NAME"])
        assert found is not None
        return found.value

    def _seen(self, answer: TestResponse) -> TestResponse:
        answer.request.environ["wsgi.input"].close()  # what is large lies in a file until then
        self.sites.db.rollback()
        self.sites.db.expire_all()
        return answer


class Sites:
    """The three sites over one database."""

    def __init__(self, db: Session, url: str, folder: Path) -> None:
        self.db, self.url, self.folder = db, url, folder
        self._apps: dict[str, Flask] = {}

    def __getitem__(self, site: str) -> Flask:
        """Return a site, made when it is first asked for."""
        if site not in self._apps:
            self._apps[site] = make_site(site, self.folder, self.url)
        return self._apps[site]

    def client(self, site: str, member: Member | None = None) -> Client:
        """Return somebody signed in to a site, or a visitor. What the test did so far is there."""
        self.db.commit()
        return Client(self, site, member)

    def close(self) -> None:
        for app in self._apps.values():
            app.extensions["engine"].dispose()


def everything(db: Session, *, but: frozenset[str] = frozenset({"ledger_entries", "signed_in"})) -> Rows:
    """Return every row of every table as text, to tell whether anything was changed."""
    db.commit()
    engine = db.get_bind()
    assert isinstance(engine, Engine)
    with engine.connect() as connection:
        return {
            table: {str(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))}  # noqa: S608 - its own tables
            for table in inspect(connection).get_table_names()
            if table not in but
        }


def changed(before: Rows, after: Rows) -> dict[str, list[str]]:
    """Return what is in one of two snapshots alone, by table."""
    found = {table: sorted(before[table] ^ after[table]) for table in before}
    return {table: rows for table, rows in found.items() if rows}
