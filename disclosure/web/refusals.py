"""What is refused is kept: who asked for a row that is not theirs, and where something did not open.

The request's own transaction is undone by the refusal, so the line is written in one of its own. Who
asks for a page or a row that does not exist leaves none: a mistyped address is no attempt on anybody.
"""

from flask import request
from flask_login import current_user
from werkzeug.exceptions import NotFound

from disclosure import ledger
from disclosure.access import Permission
from disclosure.db import transaction
from disclosure.errors import KeyMissing, NotPermitted, SealBroken
from disclosure.web.transaction import engine


class Refused(NotFound):
    """A row is there and not theirs. It reads like a page that does not exist."""

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission


KEPT: tuple[type[Exception], ...] = (Refused, NotPermitted, SealBroken, KeyMissing)
"""The refusals that leave a line."""


def keep(refusal: Exception) -> None:
    """Write down that the signed-in account was refused, or that something sealed did not open."""
    if not current_user.is_authenticated:
        return
    page = request.endpoint or ""
    with transaction(engine()) as db:
        if isinstance(refusal, SealBroken | KeyMissing):
            ledger.record(
                db,
                current_user.actor,
                "seal:broken",
                organisation_id=current_user.organisation.id,
                page=page,
                error=type(refusal).__name__,
            )
            return
        ledger.record(
            db,
            current_user.actor,
            "access:refused",
            organisation_id=current_user.organisation.id,
            permission=refusal.permission.value if isinstance(refusal, Refused) else None,
            page=page,
        )
