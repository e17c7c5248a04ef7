"""A yente server is asked as its documented API wants it, and its answers are read as that API gives them.

The server of these tests answers what a yente 5 answers (recorded shapes of `EntityMatchResponse`) and
refuses, as yente does, whatever `EntityMatchQuery` does not allow.
"""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from disclosure.domain.listed import EntryKind, Identifier, ListKind, Relation, Scheme
from disclosure.screening.declared import Declared
from disclosure.screening.yente import Served, Yente, YenteError, yente_from

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

AT = datetime(2020, 3, 2, tzinfo=UTC)
LEI = "529900T8BM49AURSDO55"
OWNER = {"id": "NK-9", "caption": "Ivan Petrov", "schema": "Person", "properties": {"name": ["Ivan Petrov"]}}
ENTITY: dict[str, Any] = {
    "id": "NK-1",
    "caption": "Romashka LLC",
    "schema": "Company",
    "properties": {
        "name": ["Romashka LLC", "Daisy Trading House"],
        "country": ["ru"],
        "leiCode": [LEI],
        "topics": ["sanction"],
        "program": ["EU FIN"],
        "ownershipAsset": [{"id": "o", "schema": "Ownership", "properties": {"owner": [OWNER]}}],
    },
    "datasets": ["eu_fsf"],
    "referents": ["eu-1"],
    "target": True,
    "first_seen": "2023-01-01T00:00:00",
    "last_seen": "2024-01-01T00:00:00",
    "last_change": "2023-06-01T00:00:00",
    "score": 0.71,
    "features": {"name_match": 0.7},
    "match": True,
}


class Example(msgspec.Struct, forbid_unknown_fields=True):
    """`EntityExample` of the API."""

    schema: str
    properties: dict[str, list[str]]
    id: str | None = None


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """`EntityMatchQuery` of the API."""

    queries: dict[str, Example]
    weights: dict[str, float] = {}
    config: dict[str, Any] = {}


class Server(ThreadingHTTPServer):
    """Answers every example with the entities it was given, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.entities: list[dict[str, Any]] = [ENTITY]
        self.status = 200
        self.asked: list[tuple[str, Query]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """What yente does with POST /match/{dataset}."""

    server: Server

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        place = urlsplit(self.path)
        options = {name: float(value) for name, (value,) in parse_qs(place.query).items()}
        query = msgspec.json.decode(content, type=Query)
        refused = (
            not place.path.startswith("/match/")
            or self.headers["Content-Type"] != "application/json"
            or not 0 < len(query.queries) <= 100
            or set(options) - {"limit", "threshold", "cutoff"}
            or any(one.schema not in ("Person", "LegalEntity") for one in query.queries.values())
        )
        self.server.asked.append((place.path, query))
        self._answer(400 if refused else self.server.status, query, int(options["limit"]))

    def _answer(self, status: int, query: Query, limit: int) -> None:
        results = self.server.entities[:limit]
        responses = {
            name: {
                "status": 200,
                "results": results,
                "total": {"value": len(results), "relation": "eq"},
                "query": msgspec.to_builtins(example),
            }
            for name, example in query.queries.items()
        }
        whole = {"responses": responses, "matcher": {}, "limit": limit}
        body = json.dumps(whole if status == 200 else {"detail": "no"}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def firm(name: str, item: str = "i1", **given: Any) -> Declared:  # noqa: ANN401
    return Declared(item=item, field="counterparty.name", name=name, kind=EntryKind.ORGANISATION, **given)


def asking(server: Server) -> Yente:
    made = yente_from(server.url + "/", "sanctions=sanctions World sanctions")
    assert made is not None
    return made


def test_an_answer_becomes_a_match_scored_as_our_own_lists_are(server: Server) -> None:
    ((found,),) = asking(server).match([firm("Daisy Trading House", country="RU")], at=AT)
    assert (found.entry, found.list_title, found.list_kind) == ("NK-1", "World sanctions", "sanctions")
    assert (found.name, found.note) == ("Daisy Trading House", "EU FIN")
    assert found.score > 0.9
    assert [(one.tie.relation, one.tie.name) for one in found.owners] == [(Relation.OWNER, "Ivan Petrov")]


def test_what_the_server_finds_alike_and_we_do_not_is_no_match(server: Server) -> None:
    assert asking(server).match([firm("Bäckerei Huber")], at=AT) == [[]]


def test_a_query_says_schema_name_country_and_numbers_and_not_whose_it_is(server: Server) -> None:
    identifiers = (Identifier(Scheme.LEI, LEI), Identifier(Scheme.REGISTRATION, "123", "RU"))
    person = Declared(
        item="m1", field="name", name="Ivan Petrov", kind=EntryKind.PERSON, country="RU", born=1970
    )
    asking(server).match([firm("Romashka", country="RU", identifiers=identifiers), person], at=AT)
    ((path, query),) = server.asked
    assert path == "/match/sanctions"
    assert [(one.schema, one.properties) for one in query.queries.values()] == [
        (
            "LegalEntity",
            {"name": ["Romashka"], "country": ["ru"], "leiCode": [LEI], "registrationNumber": ["123"]},
        ),
        ("Person", {"name": ["Ivan Petrov"], "nationality": ["ru"], "birthDate": ["1970"]}),
    ]
    assert "m1" not in msgspec.json.encode(query).decode()


def test_an_equal_lei_is_a_match_whatever_the_name(server: Server) -> None:
    ((found,),) = asking(server).match([firm("Else", identifiers=(Identifier(Scheme.LEI, LEI),))], at=AT)
    assert found.identifiers == (Identifier(Scheme.LEI, LEI),)


def test_many_names_go_in_requests_of_a_hundred_each_name_once(server: Server) -> None:
    wanted = [firm(f"Firm {number % 150}", item=f"i{number}") for number in range(300)]
    assert len(asking(server).match(wanted, at=AT)) == 300
    assert [len(query.queries) for _path, query in server.asked] == [100, 50]


def test_several_data_sets_are_asked_each_for_what_it_means(server: Server) -> None:
    made = yente_from(server.url, "sanctions=sanctions World sanctions; debarment=debarment")
    assert made is not None
    assert list(made.served) == [
        Served("sanctions", ListKind.SANCTIONS, "World sanctions"),
        Served("debarment", ListKind.DEBARMENT, "debarment"),
    ]
    ((one, other),) = made.match([firm("Romashka LLC")], at=AT)
    assert {one.list_kind, other.list_kind} == {"sanctions", "debarment"}


def test_a_server_that_refuses_or_says_something_else_is_told_in_a_sentence(server: Server) -> None:
    server.status = 500
    with pytest.raises(YenteError, match="refused to match \\(500"):
        asking(server).match([firm("Acme")], at=AT)
    server.status, server.entities = 200, [{"no": "entity"}]
    with pytest.raises(YenteError, match="does not answer as it should"):
        asking(server).match([firm("Acme")], at=AT)
    gone = Yente("http://127.0.0.1:9", asking(server).served)
    with pytest.raises(YenteError, match="does not answer as it should"):
        gone.match([firm("Acme")], at=AT)


def test_nothing_is_asked_where_nothing_is_declared_or_no_server_is_named(server: Server) -> None:
    assert asking(server).match([], at=AT) == []
    assert server.asked == []
    assert yente_from(None) is None
    with pytest.raises(ValueError, match="sanctions"):
        yente_from(server.url, "sanctions")
