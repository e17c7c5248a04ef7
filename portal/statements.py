"""The pages of one statement, and finding the filing it belongs to.

One's own stands at /2020/questions; one that somebody prepares for another
person at /for/<person>/2020/questions. Links inside such a page stay with the
same person and year.
"""

from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import select

from disclosure.domain.actors import Actor
from disclosure.models import Cycle, Filing, FilingKind, Person
from disclosure.web.desk import Desk
from disclosure.web.loaders import own_filing

STAYS = ("person", "year")
"""The parts of an address that a link keeps unless it says otherwise."""


class StatementDesk(Desk):
    """A family of pages of one statement, each at two addresses: one's own, and another's."""

    def add_url_rule(self, rule: str, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Add both addresses of a page."""
        super().add_url_rule(rule, *args, **settings)
        super().add_url_rule(f"/for/<uuid:person>{rule}", *args, **settings)


def statement(actor: Actor, year: int, person: UUID | None = None) -> Filing | None:
    """Return the annual filing of a year: the actor's own, or that of the person in the address."""
    if person is None:
        return own_filing(actor, year)
    found: Filing | None = g.db.scalar(
        select(Filing)
        .join(Cycle, Cycle.id == Filing.cycle_id)
        .join(Person, Person.id == Filing.person_id)
        .where(
            Filing.person_id == person,
            Filing.organisation_id == current_user.account.organisation_id,
            Cycle.year == year,
            Filing.kind == FilingKind.ANNUAL,
        )
    )
    return found


def register(app: Flask) -> None:
    """Let links inside the pages of a statement stay with it."""
    app.url_defaults(_stay)


def _stay(endpoint: str, values: dict[str, Any]) -> None:
    if not has_request_context() or not request.view_args:
        return
    for part in STAYS:
        if part in request.view_args and current_app.url_map.is_endpoint_expecting(endpoint, part):
            values.setdefault(part, request.view_args[part])
