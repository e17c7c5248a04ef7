"""Calling a server with prepared requests, and fetching the pages that a request is prepared from."""

import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.client import Told, packed
from benchmarks.figures import Load, Speed, speed

TOGETHER = 4
"""Pages fetched at a time while requests are prepared."""
LONGEST_RUN = 120.0
"""Seconds after which a run of the client is given up."""
_HIDDEN = re.compile(rb'<input[^>]*name="?(csrf_token|once|version)"?[^>]*value="([^"]*)"')

Requests = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page with a form: the cookie it was given with, and the form's hidden fields."""

    cookie: str
    hidden: Mapping[str, str]


def get(path: str, *, cookie: str = "") -> bytes:
    """Return the request of a page."""
    return _request("GET", path, cookie, b"")


def post(path: str, form: Mapping[str, str], *, cookie: str = "") -> bytes:
    """Return the request of a form that is sent."""
    return _request("POST", path, cookie, urlencode(form).encode())


def call(port: int, requests: Requests, *, concurrency: int, expect: str) -> Load:
    """Send prepared requests from a process of its own. Any status but `expect` is an error."""
    with tempfile.NamedTemporaryFile(prefix="requests-") as file:
        file.write(packed(requests))
        file.flush()
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.client", str(port), str(concurrency), file.name],
            check=True,
            capture_output=True,
            timeout=LONGEST_RUN,
        )
    told: Told = json.loads(done.stdout)
    right = told["statuses"].get(expect, 0)
    return Load(told["seconds"], told["times"], errors=len(told["times"]) - right)


def read(port: int, request: bytes) -> bytes:
    """Send one prepared request and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST_RUN) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def call_in_turns(*, ours: Callable[[], Load], limit: Callable[[], Load], rounds: int) -> tuple[Speed, Speed]:
    """Call our server and the bare one in turns; return the medians of each."""
    runs = [(ours(), limit()) for _ in range(rounds)]
    return speed([one for one, _ in runs]), speed([other for _, other in runs])


def fetch_all(port: int, path: str, cookies: Iterable[str]) -> list[Fetched]:
    """Fetch the page at `path` once with each cookie, in their order."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(lambda cookie: _fetch(port, path, cookie), cookies))


def _fetch(port: int, path: str, cookie: str) -> Fetched:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    assert answer.status == 200, f"{answer.status} at {path}"
    fresh = answer.getheader("Set-Cookie")
    hidden = {name.decode(): value.decode() for name, value in _HIDDEN.findall(page)}
    return Fetched(fresh.partition(";")[0] if fresh else cookie, hidden)


def _request(method: str, path: str, cookie: str, body: bytes) -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Accept-Language: en"]
    if cookie:
        head.append(f"Cookie: {cookie}")
    if method == "POST":
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body
