"""A browser of the compliance site: opens pages, fills in their forms, presses their buttons.

Every page that is seen is checked (tests/pages.py).
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from disclosure.casework import accounts
from tests.cast import Member
from tests.pages import checked
from tests.web.reading import Element


class Browser:
    """Somebody of the cast, signed in to the compliance site."""

    def __init__(self, app: Flask, db: Session, member: Member) -> None:
        self.db = db
        self.client = app.test_client()
        token = accounts.begin_session(db, member.account, site="compliance", method="link")
        with self.client.session_transaction() as session:
            session["_user_id"] = token

    def asks(self, address: str) -> TestResponse:
        """Ask for an address, whatever comes."""
        self.db.commit()
        answer = self.client.get(address)
        self.db.expire_all()
        return answer

    def opens(self, address: str) -> Element:
        """Open a page that is theirs to open."""
        answer = self.asks(address)
        assert answer.status_code == 200, f"{address}: {answer.status}"
        return checked(answer.text)

    def follows(self, address: str) -> Element:
        """Open an address and go where it leads."""
        answer = self.asks(address)
        while answer.status_code == 303:
            answer = self.asks(path_of(answer.location))
        assert answer.status_code == 200, f"{address}: {answer.status}"
        return checked(answer.text)

    def is_refused(self, address: str) -> bool:
        """Whether an address looks as if it did not exist, when opened and when posted to."""
        found = {self.asks(address).status_code, self.posts(address).status_code}
        return found <= {404, 405} and 404 in found

    def posts(self, address: str, **answers: Any) -> TestResponse:  # noqa: ANN401 - files too
        """Post answers with a token of this session, from no page at all."""
        self.db.commit()
        page = checked(self.client.get("/nowhere").text)
        token = page.all("input", name="csrf_token")[0].get("value")
        answer = self.client.post(address, data={"csrf_token": token, **answers})
        self.db.expire_all()
        return answer

    def sends(self, address: str, to: str | None = None, **answers: Any) -> Element:  # noqa: ANN401 - files too
        """Fill in the form of a page, or the one of its forms that is sent `to` an address, and send it.

        Names of fields are written with an underscore for a hyphen.
        """
        return self.shows(self.answers(address, to, **answers))

    def answers(self, address: str, to: str | None = None, **answers: Any) -> TestResponse:  # noqa: ANN401
        """Do the same, and return what comes back."""
        form = self.form(address, to)
        hidden = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
        given = {name.replace("__", "-"): value for name, value in answers.items()}
        self.db.commit()
        answer = self.client.post(form.get("action") or address, data=hidden | given)
        self.db.expire_all()
        return answer

    def form(self, address: str, to: str | None = None) -> Element:
        """Return the form of a page, or the one that is sent `to` an address."""
        forms = [
            form
            for form in self.opens(address).all("form")
            if "sign-out" not in form.get("action") and form.get("method") == "post"
        ]
        (found,) = [form for form in forms if to is None or form.get("action").endswith(to)]
        return found

    def presses(self, address: str, to: str, **answers: str) -> Element:
        """Press a button of a page by where it is sent."""
        return self.sends(address, to, **answers)

    def shows(self, answer: TestResponse) -> Element:
        """Return the page that an answer is or leads to."""
        if answer.status_code == 303:
            return self.follows(path_of(answer.location))
        return checked(answer.text)


def path_of(location: str) -> str:
    """Return the path and query of an address."""
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def row(page: Element, table: str, begins: str) -> list[str]:
    """Return the cells of the row of a table that begins with these words."""
    for line in page.by_id(f"{table}-caption"), *page.all("tr"):
        cells = [cell.text for cell in line.all("th", "td")]
        if cells and cells[0].startswith(begins):
            return cells
    raise AssertionError(f"{table} has no row that begins with {begins}")
