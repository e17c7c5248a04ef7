"""Sending what was written: in batches over one connection, each letter once.

A transport that may be repeated (a folder, where the file's name is the
letter's id) is given the batch and the batch is marked; killed in between, it
writes the same files again. Any other is given one claimed letter at a time
(see `claiming`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine, select

from disclosure.db import transaction
from disclosure.mail.claiming import Claims, Mark, mark_all, put_doubtful_aside, unsent
from disclosure.mail.composing import Composed, compose
from disclosure.mail.doors import unlocked
from disclosure.mail.errors import LetterDoubtful, LetterRefused, LetterWaits, PostClosed
from disclosure.mail.rendering import Press
from disclosure.mail.transport import Carrier, Transport
from disclosure.models import Letter, Organisation

BATCH = 200
Names = Mapping[UUID, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Post:
    """All that sending needs: the way out, the press, and in whose name."""

    transport: Transport
    press: Press
    sender: str
    """The address letters come from."""

    def message(self, letter: Letter, names: Names) -> Composed:
        """Return the message of a letter. Raises LetterRefused."""
        organisation = names[letter.organisation_id]
        text = self.press.render(letter, organisation)
        name = organisation.get(letter.language, organisation["en"])
        return compose(letter, text, sender=self.sender, organisation=name)


def send(engine: Engine, post: Post, *, limit: int = BATCH) -> int:
    """Send every unsent letter, `limit` over each connection; return how many were sent.

    Any number of processes may do so at once. A letter that is refused for
    good is marked with the sentence and the others go on.

    Raises:
        PostClosed: the server cannot be reached; what is unsent stays owed.
        LetterWaits: the server did not take some letters yet; they stay owed.
        LetterDoubtful: the server broke off; that letter is put aside, the others stay owed.

    """
    put_doubtful_aside(engine)
    deliver = _write_out if post.transport.repeatable else _hand_over
    sent, waiting = 0, list[UUID]()
    while len(waiting) < limit and (letters := unsent(engine, limit=limit, without=waiting)):
        sent += deliver(engine, post, letters, _names(engine, letters), waiting)
    if waiting:
        raise LetterWaits(f"The mail server did not take {len(waiting)} letters yet. They are tried again.")
    return sent


def _names(engine: Engine, letters: Sequence[Letter]) -> Names:
    wanted = {letter.organisation_id for letter in letters}
    with transaction(engine, write=False) as db:
        rows = db.execute(select(Organisation.id, Organisation.names).where(Organisation.id.in_(wanted)))
        return {row.id: row.names for row in rows}


def _write_out(
    engine: Engine, post: Post, letters: Sequence[Letter], names: Names, _waiting: list[UUID]
) -> int:
    """Hand a whole batch to a transport that may be given a letter twice, then mark it."""
    marks = []
    with post.transport.connect() as carrier:
        for letter in letters:
            try:
                carrier.hand(letter.id, post.message(unlocked(engine, letter), names))
                marks.append(Mark(letter.id, sent=True))
            except LetterRefused as refusal:
                marks.append(Mark(letter.id, refused=str(refusal)))
    with engine.begin() as connection:
        mark_all(connection, marks)
    return sum(mark.sent for mark in marks)


def _hand_over(
    engine: Engine, post: Post, letters: Sequence[Letter], names: Names, waiting: list[UUID]
) -> int:
    """Hand a batch over letter by letter, each claimed before and marked with the next claim."""
    claims, sent = Claims(engine), 0
    with post.transport.connect() as carrier:
        try:
            for letter in letters:
                if claims.take(letter.id):
                    sent += _hand_one(claims, carrier, post, letter, names, waiting)
        finally:
            claims.settle()
    return sent


def _hand_one(
    claims: Claims, carrier: Carrier, post: Post, letter: Letter, names: Names, waiting: list[UUID]
) -> int:
    try:
        carrier.hand(letter.id, post.message(unlocked(claims.engine, letter), names))
    except (LetterRefused, LetterDoubtful) as reason:
        claims.mark(Mark(letter.id, refused=str(reason)))
        if isinstance(reason, LetterDoubtful):
            raise
        return 0
    except LetterWaits:
        waiting.append(letter.id)
        claims.mark(Mark(letter.id))
        return 0
    except PostClosed:
        claims.mark(Mark(letter.id))
        raise
    claims.mark(Mark(letter.id, sent=True))
    return 1
