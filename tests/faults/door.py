"""The filing site's door: one form is sent until it is answered, as a person would."""

import http.client
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from disclosure import clock

_HIDDEN = re.compile(r'<input[^>]*name="?(csrf_token|once|version)"?[^>]*value="([^"]*)"')
CERTIFIED = {"certified_1": "y", "certified_2": "y"}
GIVES_UP_AFTER = 30.0
AGAIN = frozenset({0, 502, 503})
"""Answers that say neither yes nor no: the connection broke, or the site asks to come again."""
NO_MORE: Mapping[str, str] = MappingProxyType({})
Answer = tuple[int, str, http.client.HTTPMessage]


@dataclass
class Filer:
    """One person with a draft, a session, and a form ready to be sent."""

    email: str
    cookie: str = ""
    form: bytes = b""
    answers: list[int] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    """When the proxy had each of the forms, in seconds since 1970."""
    led_to: str = ""

    @property
    def acknowledged(self) -> bool:
        """Whether the site said that it was filed."""
        return bool(self.led_to)


@dataclass(frozen=True)
class Door:
    """Where one files the statement of a year."""

    port: int
    year: int
    host: str = ""
    """Behind a proxy that speaks TLS, the name by which the site is asked for."""
    now: Callable[[], datetime] = clock.now
    """What the proxy's clock says."""

    def open(self, filer: Filer) -> None:
        """Open the page to certify; again while the site is away or busy."""
        status, page, headers = self._opened(filer)
        assert status == 200, f"{status}\n{page[:2000]}"
        hidden = dict(_HIDDEN.findall(page))
        if fresh := headers.get("Set-Cookie"):
            filer.cookie = fresh.partition(";")[0]
        filer.form = urlencode({**hidden, **CERTIFIED}).encode()

    def file(self, filer: Filer) -> Filer:
        """Send the form, and again while the site is away or busy, as the page of errors asks."""
        give_up = time.monotonic() + GIVES_UP_AFTER
        while time.monotonic() < give_up:
            status, _page, headers = self.send(filer)
            filer.answers.append(status)
            if status == 303:
                filer.led_to = headers["Location"]
                break
            if 0 < status < 500:
                break
            time.sleep(0.2)
        return filer

    def send(self, filer: Filer) -> Answer:
        """Send the form once."""
        return self._ask("POST", filer, body=filer.form)

    @property
    def check(self) -> str:
        """The page to certify, and where its form is sent."""
        return f"/{self.year}/check"

    def _ask(self, method: str, filer: Filer, *, body: bytes = b"") -> Answer:
        if not self.host:
            return ask(self.port, method, self.check, cookie=filer.cookie, body=body)
        arrived = self.now().timestamp()
        if body:
            filer.arrived.append(round(arrived, 3))
        proxied = {
            "Host": self.host,
            "Referer": f"https://{self.host}{self.check}",
            "X-Forwarded-For": "192.0.2.1",
            "X-Forwarded-Proto": "https",
            "X-Request-Start": f"t={arrived:.3f}",
        }
        return ask(self.port, method, self.check, cookie=filer.cookie, body=body, headers=proxied)

    def _opened(self, filer: Filer) -> Answer:
        give_up = time.monotonic() + GIVES_UP_AFTER
        while True:
            answer = self._ask("GET", filer)
            if answer[0] not in AGAIN or time.monotonic() > give_up:
                return answer
            time.sleep(0.2)


def ask(
    port: int,
    method: str,
    path: str,
    *,
    cookie: str = "",
    body: bytes = b"",
    seconds: float = 30.0,
    headers: Mapping[str, str] = NO_MORE,
) -> Answer:
    """Ask a site once; status 0 when the connection breaks or stays silent for so long."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    plain = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request(method, path, body=body or None, headers={**plain, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace"), answer.msg
    except (OSError, http.client.HTTPException):
        return 0, "", http.client.HTTPMessage()
    finally:
        connection.close()


def cookie(instance: Path, site: str, token: str, *, secure: bool = False) -> str:
    """Return the cookie of a session of a site, as the site itself would sign it."""
    app = Flask("cookies")
    app.secret_key = (instance / "secrets" / site).read_text(encoding="utf-8").strip()
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return (
        f"{'__Host-' if secure else ''}{site}-session={serializer.dumps({'_user_id': token, '_fresh': True})}"
    )
