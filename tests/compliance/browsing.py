"""A browser of the compliance site: opens pages, fills in their forms, presses their buttons.

Every page that is seen is checked (tests/pages.py).
"""

import io
import zipfile
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from disclosure import clock
from disclosure.casework import accounts
from tests.cast import Member
from tests.pages import checked
from tests.printing.reading import text_of
from tests.web.reading import Element

LONGEST = timedelta(minutes=50)
"""After this a session would be idle for too long."""


class Browser:
    """Somebody of the cast, signed in to the compliance site."""

    def __init__(self, app: Flask, db: Session, member: Member) -> None:
        self.db, self.member = db, member
        self.client = app.test_client()
        self._signed_in_at = clock.now() - LONGEST

    def asks(self, address: str) -> TestResponse:
        """Ask for an address, whatever comes."""
        self._sit_down()
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
        self._sit_down()
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
        self._sit_down()
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

    def _sit_down(self) -> None:
        """Show the browser what the test did, and sign in again when time went on."""
        if clock.now() - self._signed_in_at >= LONGEST:
            account = self.member.account
            token = accounts.begin_session(self.db, account, site="compliance", method="link")
            with self.client.session_transaction() as session:
                session["_user_id"] = token
                session.setdefault("language", "en")
            self._signed_in_at = clock.now()
        self.db.commit()


def path_of(location: str) -> str:
    """Return the path and query of an address."""
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def said_in(answer: TestResponse) -> str:
    """Return every text of an answer: what a PDF prints, what the parts of an archive hold."""
    content = answer.get_data()
    if answer.mimetype == "application/pdf":
        return text_of(content)
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def row(page: Element, begins: str) -> list[str]:
    """Return the cells of the table row that begins with these words."""
    lines = [[cell.text for cell in line.all("th", "td")] for line in page.all("tr")]
    return next(cells for cells in lines if cells[0].startswith(begins))
