"""N7 at a real server of two processes: many sign in at once, and everybody else is answered meanwhile."""

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from sqlalchemy.orm import Session

from benchmarks.serving import Server, serving
from config import prepare_instance
from disclosure.casework.accounts import passwords
from disclosure.credentials import hashing
from tests.cast import Cast
from tests.security.sites import on_sqlite

pytestmark = [on_sqlite, pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
PASSWORD, PAGE = "moonlit-harbour-quill", "/sign-in/password"
PEOPLE, TRIES = 24, 400


@pytest.fixture
def site(db: Session, cast: Cast, migrated_url: str, tmp_path: Path) -> Iterator[Server]:
    """The filing site, in two processes; what they share lies in `turns`."""
    passwords.set_password(db, account=cast.boris.account, hashed=hashing.hashed(PASSWORD), site="portal")
    db.commit()
    prepare_instance(tmp_path / "instance", demo=False)
    (tmp_path / "turns").mkdir()
    environ = {
        "DISCLOSURE_INSTANCE": str(tmp_path / "instance"),
        "DISCLOSURE_DATABASE_URL": migrated_url,
        "TMPDIR": str(tmp_path / "turns"),
    }
    with serving("portal:create_app()", environ=environ, folder=tmp_path) as found:
        yield found


class Browser:
    """Somebody with a cookie."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""

    def asks(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str | None]:
        """Return status, page and after how many seconds to come again."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        head = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, urlencode(form or {}), head)
        answer = line.getresponse()
        page = answer.read().decode()
        for kept in answer.headers.get_all("Set-Cookie") or ():
            if "session" in kept.partition("=")[0]:
                self._cookie = kept.partition(";")[0]
        line.close()
        return answer.status, page, answer.getheader("Retry-After")

    def signs_in(self, email: str) -> list[int]:
        """Send address and password, and then, while told to come again, the page; return the statuses."""
        _status, page, _again = self.asks("GET", PAGE)
        sent, seen = {"email": email, "password": PASSWORD}, list[int]()
        while len(seen) < TRIES:
            found = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page)
            assert found, page
            status, page, again = self.asks("POST", PAGE, {**sent, "csrf_token": found[1]})
            seen.append(status)
            if status != 503:
                return seen
            assert again
            sent = {"email": email}
        return seen


def test_n7_in_a_storm_every_page_is_answered_and_everybody_gets_in(
    site: Server, cast: Cast, tmp_path: Path
) -> None:
    """Of two processes one hashes at a time, and nobody waits in the other: there is no second turn."""
    over, email = Event(), cast.boris.account.email

    def reads() -> set[int]:
        seen, visitor = set[int](), Browser(site.port)
        while not over.is_set():
            seen.add(visitor.asks("GET", "/help")[0])
        return seen

    with ThreadPoolExecutor(PEOPLE + 1) as pool:
        reader = pool.submit(reads)
        signing = [pool.submit(Browser(site.port).signs_in, email) for _ in range(PEOPLE)]
        ends = [one.result() for one in signing]
        over.set()
        assert reader.result() == {200}
    assert {seen[-1] for seen in ends} == {303}
    assert any(503 in seen for seen in ends), "more came at once than are let in"
    (shared,) = (tmp_path / "turns").glob("disclosure-turns-*")
    assert sorted(one.name for one in shared.iterdir()) == ["room-0", "turn-0"]
