"""A file that a page's script sends in pieces: after a cut line it goes on where it stopped.

Without script, and for small files, the page's own form takes the file. When
all is here it is looked at as any file is, and kept as one that is not sent yet.
"""

import hmac
import re
from contextlib import closing
from typing import Any, BinaryIO
from uuid import UUID

from flask import Flask, abort, current_app, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from disclosure.access import Permission
from disclosure.casework import attaching
from disclosure.casework import uploading as office
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import AdviceState, QuestionState
from disclosure.domain.messages import message
from disclosure.errors import BadInput, Stale
from disclosure.models import Advice, DocumentRequest, Question, Upload
from disclosure.papers.memory import anonymous
from disclosure.web.forms import said
from disclosure.web.transaction import request_transaction
from portal import documents, files, loading, staying
from portal.drafts import keys
from portal.statements import OwnDesk

desk = OwnDesk("uploading", __name__)
Subject = Advice | DocumentRequest | Question
_MARK = re.compile(r"[0-9a-f]{64}")
_ADVICE_OPEN = frozenset({AdviceState.SENT, AdviceState.TO_DISCUSS, AdviceState.AGREED})
_WHOLE = "uploading.keep"


def register(app: Flask) -> None:
    """Put a whole file together, and look at it, before the request's own transaction begins."""
    app.url_value_preprocessor(_allow_a_piece)
    app.before_request(_look)


def _subject(actor: Actor, year: int, subject: UUID, occasion: str | None = None) -> Subject | None:
    """Return what a file may stand beside, while it is the filer's turn."""
    found: Subject | None = (
        loading.document_request(actor, year, subject, occasion)
        or loading.question_asked(actor, year, subject, occasion)
        or loading.sent_advice(actor, year, subject, occasion)
    )
    match found:
        case DocumentRequest():
            takes = documents.is_open(found)
        case Question():
            takes = found.state is QuestionState.ASKED
        case _:
            takes = found is not None and found.state in _ADVICE_OPEN
    return found if takes else None


def _seen(actor: Actor, year: int, subject: UUID, upload: UUID, occasion: str | None = None) -> Upload | None:
    """Return an upload to be asked about."""
    return _of_subject(
        office.own(g.db, by=actor, upload_id=upload, held=False), actor, year, subject, occasion
    )


def _held(actor: Actor, year: int, subject: UUID, upload: UUID, occasion: str | None = None) -> Upload | None:
    """Return an upload for an act on it."""
    return _of_subject(
        office.own(g.db, by=actor, upload_id=upload, held=True), actor, year, subject, occasion
    )


def _of_subject(
    found: Upload | None, actor: Actor, year: int, subject: UUID, occasion: str | None
) -> Upload | None:
    beside = found is not None and found.subject_id == subject and _subject(actor, year, subject, occasion)
    return found if beside else None


@desk.post("/<int:year>/uploads/<uuid:subject>", needs=Permission.DOCUMENT_SUBMIT, row=_subject)
def begin(subject: Subject) -> ResponseReturnValue:
    """Begin to send a file, or go on with one: the same account, the same file."""
    given, size = request.form.get("mark", ""), request.form.get("size", type=int)
    if not _MARK.fullmatch(given) or size is None:
        abort(400)
    try:
        upload = office.begin(
            g.db,
            by=g.actor,
            filing=subject.filing,
            subject_id=subject.id,
            mark=_keyed(f"{g.actor.account_id} {subject.id} {size} {given}"),
            size=size,
            largest=files.limits().size,
        )
    except BadInput:
        abort(413)
    here = url_for("uploading.arrived", subject=subject.id, upload=upload.id)
    whole = url_for(_WHOLE, subject=subject.id, upload=upload.id)
    return jsonify(arrived=office.arrived(g.db, upload), here=here, whole=whole, seconds=staying.seconds())


@desk.get("/<int:year>/uploads/<uuid:subject>/<uuid:upload>", needs=Permission.DOCUMENT_SUBMIT, row=_seen)
def arrived(upload: Upload) -> ResponseReturnValue:
    """Tell how much of the file is here."""
    return jsonify(arrived=office.arrived(g.db, upload), seconds=staying.seconds())


@desk.post("/<int:year>/uploads/<uuid:subject>/<uuid:upload>", needs=Permission.DOCUMENT_SUBMIT, row=_held)
def take(upload: Upload) -> ResponseReturnValue:
    """Take the next piece; 409 when another one comes next. Both tell how much is here."""
    start, content = request.args.get("start", -1, type=int), request.get_data(cache=False)
    try:
        here = office.take(g.db, keys().sealer, by=g.actor, upload=upload, start=start, content=content)
    except BadInput:
        abort(400)
    except Stale:
        return jsonify(arrived=office.arrived(g.db, upload), seconds=staying.seconds()), 409
    return jsonify(arrived=here, seconds=staying.seconds())


@desk.post(
    "/<int:year>/uploads/<uuid:subject>/<uuid:upload>/whole",
    needs=Permission.DOCUMENT_SUBMIT,
    row=_held,
)
def keep(upload: Upload) -> ResponseReturnValue:
    """Keep the whole file, or say why it cannot be kept. Asked twice, it keeps one."""
    if upload.kept_id is None:
        if not files.came():
            abort(400)
        refused = files.keep(filing=upload.filing, subject_id=upload.subject_id)
        g.db.flush()
        if refused:
            office.drop(g.db, upload)
            return jsonify(said=said(refused[0]), seconds=staying.seconds())
        office.became(g.db, upload=upload, kept_id=attaching.kept_for(g.db, upload.subject_id)[-1].id)
    kept = message(
        "“%(name)s” is kept, not sent yet. You need not choose it again.", name=request.form.get("name", "")
    )
    return jsonify(said=said(kept), seconds=staying.seconds())


def _allow_a_piece(endpoint: str | None, _address: dict[str, object] | None) -> None:
    if endpoint == "uploading.take":
        request.max_content_length = office.PIECE


def _look() -> None:
    if request.endpoint != _WHOLE or request.method != "POST" or not current_user.is_authenticated:
        return
    with closing(anonymous()) as source:
        if _gathered(current_user.actor, source):
            g.sent = [files.looked_at(request.form.get("name", ""), source)]


def _gathered(actor: Actor, target: BinaryIO) -> bool:
    """Put the pieces of a file together in memory; tell whether all were there and it is not kept yet."""
    with request_transaction(write=True):
        address: dict[str, Any] = dict(request.view_args or {})
        upload = _held(actor, **address)
        if upload is None or upload.kept_id or office.arrived(g.db, upload) < upload.size:
            return False
        target.writelines(office.gather(g.db, keys().opener, by=actor, upload=upload))
    target.seek(0)
    return True


def _keyed(mark: str) -> str:
    """Return a hash that nobody can compare with a file without this site's secret."""
    return hmac.digest(str(current_app.secret_key).encode(), mark.encode(), "sha256").hex()
