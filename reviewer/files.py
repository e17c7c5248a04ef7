"""Files that stand beside a document or a proof, handed out through the one door."""

from flask import current_app, g
from flask.typing import ResponseReturnValue

from disclosure.access import Permission
from disclosure.casework import attaching
from disclosure.models import Attachment
from disclosure.vault.storage import Storage
from disclosure.web.desk import Desk
from disclosure.web.loaders import of_filing
from disclosure.web.saving import saved
from reviewer.folder import keys, why

desk = Desk("files", __name__)


def storage() -> Storage:
    """Return where this site's attachments are stored."""
    found: Storage = current_app.extensions["storage"]
    return found


@desk.get(
    "/<uuid:filing_id>/files/<uuid:attachment_id>",
    needs=Permission.CASE_READ,
    row=of_filing(Attachment, "attachment_id"),
    opens=True,
)
def download(attachment: Attachment) -> ResponseReturnValue:
    """Hand out one file, opened piece by piece; a browser saves it and never shows it in place."""
    opened = attaching.open_file(
        g.db, keys().opener, storage(), by=g.actor, attachment=attachment, why=why(attachment.filing)
    )
    about = opened.about
    return saved(opened.pieces, name=about.name, kind=about.kind, size=opened.size)
