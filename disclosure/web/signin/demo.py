"""The page of people to be. It exists on an instance that the replay made, and on no other."""

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue

from disclosure.casework import accounts
from disclosure.casework.accounts.showcase import showcase
from disclosure.web.forms import Form
from disclosure.web.signin.entering import begin
from disclosure.web.signin.visitors import DEMO, settings
from disclosure.web.transaction import request_transaction


def register_demo(app: Flask) -> None:
    """Add the page of demo people. Called for an instance that the replay made, and for no other."""
    app.add_url_rule("/demo", "demo.people", _people, methods=["GET"])
    app.add_url_rule("/demo/sign-in", "demo.sign_in", _become, methods=["POST"])


def _people() -> ResponseReturnValue:
    with request_transaction(write=False) as db:
        people = showcase(db, site=settings().site)
        return render_template("signin/demo.html", people=people, config=settings())


def _become() -> ResponseReturnValue:
    """Begin a session at one click. No second factor is asked for: these people are invented."""
    form = Form()
    if not form.validate_on_submit():
        abort(400)
    with request_transaction(write=True) as db:
        account = accounts.find_account(db, request.form.get("email", ""))
        if account is None:
            abort(404)
        return begin(account, method=DEMO)
