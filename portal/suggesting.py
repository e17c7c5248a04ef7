"""Organisations and people that may be meant, offered while the filer writes one.

They stand in the page itself, as the browser's own list of suggestions: it is used by keys, needs no
script, and a name that is not on it is written as ever. Where scripts run, names that the office lists
as vendors, partners and donors are added to it as one types.
"""

from collections.abc import Iterator

from flask import g, jsonify, request
from flask.typing import ResponseReturnValue

from disclosure.casework import listing
from disclosure.domain.interests import PartyKind
from disclosure.web.desk import SIGNED_IN, Desk, nothing
from portal.drafts import Work

MOST = 100

desk = Desk("suggesting", __name__)


@desk.post("/suggest/organisations", needs=SIGNED_IN, row=nothing)
def offer() -> ResponseReturnValue:
    """Answer with the listed names that what was typed may mean; a POST, so that it stands in no address."""
    return jsonify(listing.suggest(g.db, by=g.actor, typed=request.form.get("typed", "")))


def organisations(work: Work) -> list[str]:
    """Return each organisation of the statement once, by the alphabet; never a private person."""
    named = {" ".join(name.split()).casefold(): name.strip() for name in _named(work) if name.strip()}
    return [named[key] for key in sorted(named)][:MOST]


def people(work: Work) -> list[str]:
    """Return the names of the household, which were given once and may be meant again."""
    return sorted({one.name.strip() for one in work.statement.household if one.name.strip()})


def _named(work: Work) -> Iterator[str]:
    for member in work.statement.household:
        yield member.employer
    for item in work.statement.items:
        if item.counterparty.kind is not PartyKind.PERSON:
            yield item.counterparty.name
        yield str(getattr(item, "employer", ""))
