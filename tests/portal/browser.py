"""A browser without script: it reads pages, fills forms and counts what it costs a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from disclosure.casework import accounts
from disclosure.db import transaction
from tests.cast import Member
from tests.web.reading import Element, read

Answers = Mapping[str, object]
"""Texts, or for a file its content and name."""
ASIDE = ("csrf_token", "once", "version")


@dataclass(frozen=True)
class Page:
    """One answer of the site."""

    status: int
    address: str
    html: str
    whole: Element

    @property
    def main(self) -> Element:
        return self.whole.one("main")

    @property
    def heading(self) -> str:
        return self.whole.one("h1").text

    @property
    def title(self) -> str:
        return self.whole.one("title").text

    @property
    def text(self) -> str:
        return self.main.text

    @property
    def problems(self) -> list[str]:
        return [line.text for box in self.whole.with_class("error-summary") for line in box.all("li")]

    @property
    def form(self) -> Element:
        """The one form of the page that is posted."""
        (form,) = [form for form in self.main.all("form") if form.get("method") == "post"]
        return form

    @property
    def answers(self) -> dict[str, list[str]]:
        """What the form would send if nothing were changed."""
        return filled(self.form)

    def link(self, text: str) -> str:
        """The address behind the first link with this text."""
        found = [link.get("href") for link in self.whole.all("a") if text in link.text]
        assert found, f"There is no link {text!r} on {self.address}."
        return unescape(found[0])

    def offered(self, name: str) -> list[str]:
        """The values one can choose for a field."""
        choices = self.form.all("input", name=name, type="radio")
        lists = [one for found in self.form.all("select", name=name) for one in found.all("option")]
        return [one.get("value") for one in choices + lists if one.get("value")]


@dataclass
class Browser:
    """Somebody at a site. `pages` counts the pages seen, `clicks` what was pressed or filled in."""

    app: Flask
    language: str = "en"
    pages: int = 0
    clicks: int = 0
    seen: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def sign_in(self, member: Member) -> "Browser":
        with transaction(self.app.extensions["engine"]) as db:
            token = accounts.begin_session(db, member.account, site="portal", method="link")
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return self

    def open(self, address: str, *, expect: int = 200) -> Page:
        page = self._page(self.client.get(address, headers=self._headers(), follow_redirects=True))
        assert page.status == expect, f"{page.status} at {address}: {page.text}"
        return page

    def send(
        self, page: Page, answers: Answers | None = None, *, button: str = "", expect: int = 200
    ) -> Page:
        """Change these answers on the page's form and press its button, or the one named."""
        values: dict[str, Any] = {**page.answers, **(answers or {})}
        values = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        if button:
            name, _equals, value = button.partition("=")
            values[name] = value
        self.clicks += 1 + len([name for name in answers or {} if name not in ASIDE])
        answer = self.client.post(
            page.form.get("action") or page.address,
            data=MultiDict(values),
            headers=self._headers(),
            follow_redirects=True,
            content_type="multipart/form-data"
            if page.form.get("enctype")
            else "application/x-www-form-urlencoded",
        )
        after = self._page(answer)
        assert after.status == expect, f"{after.status} after {page.address}: {after.text}"
        return after

    def _headers(self) -> dict[str, str]:
        return {"Accept-Language": self.language}

    def _page(self, answer: TestResponse) -> Page:
        html = answer.get_data(as_text=True)
        page = Page(answer.status_code, _address(answer), html, read(html))
        self.pages += 1
        self.seen.append(page)
        return page


def _address(answer: TestResponse) -> str:
    request = answer.request
    query = request.query_string.decode()
    return request.path + (f"?{query}" if query else "")


def filled(form: Element) -> dict[str, list[str]]:
    """Return what a form holds, by name."""
    values: dict[str, list[str]] = {}
    for box in form.all("input", "textarea", "select"):
        name, kind = box.get("name"), box.get("type")
        if not name or kind in ("submit", "file"):
            continue
        if kind in ("radio", "checkbox"):
            given = [box.get("value")] if "checked" in box.attributes else []
        elif box.tag == "textarea":
            given = ["".join(part for part in box.children if isinstance(part, str)).removeprefix("\n")]
        elif box.tag == "select":
            given = [one.get("value") for one in box.all("option") if "selected" in one.attributes][:1] or [
                ""
            ]
        else:
            given = [box.get("value")]
        if given:
            values.setdefault(name, []).extend(given)
    return values
