"""A roster on its way: read, compared, carried by the page that shows the difference, taken over.

Nothing of it is kept on the server in between. The page carries the file packed, and a mark of
the difference it shows; what would be taken over is compared with that mark again.
"""

import hashlib
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import NamedTuple

from flask import g

from compliance.rostering import ApplyForm, ColumnsForm, FaultyForm, RosterForm
from disclosure.casework import rosters
from disclosure.casework.rosters import Difference, Lookalikes, PersonRow
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Organisation
from disclosure.web.forms import said
from disclosure.web.signin import settings
from disclosure.web.site import LARGEST_FORM

ROOM = 64 * 1024
"""Bytes left in the form for everything but the roster."""


class Sent(NamedTuple):
    """A roster as it was sent, and which of its columns is which of ours."""

    content: bytes
    complete: bool
    source: str = ""
    """The source whose columns are kept; "" for a file with our own."""
    names: Mapping[str, str] | None = None

    @property
    def without(self) -> frozenset[str]:
        """The columns that the file does not have; they stay as they are."""
        return rosters.missing(self.names) if self.names is not None else frozenset()

    def rows(self, organisation: Organisation) -> list[PersonRow]:
        """Return its people. Raises BadInput with a sentence for each faulty line."""
        return rosters.read(g.db, organisation, self.content, names=self.names)

    def carried(self) -> dict[str, str]:
        """Return what a form carries on of it."""
        complete = "y" if self.complete else ""
        return {"packed": packed(self.content), "complete": complete, "source": self.source}

    def form_of_faults(self) -> FaultyForm:
        """Return the form that carries the roster to where its faults are told."""
        return FaultyForm(formdata=None, **self.carried())


class Compared(NamedTuple):
    """A roster and what taking it over would change."""

    sent: Sent
    difference: Difference
    lookalikes: list[Lookalikes]

    @property
    def mark(self) -> str:
        """What tells this difference from any other."""
        return hashlib.sha256(repr(self.difference).encode()).hexdigest()

    def form(self) -> ApplyForm:
        """Return the form that carries the roster on."""
        return ApplyForm(formdata=None, **self.sent.carried(), shown=self.mark)


def received(organisation: Organisation, form: RosterForm) -> Sent:
    """Return a roster as it came, with the columns of its source where they are known and fit it."""
    content = rosters.as_text(form.file.data.read())
    name = " ".join((form.source.data or "").split())
    names = known_columns(organisation, name, content)
    return Sent(content, bool(form.complete.data), name, names)


def known_columns(organisation: Organisation, name: str, content: bytes) -> Mapping[str, str] | None:
    """Return which column is which for a source's file; None where the file has our own, or nobody said."""
    found = rosters.known(g.db, by=g.actor, organisation=organisation, name=name) if name else None
    return found.columns if found and rosters.fits(content, found.columns) else None


def compared(organisation: Organisation, sent: Sent) -> Compared:
    """Compare a roster with the one kept. Raises BadInput with a sentence for each faulty line."""
    rows = sent.rows(organisation)
    found = rosters.difference(
        g.db,
        by=g.actor,
        organisation=organisation,
        rows=rows,
        complete=sent.complete,
        without=sent.without,
    )
    return Compared(sent, found, rosters.lookalikes(rows))


def faults(organisation: Organisation, sent: Sent) -> list[str]:
    """Return a sentence for each faulty line of a roster, in the language of the page."""
    try:
        compared(organisation, sent)
    except BadInput as refusal:
        return [said(fault) for fault in refusal.messages]
    return []


def apply(organisation: Organisation, form: ApplyForm) -> Difference:
    """Take over the roster that a page carried, if it still changes what that page showed.

    Raises BadInput otherwise; then nothing is changed.
    """
    sent = carried(organisation, form)
    again = compared(organisation, sent)
    if again.mark != form.shown.data:
        raise BadInput(message("The roster kept here changed since you compared the file. Choose it again."))
    return rosters.apply(
        g.db,
        by=g.actor,
        organisation=organisation,
        rows=sent.rows(organisation),
        complete=sent.complete,
        without=sent.without,
    )


def carried(organisation: Organisation, form: ApplyForm | ColumnsForm | FaultyForm) -> Sent:
    """Return the roster that a page carried on."""
    content, name = unpacked(form.packed.data or ""), form.source.data or ""
    return Sent(content, bool(form.complete.data), name, known_columns(organisation, name, content))


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
