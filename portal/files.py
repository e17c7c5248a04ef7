"""Files that filers send, and handing them back."""

from typing import BinaryIO, cast
from uuid import UUID

from flask import Response, current_app, g
from werkzeug.datastructures import FileStorage
from werkzeug.http import dump_options_header

from disclosure.casework import attaching, reading
from disclosure.models import Attachment, Filing
from disclosure.vault.storage import Storage
from portal.drafts import keys


def storage() -> Storage:
    """Return where sealed files lie."""
    found: Storage = current_app.extensions["storage"]
    return found


def keep(sent: FileStorage | None, *, filing: Filing, subject_id: UUID) -> None:
    """Keep a file that was sent, if one was. Raises BadInput for one that is not accepted."""
    if sent is None or not sent.filename:
        return
    attaching.keep(
        g.db,
        keys().sealer,
        storage(),
        by=g.actor,
        filing=filing,
        subject_id=subject_id,
        name=sent.filename,
        stream=cast("BinaryIO", sent.stream),
    )


def handed_out(attachment: Attachment) -> Response:
    """Return a file to whoever sent it, to be saved and not shown by the browser."""
    opened = _opened(attachment)
    answer = Response(opened.pieces, mimetype=opened.about.kind)
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": opened.about.name})
    answer.content_length = opened.size
    return answer


def names(subject_id: UUID) -> list[tuple[Attachment, str]]:
    """Return the files beside a document request or a piece of advice, with their names."""
    return [(one, _opened(one).about.name) for one in attaching.kept_for(g.db, subject_id)]


def _opened(attachment: Attachment) -> attaching.Opened:
    return attaching.open_file(
        g.db, keys().opener, storage(), by=g.actor, attachment=attachment, why=reading.Why.OWN_COPY
    )
