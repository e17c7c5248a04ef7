"""Signing in as a person does it: ask, wait for the letter, open its link."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from disclosure.jobs.assembly import worker_for

AMINA = "amina@example.org"
MakeSite = Callable[..., Flask]
on_sqlite = pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)


def send(client: FlaskClient, address: str, **answers: str) -> TestResponse:
    """Open a page and send its form."""
    page = client.get(address)
    found = re.search(r'name="?csrf_token"?[^>]* value="([^"]+)"', page.text)
    assert found, page.text
    return client.post(address, data={"csrf_token": found[1]} | answers)


def letters(app: Flask) -> list[str]:
    """Let the worker send what is owed; return the letters in the folder."""
    config = app.extensions["config"]
    worker_for(config, app.extensions["engine"], queues=["common"]).run_until_idle()
    files = sorted((config.instance / "mail").glob("*.eml"))
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [one.get_body(("plain",)).get_content() for one in read]  # type: ignore[union-attr]


def link(app: Flask, client: FlaskClient, email: str = AMINA, *, page: str = "/sign-in") -> str:
    """Ask for a link on a page and take it out of the letter, as a path."""
    known = set(letters(app))
    asked = send(client, page, email=email)
    assert (asked.status_code, asked.location) == (303, "/sign-in/sent")
    (letter,) = set(letters(app)) - known
    found = re.search(r"http://localhost(/sign-in/link/\S+)", letter)
    assert found, letter
    return found[1]


def token_in(client: FlaskClient) -> str:
    with client.session_transaction() as session:
        return str(session["_user_id"])


def is_in(client: FlaskClient) -> bool:
    return client.get("/home").status_code == 200
