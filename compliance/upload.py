"""A roster on its way: read, compared, carried by the page that shows the difference, taken over.

Nothing of it is kept on the server in between. The page carries the file packed, and a mark of
the difference it shows; what would be taken over is compared with that mark again.
"""

import hashlib
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import NamedTuple

from flask import g

from compliance.forms import ApplyForm
from disclosure.casework import rosters
from disclosure.casework.rosters import Difference, Lookalikes
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Organisation
from disclosure.web.signin import settings
from disclosure.web.site import LARGEST_FORM

SHOWN = 100
"""People of each kind on the page; the counts are of all."""
ROOM = 64 * 1024
"""Bytes left in the form for everything but the roster."""


class Compared(NamedTuple):
    """A roster and what taking it over would change."""

    packed: str
    complete: bool
    difference: Difference
    lookalikes: list[Lookalikes]

    @property
    def mark(self) -> str:
        """What tells this difference from any other."""
        return hashlib.sha256(repr(self.difference).encode()).hexdigest()

    def form(self) -> ApplyForm:
        """Return the form that carries the roster on."""
        carried = {"packed": self.packed, "complete": "y" if self.complete else "", "shown": self.mark}
        return ApplyForm(formdata=None, **carried)


def compared(organisation: Organisation, content: bytes, *, complete: bool) -> Compared:
    """Read a roster and compare it. Raises BadInput with a sentence for each faulty line."""
    rows = rosters.read(g.db, organisation, content)
    found = rosters.difference(g.db, by=g.actor, organisation=organisation, rows=rows, complete=complete)
    return Compared(packed(content), complete, found, rosters.lookalikes(rows))


def apply(organisation: Organisation, form: ApplyForm) -> Difference:
    """Take over the roster that a page carried, if it still changes what that page showed.

    Raises BadInput otherwise; then nothing is changed.
    """
    content, complete = unpacked(form.packed.data or ""), bool(form.complete.data)
    again = compared(organisation, content, complete=complete)
    if again.mark != form.shown.data:
        raise BadInput(message("The roster kept here changed since you compared the file. Choose it again."))
    rows = rosters.read(g.db, organisation, content)
    return rosters.apply(g.db, by=g.actor, organisation=organisation, rows=rows, complete=complete)


def packed(content: bytes) -> str:
    """Return a file as text that a form carries. Raises BadInput for one that no form can carry."""
    text = b64encode(zlib.compress(content, 9)).decode()
    if len(text) > LARGEST_FORM - ROOM:
        raise BadInput(
            message("This file is too large for a page. Ask the administrator: disclosure roster import FILE")
        )
    return text


def unpacked(text: str) -> bytes:
    """Return the file that a form carried. Raises BadInput when it was damaged on the way."""
    damaged = BadInput(message("The file did not arrive whole. Choose it again."))
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(b64decode(text, validate=True), settings().max_upload)
    except (NotBase64, zlib.error):
        raise damaged from None
    if not unpacker.eof:
        raise damaged
    return content
