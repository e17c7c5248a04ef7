"""Which route opens to whom, for whose row: asked of the three sites, and frozen in `matrix.csv`.

A cell names the relations in which the desk lets a role through to the page.
What of an address the desk does not look at itself is left to the page; the
column `left to the page` names it, and tests/security/test_left_to_the_page.py
tries it. `python -m tests.access.matrix` writes the file anew: read what
changed before you keep it.
"""

import csv
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

import migrations
from disclosure import clock
from disclosure.access import Permission
from disclosure.casework import accounts
from disclosure.db import make_engine, transaction
from disclosure.web import desk, refusals
from disclosure.web.desk import Loader, Need
from tests.access.relations import NOBODY, RELATIONS, ROLES, Stage, build
from tests.cast import PRESENT, assemble
from tests.web.sites import make_site

ANEW = (
    "Run `python -m tests.access.matrix` and read what changed in tests/access/matrix.csv before you keep it."
)
FROZEN = Path(__file__).with_name("matrix.csv")
SITES = ("portal", "review", "compliance")
OCCASION = "<any(entry, exit):occasion>/"
"""The same pages for the statement on taking or leaving office: one rule stands for all."""
OF_NO_ROW: Mapping[str, Any] = {
    "year": 2020,
    "section": "gifts",
    "item": "new",
    "item_id": "leadership",
    "member": "new",
    "category": "gift",
    "name": "countries",
    "token": "none",
    "commitment": "0" * 64,
    "saved_list_id": UUID(int=1),
    "delegation": UUID(int=1),
    "record": UUID(int=1),
    "session_id": UUID(int=1),
    "passkey_id": UUID(int=1),
}
"""What stands in an address and is no row that a desk looks up: a word, or a row that the page looks up."""
EVERYBODY, YES, NO, SIGN_IN = "everybody", "yes", "-", "sign in"


class Route(NamedTuple):
    """One way to ask a site for something."""

    site: str
    method: str
    address: str
    rule: Rule
    needs: str
    of_row: frozenset[str]
    """The parts of its address by which the desk finds the row that the need is about."""
    left: frozenset[str]
    """The parts that the desk leaves to the page."""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.site, self.method, self.address


def routes(site: str, app: Flask) -> Iterator[Route]:
    """Yield every route of a site once for each method, an occasion's as the yearly one's."""
    for rule in app.url_map.iter_rules():
        view: Any = app.view_functions[rule.endpoint]
        needs = getattr(view, "needs", None)
        if needs is None or OCCASION in rule.rule:
            continue
        taken = _taken(view.row, rule.arguments)
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            yield Route(
                site,
                method,
                rule.rule,
                rule,
                getattr(needs, "value", None) or needs.name,
                taken - OF_NO_ROW.keys(),
                frozenset(rule.arguments) - taken,
            )


def _taken(loader: Any, arguments: set[str]) -> frozenset[str]:  # noqa: ANN401 - any loader
    parameters = signature(loader).parameters
    every = any(one.kind is Parameter.VAR_KEYWORD for one in parameters.values())
    return frozenset(arguments if every else arguments & parameters.keys())


def address(route: Route, parts: Mapping[str, Any]) -> str:
    """Return the address with rows that are there, asserting that every part has one."""
    known = {**OF_NO_ROW, **parts}
    missing = route.rule.arguments - known.keys()
    assert not missing, (
        f"{route.address} has a part that no test knows: {sorted(missing)}. Say in tests/access/rows.py "
        "which row stands for it, or in tests/access/matrix.py that it is of no row."
    )
    adapter = route.rule.map.bind("localhost")
    chosen = {name: known[name] for name in route.rule.arguments}
    return adapter.build(route.rule.endpoint, chosen, method=route.method)


class Matrix:
    """The three sites with somebody of each role signed in."""

    def __init__(self, db: Session, stage: Stage, url: str, folder: Path) -> None:
        self.stage = stage
        self.sites = {site: make_site(site, folder, url) for site in SITES}
        self.clients = {
            (site, role): _client(db, app, site, stage, role)
            for site, app in self.sites.items()
            for role in ROLES
        }
        db.commit()

    def routes(self) -> Iterator[Route]:
        for site, app in self.sites.items():
            yield from routes(site, app)

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield a line of the file for each route, in a steady order."""
        for route in sorted(self.routes(), key=lambda one: one.key):
            yield described(route) | {role: self.cell(route, role) for role in ROLES}

    def cell(self, route: Route, role: str) -> str:
        """Return in which relations somebody is let through."""
        relations = RELATIONS if route.of_row else RELATIONS[:1]
        found = {relation: self.answer(route, role, relation) for relation in relations}
        if not route.of_row:
            return found[RELATIONS[0]]
        if set(found.values()) == {SIGN_IN}:
            return SIGN_IN
        return ", ".join(relation for relation in relations if found[relation] == YES) or NO

    def answer(self, route: Route, role: str, relation: str) -> str:
        """Ask for one address as one person. The page behind the desk is left out."""
        asked = address(route, self.stage.parts[role, relation])
        with _stopped_at_the_desk():
            answer = self.clients[route.site, role].open(asked, method=route.method)
        if answer.status_code == 303 and answer.location.startswith("/sign-in"):
            return SIGN_IN
        found = {204: YES, 404: NO}.get(answer.status_code)
        assert found, f"{route.method} {asked} as {role}, {relation}: {answer.status}"
        return found

    def close(self) -> None:
        for app in self.sites.values():
            app.extensions["engine"].dispose()


@contextmanager
def _stopped_at_the_desk() -> Iterator[None]:
    """Let no page do anything: whoever was let through is told just that, and no refusal leaves its line.

    tests/compliance/test_audit.py tries such a line; to write thousands takes longer than all the rest.
    """
    grant, keep = desk._grant, refusals.keep

    def stop(
        needs: Permission | Need, row: Loader, address: dict[str, Any]
    ) -> tuple[tuple[Any, ...], dict[str, Any]]:
        grant(needs, row, address)
        abort(Response(status=204))

    desk._grant, refusals.keep = stop, _leave_no_line
    try:
        yield
    finally:
        desk._grant, refusals.keep = grant, keep


def _leave_no_line(refusal: Exception) -> None:
    """Stand in for the line of a refusal."""


def _client(db: Session, app: Flask, site: str, stage: Stage, role: str) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False  # tests/security/test_web.py tries forms without a token
    client = app.test_client()
    if role != NOBODY:
        token = accounts.begin_session(db, stage.accounts[role], site=site, method="link")
        with client.session_transaction() as session:
            session["_user_id"] = token
    return client


def described(route: Route) -> dict[str, str]:
    """Return what the file says about a route itself."""
    return {
        "site": route.site,
        "method": route.method,
        "address": route.address,
        "needs": route.needs,
        "left to the page": " ".join(sorted(route.left)),
    }


def frozen() -> list[dict[str, str]]:
    """Read the reviewed file."""
    with FROZEN.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(rows: list[dict[str, str]]) -> None:
    with FROZEN.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Ask everything anew, and write the file."""
    with tempfile.TemporaryDirectory() as name, clock.travel(PRESENT):
        folder, url = Path(name), f"sqlite:///{name}/matrix.db"
        migrations.upgrade(url)
        engine = make_engine(url)
        with transaction(engine) as db:
            stage = build(db, assemble(db, folder / "keys"))
        with Session(engine, expire_on_commit=False) as db:
            matrix = Matrix(db, stage, url, folder)
        rows = list(matrix.rows())
        matrix.close()
        engine.dispose()
    write(rows)
    sys.stdout.write(f"{len(rows)} routes are in {FROZEN.name}.\n")


if __name__ == "__main__":
    main()
