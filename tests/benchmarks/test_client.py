"""The client sends what it is given, so many at a time, and tells what came back."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import calling, client

Answer = Callable[[bytes], bytes]
pytestmark = pytest.mark.enable_socket


@contextmanager
def answering(answer: Answer) -> Iterator[int]:
    """A server on the loopback that reads one whole request per connection, answers and closes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, answer), daemon=True).start()
        yield server.getsockname()[1]


def _serve(server: socket.socket, answer: Answer) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            received = b""
            while not _is_whole(received) and (block := connection.recv(65536)):
                received += block
            connection.sendall(answer(received))


def _is_whole(request: bytes) -> bool:
    head, end, body = request.partition(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.startswith(b"Content-Length:")]
    return bool(end) and len(body) >= (int(lengths[0].split(b":")[1]) if lengths else 0)


def answer(status: str, body: bytes = b"") -> bytes:
    return f"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n".encode() + body


@given(st.lists(st.binary(max_size=300)))
def test_requests_are_unpacked_as_they_were_packed(requests: list[bytes]) -> None:
    assert list(client.unpacked(client.packed(requests))) == requests


@pytest.mark.parametrize("concurrency", [1, 3, 50])
def test_every_request_is_sent_once_however_many_at_a_time(concurrency: int) -> None:
    received: list[bytes] = []

    def keep(request: bytes) -> bytes:
        received.append(request)
        return answer("303 SEE OTHER", b"x" * 200_000)

    requests = [calling.post("/", {"number": str(n), "text": "x" * 50_000}) for n in range(20)]
    with answering(keep) as port:
        told = client.told(port, requests, concurrency=concurrency)
    assert sorted(received) == sorted(requests)
    assert told["statuses"] == {"303": 20}
    assert len(told["times"]) == 20
    assert max(told["times"]) <= told["seconds"]


def test_an_answer_that_is_no_answer_is_told_as_none() -> None:
    with answering(lambda _request: b"") as port:
        assert client.told(port, [calling.get("/")], concurrency=1)["statuses"] == {"none": 1}


def test_a_status_that_was_not_expected_is_an_error() -> None:
    statuses = iter(["200 OK", "500 INTERNAL SERVER ERROR", "200 OK"])
    with answering(lambda _request: answer(next(statuses))) as port:
        load = calling.call(port, [calling.get("/")] * 3, concurrency=1, expect="200")
    assert load.errors == 1
    assert len(load.times) == 3


def test_the_hidden_fields_and_the_fresh_cookie_of_a_page_are_taken_along() -> None:
    page = (
        b"HTTP/1.1 200 OK\r\nSet-Cookie: portal-session=new; HttpOnly; Path=/\r\nConnection: close\r\n\r\n"
        b'<input id="once" name="once" type="hidden" value="abc">'
        b'<input type="hidden" name="version" value="2"><input name="other" value="no">'
    )
    with answering(lambda _request: page) as port:
        [fetched] = calling.fetch_all(port, "/2020/check", ["portal-session=old"])
    assert fetched.cookie == "portal-session=new"
    assert fetched.hidden == {"once": "abc", "version": "2"}


def test_a_request_carries_its_cookie_and_the_length_of_its_form() -> None:
    request = calling.post("/2020/check", {"certified_1": "y", "who": "Amina & Boris"}, cookie="a=b")
    head, body = request.split(b"\r\n\r\n")
    assert head.startswith(b"POST /2020/check HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    assert b"Cookie: a=b" in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert body == b"certified_1=y&who=Amina+%26+Boris"


def test_what_the_client_tells_is_json() -> None:
    with answering(lambda _request: answer("200 OK")) as port:
        told = client.told(port, [calling.get("/")], concurrency=1)
    assert json.loads(json.dumps(told))["statuses"] == {"200": 1}
