"""A desk to test desks with: a counter at which one may look, give, and be refused in every way."""

from uuid import uuid4

from flask import abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from wtforms import StringField

from disclosure import clock
from disclosure.access import Permission
from disclosure.errors import (
    BadInput,
    ConfigError,
    DisclosureError,
    KeyMissing,
    NotFound,
    NotPermitted,
    SealBroken,
    Stale,
    WrongState,
)
from disclosure.models import Delegation, Filing
from disclosure.web.desk import OPEN, SIGNED_IN, Desk, nothing
from disclosure.web.fields import Needed, OnceToken
from disclosure.web.forms import Form
from disclosure.web.loaders import by_id
from disclosure.web.transaction import telling

home = Desk("home", __name__)
desk = Desk("counter", __name__)

REFUSALS: dict[str, DisclosureError] = {
    "bad-input": BadInput(["The day lies in the past.", "The name is missing."]),
    "not-found": NotFound("There is no such secret row."),
    "not-permitted": NotPermitted("You may not see the secret row."),
    "wrong-state": WrongState("You cannot close this filing: it is due."),
    "stale": Stale("Somebody saved this before you."),
    "key-missing": KeyMissing("No key opens the secret row."),
    "seal-broken": SealBroken("The secret row was altered."),
    "config": ConfigError("The secret setting is missing."),
}


class GiveForm(Form):
    name = StringField("Name", [Needed("Enter a name")])
    once = OnceToken()


def give() -> None:
    """Leave a row behind that can be counted."""
    g.db.add(
        Delegation(
            id=uuid4(),
            person_id=g.actor.person_id,
            delegate_id=g.actor.account_id,
            granted_at=clock.now(),
        )
    )


@home.get("/", needs=OPEN, row=nothing)
def index() -> str:
    return "the first page"


@desk.get("/filings/<uuid:filing_id>", needs=Permission.FILING_SEE, row=by_id(Filing, "filing_id"))
def look(filing: Filing) -> str:
    return f"{filing.state.value} at the counter"


@desk.get("/filings/<uuid:filing_id>/<part>", needs=Permission.FILING_SEE, row=by_id(Filing, "filing_id"))
def look_at(filing: Filing) -> str:
    return f"a part of {filing.state.value}"


@desk.get("/mine", needs=SIGNED_IN, row=nothing)
def mine() -> str:
    return f"account {g.actor.account_id}"


@desk.get("/gives", needs=SIGNED_IN, row=nothing)
def gives() -> str:
    give()
    return "given"


@desk.get("/opens", needs=SIGNED_IN, row=nothing, opens=True)
def opens() -> str:
    give()
    return "opened, and told"


@desk.form("/give", needs=SIGNED_IN, row=nothing)
def form() -> ResponseReturnValue:
    form = GiveForm()
    if form.validate_on_submit():
        with telling(form):
            give()
            if form.name.data == "refused":
                raise BadInput("This name is taken.")
        if not form.form_errors:
            return redirect(url_for("counter.given", name=form.name.data), 303)
    return f"{form.once()} {form.csrf_token()} {form.problems()}"


@desk.post("/give-and-fail", needs=SIGNED_IN, row=nothing)
def give_and_fail() -> str:
    give()
    raise WrongState("You cannot give here: it is closed.")


@desk.post("/give-and-break", needs=SIGNED_IN, row=nothing)
def give_and_break() -> str:
    give()
    g.db.flush()
    raise ZeroDivisionError


@desk.get("/given/<name>", needs=SIGNED_IN, row=nothing)
def given(name: str) -> str:
    return f"given by {name}"


@desk.get("/refused/<what>", needs=OPEN, row=nothing)
def refused(what: str) -> str:
    raise REFUSALS[what]


@desk.get("/aborted/<int:status>", needs=OPEN, row=nothing)
def aborted(status: int) -> str:
    abort(status)


@desk.get("/without-a-table", needs=OPEN, row=nothing)
def without_a_table() -> str:
    g.db.execute(text("SELECT secret FROM nowhere"))
    return "never"
