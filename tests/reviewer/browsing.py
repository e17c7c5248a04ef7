"""A browser of the review site: opens pages, fills in their forms as they stand, presses their buttons."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from disclosure.casework import accounts
from tests.cast import Member
from tests.pages import checked
from tests.web.reading import Element

Answers = dict[str, Any]


class Filled(NamedTuple):
    """A form as somebody filled it in, and where its button sends it."""

    address: str
    answers: Answers


class Browser:
    """Somebody of the cast, signed in to the review site. Every page they see is checked."""

    def __init__(self, app: Flask, db: Session, member: Member) -> None:
        self.app, self.db, self.member = app, db, member
        self.client = app.test_client()
        token = accounts.begin_session(db, member.account, site="review", method="link")
        with self.client.session_transaction() as session:
            session["_user_id"] = token

    def again(self) -> "Browser":
        """Sign the same person in anew, at another time."""
        return Browser(self.app, self.db, self.member)

    def asks(self, address: str) -> TestResponse:
        """Ask for an address, whatever comes."""
        self._show()
        answer = self.client.get(address)
        self._look_again()
        return answer

    def opens(self, address: str) -> Element:
        """Open a page that is theirs to open."""
        answer = self.asks(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"
        return checked(answer.text)

    def is_refused(self, address: str) -> bool:
        """Whether an address looks as if it did not exist, when opened and when posted to."""
        found = {self.asks(address).status_code, self.posts(address, {}).status_code}
        return found <= {404, 405} and 404 in found

    def posts(self, address: str, answers: Answers) -> TestResponse:
        """Post answers with a token of this session, from no page at all."""
        self._show()
        page = self.client.get("/account-of-nobody")
        answer = self.client.post(address, data={"csrf_token": _token(page.text)} | answers)
        self._look_again()
        return answer

    def fills_in(self, address: str, **answers: Any) -> Filled:  # noqa: ANN401 - lists, for tick boxes
        """Open the form at an address and write into it, without sending it."""
        page = self.opens(address)
        (form,) = [
            form
            for form in page.all("form")
            if form.get("method") == "post" and "sign-out" not in form.get("action")
        ]
        names = {one.get("name") for one in form.all("input", "select", "textarea", "button")}
        assert set(answers) <= names, f"{address} does not ask for {set(answers) - names}"
        return Filled(form.get("action") or address, _as_it_stands(form) | answers)

    def sends(self, address: str, **answers: Any) -> Element:  # noqa: ANN401 - lists, for tick boxes
        """Fill in the form at an address, send it, and see the page it leads to."""
        answer = self.presses(self.fills_in(address, **answers))
        if answer.status_code == 303:
            return self.opens(urlsplit(answer.location).path)
        return checked(answer.text)

    def presses(self, form: Filled) -> TestResponse:
        """Press the button of a form that was filled in."""
        self._show()
        answer = self.client.post(form.address, data=form.answers)
        self._look_again()
        return answer

    def _show(self) -> None:
        self.db.commit()

    def _look_again(self) -> None:
        self.db.expire_all()


def _as_it_stands(form: Element) -> Answers:
    """Return what a browser would send of a form that nobody touched."""
    boxes = {
        one.get("name"): one.get("value")
        for one in form.all("input")
        if one.get("type") in ("hidden", "text") or "checked" in one.attributes
    }
    texts = {one.get("name"): one.text for one in form.all("textarea")}
    lists = {
        select.get("name"): option.get("value")
        for select in form.all("select")
        for option in select.all("option")
        if "selected" in option.attributes
    }
    return boxes | texts | lists


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has no sign-out button"
    return found[1]
