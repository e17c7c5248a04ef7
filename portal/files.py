"""Files that filers send, and handing them back.

They are looked at before the request's own transaction begins: opening one
may take seconds, in which nobody else should wait for the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, BinaryIO, cast
from uuid import UUID

from flask import Flask, Request, Response, current_app, flash, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms.fields.core import Field

from config import PortalConfig
from disclosure.casework import attaching, reading
from disclosure.domain.messages import Message, message
from disclosure.errors import BadInput, WrongState
from disclosure.models import Attachment, Filing
from disclosure.papers.checking import Paper, checked
from disclosure.papers.limits import MEGABYTE, MEGAPIXEL, Limits
from disclosure.papers.memory import anonymous
from disclosure.vault.storage import Storage
from disclosure.web.forms import Form
from disclosure.web.saving import saved
from portal.drafts import keys

FIELDS = ("papers", "photo")
"""The names of the fields in which pages take files."""
TAKING = frozenset(
    {"verifying.document", "corresponding.answer", "corresponding.respond", "corresponding.prove"}
)
"""The pages that take files; to any other nothing large can be sent."""
AT_ONCE = 4
"""How many of the largest files one request may bring there; each of them is judged by itself."""

MOST = 20
"""Files of one request that are looked at: each takes a process of its own."""
MOST_PARTS = 100
"""Files that one request may bring at all, looked at or not."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it arrived: looked at and accepted, or refused with a sentence."""

    name: str
    paper: Paper | None
    refusal: Message | None = None


class Posted(Request):
    """A request whose files wait in memory without a name: none of them ever lies on a disk in the clear.

    Each of them is an open file of the process, which has a thousand or so for everybody.
    """

    def _get_file_stream(self, *_known: object, **_also: object) -> IO[bytes]:
        waiting: list[IO[bytes]] = vars(self).setdefault("_waiting", [])
        if len(waiting) == MOST_PARTS:
            for stream in waiting:
                stream.close()
            raise RequestEntityTooLarge
        waiting.append(anonymous())
        return waiting[-1]

    def close(self) -> None:
        """Close every file, also those of a request that could not be read to its end."""
        super().close()
        for stream in vars(self).get("_waiting", ()):
            stream.close()


def register(app: Flask, config: PortalConfig) -> None:
    """Let `app` take files."""
    app.request_class = Posted
    app.extensions["storage"] = Storage(config.storage_url)
    app.extensions["paper limits"] = Limits(
        size=config.largest_file * MEGABYTE,
        pages=config.most_pages,
        pixels=config.most_megapixels * MEGAPIXEL,
    )
    app.url_value_preprocessor(_allow_files)
    app.before_request(_look)
    app.teardown_request(_close)


def limits() -> Limits:
    """Return how large a file may be."""
    found: Limits = current_app.extensions["paper limits"]
    return found


def hint() -> Message:
    """Return what may be sent, for the field that takes it."""
    return message(
        "PDF, JPEG, PNG, TIFF or plain text, up to %(megabytes)d MB each. We remove what a file says about "
        "place, device and author.",
        megabytes=limits().size // MEGABYTE,
    )


def shown(subject_id: UUID) -> dict[str, object]:
    """Return what a page's boxes for files need: the hint, and where the script sends pieces."""
    return {"hint": hint(), "pieces": url_for("uploading.begin", subject=subject_id)}


def came() -> bool:
    """Tell whether this request brought a file, good or not."""
    return bool(g.get("sent"))


def keep(*, filing: Filing, subject_id: UUID) -> list[Message]:
    """Keep the files that came and are good; return a sentence for each that is not."""
    refusals = []
    for sent in g.get("sent", ()):
        if sent.paper is None:
            refusals.append(message("“%(name)s” was not kept. %(why)s", name=sent.name, why=sent.refusal))
        else:
            attaching.keep(
                g.db,
                keys().sealer,
                _storage(),
                by=g.actor,
                filing=filing,
                subject_id=subject_id,
                name=sent.name,
                paper=sent.paper,
            )
    return refusals


def taken_out(form: Form, *, subject_id: UUID) -> bool:
    """Take out the kept file whose button was pressed; tell whether one was. What is on the form stays."""
    chosen = request.form.get("take_out", "")
    for one in attaching.kept_for(g.db, subject_id) if chosen else ():
        if str(one.id) == chosen:
            try:
                attaching.take_out(g.db, _storage(), by=g.actor, attachment=one)
            except WrongState as refusal:
                form.refuse(refusal.sentence)
                return True
    if chosen:
        flash(_("The file is taken out."))
    return bool(chosen)


def tell(form: Form, field: Field, refused: Sequence[Message]) -> None:
    """Show every refusal in the summary, and the first also where files are chosen."""
    form.refuse(*refused[:1], at=field.id)
    form.refuse(*refused[1:])


def handed_out(attachment: Attachment) -> Response:
    """Return a file to whoever sent it, to be saved and not shown by the browser."""
    opened = _opened(attachment)
    return saved(opened.pieces, name=opened.about.name, kind=opened.about.kind, size=opened.size)


def named(rows: Sequence[Attachment]) -> list[tuple[Attachment, str]]:
    """Return files with their names."""
    return [(one, _opened(one).about.name) for one in rows]


def _allow_files(endpoint: str | None, _address: dict[str, object] | None) -> None:
    if endpoint in TAKING:
        request.max_content_length = AT_ONCE * limits().size


def _look() -> None:
    if request.endpoint in TAKING and request.method == "POST" and current_user.is_authenticated:
        posted = [one for field in FIELDS for one in request.files.getlist(field) if one.filename]
        g.sent = [looked_at(one.filename or "", cast("BinaryIO", one.stream)) for one in posted[:MOST]]
        too_many = message("Send at most %(most)d files at once, and this one in the next step.", most=MOST)
        g.sent += [Sent(one.filename or "", None, too_many) for one in posted[MOST:]]


def looked_at(name: str, stream: BinaryIO) -> Sent:
    """Look at one file that came: the sentence of a refusal names what to do instead."""
    try:
        return Sent(name, checked(stream, limits()))
    except BadInput as refusal:
        [sentence] = refusal.messages
        return Sent(name, None, cast("Message", sentence))


def _close(_fault: BaseException | None) -> None:
    for sent in g.pop("sent", ()):
        if sent.paper is not None:
            sent.paper.content.close()


def _storage() -> Storage:
    found: Storage = current_app.extensions["storage"]
    return found


def _opened(attachment: Attachment) -> attaching.Opened:
    return attaching.open_file(
        g.db, keys().opener, _storage(), by=g.actor, attachment=attachment, why=reading.Why.OWN_COPY
    )
