"""Tokens of sign-in links, made at the moment a letter is handed over.

The letter waits with the link's id alone, the link with a hash that no token
has. Whoever hands the letter over draws the token, keeps its hash in the
link and puts the token into the message: it is never in the database, its
backups or its log. A letter tried again carries a new token, and the one
before it stops working.
"""

import re
import secrets
from uuid import UUID

from sqlalchemy import Engine, update

from disclosure import clock
from disclosure.db import transaction
from disclosure.domain.tokens import TOKEN_BYTES, hash_of
from disclosure.mail.errors import LetterRefused
from disclosure.models import Letter, SignInLink

LINK_PATH = "/sign-in/link/"
_WAITING = re.compile(rf"{LINK_PATH}([0-9a-f-]{{36}})")


def path_to(link_id: UUID) -> str:
    """Return the path that a letter is told while it waits; it opens nothing."""
    return f"{LINK_PATH}{link_id}"


def unlocked(engine: Engine, letter: Letter) -> Letter:
    """Return a letter as it is handed over: one that leads to a sign-in link with its token.

    `letter` is a copy read from the database; its row is left as it is.
    Raises LetterRefused when the link was used, ended or has expired meanwhile.
    """
    waiting = _WAITING.fullmatch(str(letter.params.get("path", "")))
    if waiting is None:
        return letter
    token = secrets.token_urlsafe(TOKEN_BYTES)
    still_open = (
        SignInLink.id == UUID(waiting[1]),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )
    with transaction(engine) as db:
        kept = db.scalars(
            update(SignInLink).where(*still_open).values(token_hash=hash_of(token)).returning(SignInLink.id)
        ).first()
    if kept is None:
        raise LetterRefused("This link to sign in ended before its letter could be sent. Ask for a new one.")
    letter.params = {**letter.params, "path": f"{LINK_PATH}{token}"}
    return letter
