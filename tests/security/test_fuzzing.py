"""Whatever is sent to a form or given to an importer is taken or refused in words, and never a fault."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.casework import rates, rosters
from disclosure.domain import sheets
from disclosure.domain.programme.loading import parse
from disclosure.domain.sampling.documents import parse_commitment, parse_record
from disclosure.errors import DisclosureError
from disclosure.models import Organisation
from disclosure.papers.checking import checked
from disclosure.screening.sources import read_list
from tests.access.matrix import OF_NO_ROW
from tests.casework.office import Office, board_seat
from tests.cast import ENTITIES, ROSTER, Cast
from tests.papers.making import jpeg, pdf, png, tiff
from tests.reviewer.every_route import parts_of
from tests.security.payloads import CELLS, SPELLS, SQL, XSS
from tests.security.sites import NAMES, Client, Sites, on_sqlite
from tests.security.test_requests import addresses, members
from tests.thoroughness import tries
from tests.web.reading import read

LEAVING = ("/sign-out", "/sign-in")
SOON = 5.0
"""Seconds for one answer."""
texts = st.one_of(
    st.text(max_size=60),
    st.sampled_from([*XSS[:5], *SQL[:5], *CELLS, *SPELLS]),
    st.sampled_from(
        ["", "0", "-1", "1e308", "NaN", "-0", "9" * 400, "2020-02-30", "x" * 100_000, "\x00", "\ud7ff"]
    ),
    st.integers().map(str),
)
values = st.one_of(texts, st.lists(texts, max_size=3))


def refusal(give: Callable[[], object]) -> str | None:
    """Give something to an importer; return the sentence of its refusal, None if it was taken."""
    try:
        give()
    except DisclosureError as found:
        return str(found)
    return None


def fields(client: Client, address: str) -> list[str]:
    """Return the names of all that the forms of a page ask for."""
    answer = client.get(address)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    page = read(answer.text)
    return sorted(
        {box.get("name") for box in page.all("input", "select", "textarea", "button") if box.get("name")}
    )


@pytest.mark.parametrize("site", NAMES)
def test_w9_whatever_is_sent_to_a_form_is_taken_or_refused(
    sites: Sites, office: Office, cast: Cast, site: str
) -> None:
    parts = dict(OF_NO_ROW) | {"code": "DOS"} | parts_of(office, cast.amina)
    office.prepare(cast.boris, board_seat())
    member = members(cast)[site] if site != "portal" else cast.boris
    client = sites.client(site, member)
    posted = sorted(one for one in addresses(sites[site], "POST", parts) if not one.startswith(LEAVING))
    asked = {address: fields(client, address) for address in posted}
    assert sum(map(bool, asked.values())) > 5, "there are forms"

    @settings(max_examples=tries(40), suppress_health_check=list(HealthCheck), deadline=None)
    @given(drawn=st.data(), address=st.sampled_from(posted))
    def send(drawn: Any, address: str) -> None:  # noqa: ANN401 - hypothesis' own
        names = st.sampled_from(asked[address]) if asked[address] else st.text(min_size=1, max_size=8)
        answers = drawn.draw(st.dictionaries(names, values, max_size=8))
        answers.pop("csrf_token", None)
        began = time.monotonic()
        status = client.post(address, answers).status_code
        assert status < 500, address
        assert time.monotonic() - began < SOON, address

    send()


def importers(
    organisation: Organisation, folder: Path
) -> Iterator[tuple[str, Callable[[bytes], object], bytes]]:
    """Yield every reader of a file that comes from outside, with a good file to begin from."""
    yield "entities", lambda content: rosters.read_entities(organisation, content), ENTITIES.encode()
    yield "sheet", lambda content: sheets.read(sheets.decoded(content)), b"name;amount\nAcme;1200\n"
    yield "rates", rates.read, b"currency,rate\nEUR,0.9\n"
    yield "commitment", parse_commitment, b'{"kind":"commitment","year":2020}'
    yield "record", parse_record, b'{"kind":"record","tokens":[]}'
    yield "programme", lambda content: parse(content.decode(errors="replace"), source="x"), b'code = "x"\n'
    for ending, begun in (
        ("csv", b"id,name\n1,Acme\n"),
        ("json", b'{"id":"1","caption":"Acme"}\n'),
        ("xlsx", b"PK"),
    ):
        yield f"list of {ending}", _listed(folder / f"list.{ending}"), begun


def _listed(path: Path) -> Callable[[bytes], object]:
    def look(content: bytes) -> object:
        path.write_bytes(content)
        return list(read_list(path))

    return look


def spoilt(content: bytes) -> st.SearchStrategy[bytes]:
    """Return a good file with something else somewhere in it, or anything at all."""
    cut = st.tuples(st.integers(0, len(content)), st.binary(max_size=40), st.integers(0, 20))
    changed = cut.map(lambda one: content[: one[0]] + one[1] + content[one[0] + one[2] :])
    return st.one_of(changed, st.binary(max_size=200), texts.map(lambda text: text.encode(errors="replace")))


@on_sqlite
def test_w9_whatever_is_given_to_an_importer_is_read_or_refused(cast: Cast, tmp_path: Path) -> None:
    for name, importer, good in importers(cast.organisation, tmp_path):

        @settings(max_examples=tries(20), suppress_health_check=list(HealthCheck), deadline=None)
        @given(content=spoilt(good))
        def give(content: bytes) -> None:
            began = time.monotonic()
            assert refusal(lambda: importer(content)) != "", name  # noqa: B023 - called within the loop
            assert time.monotonic() - began < SOON, name  # noqa: B023

        give()


@on_sqlite
def test_w9_whatever_is_given_as_a_roster_is_read_or_refused(office: Office, cast: Cast) -> None:
    @settings(max_examples=tries(20), suppress_health_check=list(HealthCheck), deadline=None)
    @given(content=spoilt(ROSTER.encode()))
    def give(content: bytes) -> None:
        assert refusal(lambda: rosters.read(office.db, cast.organisation, content)) != ""

    give()


@pytest.mark.parametrize("make", [jpeg, png, tiff, pdf], ids=["photo", "picture", "scan", "document"])
def test_u1_whatever_is_sent_as_a_file_is_rewritten_or_refused(make: Callable[[], bytes]) -> None:
    @settings(max_examples=tries(2), suppress_health_check=list(HealthCheck), deadline=None)
    @given(content=spoilt(make()))
    def give(content: bytes) -> None:
        def look() -> None:
            checked(BytesIO(content)).content.close()

        assert refusal(look) != ""

    give()
