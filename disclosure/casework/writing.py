"""Writing in a case: every text is sealed, kept for good, and its kind decides who can read it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import snippets
from disclosure.casework.sealed import BOTH_SITES, REVIEW_ONLY, keep
from disclosure.domain.actors import Actor
from disclosure.domain.correspondence import Written
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.models import Filing, SealedText, SnippetVersion, Writing
from disclosure.vault.sealing import Sealer

PRIVATE = frozenset({Writing.NOTE, Writing.FINDING, Writing.RETURN, Writing.ESCALATION, Writing.DIRECTION})
"""Kinds that only the review site can open; the filer never sees them."""

LONGEST_TEXT = 20_000
"""Characters; some eight printed pages."""


def check(text: str) -> None:
    """Raise BadInput when a text is empty or longer than LONGEST_TEXT."""
    if not text.strip():
        raise BadInput(message("Write something first: this text is empty."))
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            message(
                "Shorten this text to %(most)d characters; it has %(has)d.", most=LONGEST_TEXT, has=len(text)
            )
        )


def write(
    db: Session,
    sealer: Sealer,
    *,
    by: Actor,
    filing: Filing,
    kind: Writing,
    subject_id: UUID,
    text: str,
    items: Sequence[str] = (),
    language: str = "en",
    snippet: SnippetVersion | None = None,
) -> SealedText:
    """Seal one text about `subject_id` (a question, advice, document request …) of a filing.

    The caller has demanded its permission and writes its ledger line. Raises
    BadInput as `check` does.
    """
    check(text)
    if snippet is not None:
        snippets.note_use(db, snippet)
    taken_from = snippet.id.hex if snippet else ""
    row = SealedText(
        id=uuid4(),
        filing_id=filing.id,
        subject_id=subject_id,
        kind=kind,
        author_id=by.named(),
        at=clock.now(),
    )
    keep(
        db,
        sealer,
        row,
        Written(text=text, items=tuple(items), language=language, snippet=taken_from).encode(),
        cycle_id=filing.cycle_id,
        recipients=REVIEW_ONLY if kind in PRIVATE else BOTH_SITES,
    )
    db.add(row)
    return row
