"""The pages of one statement, and finding the filing it belongs to.

One's own stands at /2020/questions; one on taking or leaving office at
/entry/2020/questions or /exit/2020/questions; one that somebody prepares for
another person at /for/<person>/2020/questions. Links inside such a page stay
with the same person, occasion and year.
"""

from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, has_request_context, request
from flask_login import current_user
from sqlalchemy import Select, bindparam
from sqlalchemy.orm import Session

from disclosure.access import Permission, permits
from disclosure.casework.accounts import Visitor
from disclosure.domain.actors import Actor
from disclosure.models import Filing, FilingKind
from disclosure.web.desk import Desk
from disclosure.web.loaders import FILING_OF_YEAR, held, kind_of
from disclosure.web.signin import SignedInAccount

STAYS = ("person", "occasion", "year")
"""The parts of an address that a link keeps unless it says otherwise."""


class OwnDesk(Desk):
    """A family of pages of one's own statements: the yearly one, and those on taking and leaving office."""

    whose: tuple[str, ...] = ("",)
    _occasions = ("", "/<any(entry, exit):occasion>")

    def add_url_rule(self, rule: str, *args: Any, **settings: Any) -> None:  # noqa: ANN401
        """Add every address of a page."""
        for whose in self.whose:
            for occasion in self._occasions:
                super().add_url_rule(f"{whose}{occasion}{rule}", *args, **settings)


class StatementDesk(OwnDesk):
    """A family of pages of one statement: one's own, and another's that one prepares."""

    whose = ("", "/for/<uuid:person>")


def address(filing: Filing) -> dict[str, Any]:
    """Return the parts of the addresses of a filing's pages, besides whose it is."""
    occasion = None if filing.kind is FilingKind.ANNUAL else filing.kind.value
    return {"year": filing.cycle.year, "occasion": occasion}


_OF_OTHERS = FILING_OF_YEAR.where(Filing.organisation_id == bindparam("organisation_id"))
_HELD, _HELD_OF_OTHERS = held(FILING_OF_YEAR), held(_OF_OTHERS)


def statement(
    actor: Actor, year: int, person: UUID | None = None, occasion: str | None = None
) -> Filing | None:
    """Return the filing that an address means: the actor's own, or that of the person in the address."""
    return _found(actor, year, person, occasion, own=FILING_OF_YEAR, of_others=_OF_OTHERS)


def statement_of(
    db: Session,
    visitor: Visitor | SignedInAccount,
    *,
    year: int,
    person: UUID | None,
    occasion: str | None,
    needs: Permission,
) -> Filing | None:
    """Return the same before the page is reached, for somebody who may do there what the page needs."""
    asked = {"person_id": person or visitor.actor.person_id, "year": year, "kind": kind_of(occasion)}
    if person is not None:
        asked["organisation_id"] = visitor.organisation.id
    found: Filing | None = db.scalar(FILING_OF_YEAR if person is None else _OF_OTHERS, asked)
    return found if found is not None and permits(visitor.actor, needs, found) else None


def held_statement(
    actor: Actor, year: int, person: UUID | None = None, occasion: str | None = None
) -> Filing | None:
    """Return the same for an act on the case; another act on it waits until this one is done."""
    return _found(actor, year, person, occasion, own=_HELD, of_others=_HELD_OF_OTHERS)


def _found(
    actor: Actor,
    year: int,
    person: UUID | None,
    occasion: str | None,
    *,
    own: Select[Filing],
    of_others: Select[Filing],
) -> Filing | None:
    asked = {"person_id": person or actor.person_id, "year": year, "kind": kind_of(occasion)}
    if person is not None:
        asked["organisation_id"] = current_user.account.organisation_id
    found: Filing | None = g.db.scalar(own if person is None else of_others, asked)
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
