"""Saving while one writes: what is filled in so far goes into the draft, without a word about the rest."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from disclosure.domain.interests import Statement
from disclosure.errors import Stale
from portal import drafts, staying
from portal.drafts import Work
from portal.forms import DraftForm
from portal.kept import AUTOSAVED


def is_asked_for() -> bool:
    """Whether a page's script sent the form, while the person goes on writing."""
    return request.method == "POST" and AUTOSAVED in request.form


def answer(work: Work, form: DraftForm, statement: Statement) -> ResponseReturnValue:
    """Save over the version the page showed, and tell its script the new one; 409 when it moved on."""
    changed = statement != work.statement
    if not changed and form.version.data != work.version:
        return jsonify(saved=False), 409
    try:
        work = drafts.save(work, form, statement) if changed else work
    except Stale:
        return jsonify(saved=False), 409
    return jsonify(saved=changed, version=work.version, seconds=staying.seconds())
