"""Reminding the people of a list: whom the page showed is whom is written to, and nobody else."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import NamedTuple
from uuid import UUID

from flask import g

from compliance import letters, register
from compliance.filters import Filter
from compliance.forms import ChosenForm
from disclosure.casework import chasing
from disclosure.casework.chasing import Chosen
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.mail import Rendered
from disclosure.models import Cycle

MOST = 20_000
"""People of a list who are reminded at once: their ids travel with the page."""
SHOWN = 200
"""Names on the page; the counts are of all."""
ID_BYTES = 16


class Preview(NamedTuple):
    """Who of a list would be written to, and what they would read."""

    listed: int
    due: list[Chosen]
    texts: list[Rendered]
    form: ChosenForm

    @property
    def shown(self) -> list[Chosen]:
        """The first of them."""
        return self.due[:SHOWN]


def preview(cycle: Cycle, chosen: Filter) -> Preview:
    """Return who of a list would be written to now, without writing anything."""
    listed = register.filings(g.db, by=g.actor, cycle=cycle, chosen=chosen, most=MOST)
    due = chasing.chosen(g.db, by=g.actor, cycle=cycle, filings=listed)
    return Preview(
        listed=register.count(g.db, by=g.actor, cycle=cycle, chosen=chosen),
        due=due,
        texts=[letters.sample(cycle, kind) for kind in sorted({one.kind for one in due})],
        form=ChosenForm(formdata=None, people=packed([one.filing.id for one in due])),
    )


def remind(cycle: Cycle, form: ChosenForm) -> tuple[int, int]:
    """Write to whom the page showed; return how many letters, and how many people dropped out meanwhile."""
    filings = unpacked(form.people.data or "")
    written = chasing.remind_chosen(g.db, by=g.actor, cycle=cycle, filings=filings)
    return len(written), len(filings) - len(written)


def packed(filings: list[UUID]) -> str:
    """Return ids as text that a form carries."""
    return b64encode(b"".join(one.bytes for one in filings)).decode()


def unpacked(text: str) -> list[UUID]:
    """Return the ids that a form carried. Raises BadInput when they were damaged on the way."""
    try:
        content = b64decode(text, validate=True)
    except NotBase64:
        content = b"?"
    if len(content) % ID_BYTES:
        raise BadInput(message("The list did not arrive whole. Open it again."))
    return [UUID(bytes=content[at : at + ID_BYTES]) for at in range(0, len(content), ID_BYTES)]
