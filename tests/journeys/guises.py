"""A page in every guise: its bytes in each language, asked for by the same person while it is as it is.

A page that was posted is posted again: what the office refuses changes nothing. The
sheets are rendered later, apart from the journeys, so that looking costs them no time.
"""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from disclosure.web.languages import LANGUAGES, PSEUDO
from tests.journeys.instance import SITES, Instance

CODES = [language.code for language in LANGUAGES]
PATIENCE = 60
"""Seconds within which the site answers: behind a lock it takes its time."""
_ASSET = re.compile(r"""(?:src|href)=["']?(/[a-z/]*(?:static|script)/[^"'\s>]+)""")


@dataclass(frozen=True)
class Sheet:
    """A page as a site sent it."""

    url: str
    code: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Guises:
    """Asks for pages as they are in other languages."""

    instance: Instance
    base: str
    pseudo: str
    sheets: list[Sheet] = field(default_factory=list)
    assets: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """Stylesheets and scripts by their path: their type and content."""
    faults: list[str] = field(default_factory=list)

    def take(self, page: Page, answer: Response) -> None:
        """Keep the page in every language; `answer` is what the browser was sent."""
        if answer.request.method == "POST" and not _can_be_sent_again(answer):
            self._take_as_it_is(page, answer)
            return
        for code in (*CODES, PSEUDO.code):
            base = self.pseudo if code == PSEUDO.code else self.base
            url = base + page.url.removeprefix(self.base).partition("#")[0]
            found = _ask(url, answer, self._signed(page, code))
            if found.status != answer.status:
                self.faults.append(f"{page.url} [{code}] answers {found.status}, was {answer.status}")
            self._keep(url, code, found)

    def _take_as_it_is(self, page: Page, answer: Response) -> None:
        """Keep the page in the language of the journey alone."""
        code = next(one.code for one in LANGUAGES if one.tag == page.locator("html").get_attribute("lang"))
        self._keep(page.url, code, Answer(answer.status, answer.headers, answer.body()))

    def _keep(self, url: str, code: str, found: Answer) -> None:
        kept = {name: found.headers[name] for name in _KEPT if name in found.headers}
        self.sheets.append(Sheet(url, code, found.status, kept, found.body))
        for path in _ASSET.findall(found.body.decode()):
            if path.partition("?")[0] not in self.assets:
                asset = _get(url, path)
                self.assets[path.partition("?")[0]] = (asset.headers["content-type"], asset.body)

    def _signed(self, page: Page, code: str) -> str:
        """Return the cookies of the page's reader, whose sessions speak another language."""
        held = {str(one["name"]): str(one["value"]) for one in page.context.cookies(self.base)}
        path = urlsplit(page.url).path
        site = next(site for site, (prefix, _config) in SITES.items() if path.startswith(prefix))
        name = f"{site}-session"
        serializer = self.instance.serializer(site)
        session: dict[str, Any] = serializer.loads(held[name]) if name in held else {}
        held[name] = str(serializer.dumps({**session, "language": code}))
        return "; ".join(f"{name}={value}" for name, value in held.items())


_KEPT = ("content-type", "content-security-policy")


def _can_be_sent_again(answer: Response) -> bool:
    """Whether a form was refused, so that it may be refused again; files are not kept by the browser."""
    refused = answer.status >= HTTPStatus.BAD_REQUEST or b"error-summary" in answer.body()
    return refused and answer.request.post_data_buffer is not None


def _ask(url: str, answer: Response, cookie: str) -> Answer:
    """Ask for a page as the browser did, with another cookie."""
    request = answer.request
    sent = {
        name: value
        for name, value in request.headers.items()
        if name in ("content-type", "origin", "referer")
    }
    return _exchange(request.method, url, request.post_data_buffer, {**sent, "Cookie": cookie})


def _get(url: str, path: str) -> Answer:
    parts = urlsplit(url)
    return _exchange("GET", f"{parts.scheme}://{parts.netloc}{path}", None, {})


def _exchange(method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
    parts = urlsplit(url)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE)
    try:
        line.request(
            method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, dict(headers)
        )
        found = line.getresponse()
        return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
    finally:
        line.close()
