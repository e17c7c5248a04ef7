"""W3 and W4: what somebody wrote is a value, in a statement to the database and in a cell of a list."""

import csv
import io
import time
from collections.abc import Iterator

from sqlalchemy import func, select

from disclosure.casework import designating
from disclosure.models import Account, Filing
from tests.casework.office import Office, board_seat
from tests.cast import Cast, add_person
from tests.security.payloads import CELLS, SQL
from tests.security.sites import Client, Sites, changed, everything

PARAMETERS = {
    "/cycle/2020/people": ("name", "entity", "group", "state", "late", "after", "before"),
    "/cycle/2020/people.csv": ("name", "entity", "group", "state", "late"),
    "/entity/DOS": ("year",),
    "/entity/DOS/people.csv": ("year",),
    "/": ("view", "year", "entity", "state", "reviewer", "flags", "first", "age", "q", "page", "after"),
    "/stamp": ("view", "state", "entity", "year", "q"),
    "/batch": ("year", "entity"),
    "/put-aside": ("case",),
    "/reports": ("first", "last"),
    "/public-register": ("name", "entity"),
    "/help": ("q", "about"),
    "/my-data": ("year", "role"),
    "/2020/statement": ("version",),
}
SOON = 2.0
"""Seconds; what sleeps in the database would take five."""


def asked(sites: Sites, cast: Cast) -> Iterator[tuple[Client, str, str]]:
    """Yield every parameter of every list, with somebody who may see it."""
    of_site = {"portal": cast.amina, "review": cast.ana, "compliance": cast.olu}
    clients = {site: sites.client(site, member) for site, member in of_site.items()}
    for address, names in PARAMETERS.items():
        site = "compliance" if address.startswith(("/cycle", "/entity")) else "review"
        if address.startswith(("/public", "/help", "/my-data", "/2020")):
            site = "portal"
        for name in names:
            yield clients[site], address, name


def some(payloads: tuple[str, ...], where: str) -> tuple[str, ...]:
    """Return five of them, others at each place, so that together all are tried."""
    first = sum(where.encode()) % len(payloads)
    return (*payloads, *payloads)[first : first + 5]


def test_w3_no_parameter_of_any_list_is_part_of_a_statement(sites: Sites, office: Office, cast: Cast) -> None:
    office.in_review(cast.amina, board_seat())
    office.db.commit()
    before = everything(sites.db)
    for client, address, name in asked(sites, cast):
        unknown = client.get(address, query_string={name: "zzz-nobody"})
        for payload in some(SQL, address + name):
            began = time.monotonic()
            answer = client.get(address, query_string={name: payload})
            assert time.monotonic() - began < SOON, (address, name, payload)
            assert answer.status_code == unknown.status_code or answer.status_code in (200, 404), (
                address,
                name,
            )
            if address.endswith(".csv") and "\x00" not in payload and answer.status_code == 200:
                assert answer.text.count("\n") <= unknown.text.count("\n"), (address, name, payload)
    assert changed(before, everything(sites.db)) == {}


def test_w3_no_field_of_a_form_is_part_of_a_statement(sites: Sites, cast: Cast) -> None:
    visitor, amina = sites.client("portal"), sites.client("portal", cast.amina)
    people = sites.db.scalar(select(func.count()).select_from(Account))
    for payload in SQL:
        began = time.monotonic()
        assert visitor.post("/sign-in", {"email": f"{payload}@example.org"}).status_code in (200, 303)
        assert amina.post("/suggest/organisations", {"typed": payload}).status_code == 200
        assert amina.post("/account/delegates", {"email": payload, "once": "A" * 22}).status_code in (
            200,
            404,
        )
        assert time.monotonic() - began < SOON, payload
    assert sites.db.scalar(select(func.count()).select_from(Account)) == people
    assert sites.db.scalar(select(func.count()).select_from(Filing))


def test_w3_a_wildcard_is_a_letter(sites: Sites, cast: Cast) -> None:
    olu = sites.client("compliance", cast.olu)
    whole = olu.get("/cycle/2020/people.csv").text.count("\n")
    assert whole > 5
    for sign in ("%", "_", "[a-z]", "*", ".*"):
        assert olu.get("/cycle/2020/people.csv", query_string={"name": sign}).text.count("\n") == 1, sign


def test_w4_no_cell_of_an_exported_list_is_a_formula(sites: Sites, cast: Cast) -> None:
    for number, cell in enumerate(CELLS):
        person = add_person(sites.db, cast, str(700_000 + number), "Somebody", grade="D-1")
        person.name = cell
    designating.designate(sites.db, by=cast.olu.actor, cycle=cast.cycle)
    sites.db.commit()
    for client, address in (
        (sites.client("compliance", cast.olu), "/cycle/2020/people.csv"),
        (sites.client("compliance", cast.farid), "/entity/DOS/people.csv"),
        (sites.client("compliance", cast.olu), "/report/2020/compliance.csv"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, "no cell spilt into another"
        for row in rows:
            for cell in row:
                assert cell[:1] not in set("=+-@\t\r\n"), (address, cell)
        if "people" in address:
            assert {cell.removeprefix("'") for row in rows for cell in row} >= {
                cell.removeprefix("'") for cell in CELLS
            }
