"""A blueprint whose routes must say what they need.

    @desk.get("/<int:year>/start", needs=Permission.FILING_SEE, row=own_filing)
    def show(filing: Filing) -> str: ...

`needs` and `row` have no default: forgetting them is a TypeError at import. A
view receives the row it was granted as its first argument, and by name what
of the address the loader did not take; whoever has not the permission gets the
404 of a page that does not exist.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, wraps
from inspect import Parameter, signature
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from disclosure.access import Permission, permits
from disclosure.domain.actors import Actor
from disclosure.web import refusals
from disclosure.web.once import Act, TakenMeanwhile, once, once_read
from disclosure.web.transaction import request_transaction

Loader = Callable[..., Any]
View = Callable[..., ResponseReturnValue]


class Need:
    """What a route may need instead of a permission on a row."""

    def __init__(self, name: str) -> None:
        self.name = name


OPEN: Final = Need("open to everybody")
SIGNED_IN: Final = Need("signed in")


def nothing() -> None:
    """Load no row: for routes that are open, or need only somebody signed in."""


class Desk(Blueprint):
    """A family of pages. Closed by default: there is no way to add a route without its need.

    A route that is `alone` opens its transactions itself, as it waits for
    something between them; it can be granted no row.
    """

    def get(  # type: ignore[override]
        self,
        rule: str,
        *,
        needs: Permission | Need,
        row: Loader,
        opens: bool = False,
        passive: bool = False,
        alone: bool = False,
    ) -> Callable[[View], View]:
        """Add a page that changes nothing. `opens` says that it opens sealed content (a ledger line).

        `passive` says that pages ask for it by themselves: it keeps no session alive.
        """
        manner = Manner(opens=opens, passive=passive, alone=alone)
        return self._add(rule, ["GET"], needs=needs, row=row, manner=manner)

    def post(  # type: ignore[override]
        self,
        rule: str,
        *,
        needs: Permission | Need,
        row: Loader,
        fresh: bool = False,
        reads_first: bool = False,
        alone: bool = False,
    ) -> Callable[[View], View]:
        """Add an act. `fresh`: only for who proved lately who they are; others are asked to, first.

        `reads_first`: it reads at length and changes no row without naming the
        version it read; when another was faster, it is done again from the start.
        """
        manner = Manner(opens=True, fresh=fresh, reads_first=reads_first, alone=alone)
        return self._add(rule, ["POST"], needs=needs, row=row, manner=manner)

    def form(
        self,
        rule: str,
        *,
        needs: Permission | Need,
        row: Loader,
        opens: bool = False,
        fresh: bool = False,
        alone: bool = False,
    ) -> Callable[[View], View]:
        """Add a page with a form that is posted to itself, carried out once per form token."""
        manner = Manner(opens=opens, fresh=fresh, alone=alone)
        return self._add(rule, ["GET", "POST"], needs=needs, row=row, manner=manner)

    def route(self, rule: str, **options: object) -> Callable[[View], View]:  # type: ignore[override]
        """Refuse Flask's own way to add a route: it would say no need."""
        raise TypeError(f"Add {rule} by get, post or form, which say what it needs ({options}).")

    def _add(
        self, rule: str, methods: list[str], *, needs: Permission | Need, row: Loader, manner: "Manner"
    ) -> Callable[[View], View]:
        if manner.alone and not isinstance(needs, Need):
            raise TypeError(f"{rule} is granted a row, so it runs in a transaction.")

        def register(view: View) -> View:
            def act(
                address: dict[str, Any], once: Callable[[Act], ResponseReturnValue]
            ) -> ResponseReturnValue:
                granted, rest = _grant(needs, row, address)
                return _if_fresh(lambda: once(lambda: view(*granted, **rest)), manner)

            @wraps(view)
            def guarded(**address: Any) -> ResponseReturnValue:  # noqa: ANN401 - typed URL parts
                try:
                    if manner.alone:
                        return act(address, lambda it: it())
                    if manner.reads_first:
                        with suppress(StaleDataError, TakenMeanwhile), request_transaction(reads_first=True):
                            return act(address, once_read)
                    with request_transaction(write=manner.opens or request.method == "POST"):
                        return act(address, once)
                except refusals.KEPT as refusal:
                    refusals.keep(refusal)
                    raise

            guarded.needs, guarded.row = needs, row  # type: ignore[attr-defined]
            guarded.passive, guarded.fresh = manner.passive, manner.fresh  # type: ignore[attr-defined]
            guarded.opens, guarded.alone = manner.opens, manner.alone  # type: ignore[attr-defined]
            self.add_url_rule(rule, endpoint=view.__name__, view_func=guarded, methods=methods)
            return view

        return register


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a route is served, beside what it needs."""

    opens: bool = False
    fresh: bool = False
    alone: bool = False
    passive: bool = False
    reads_first: bool = False


def _if_fresh(act: Act, manner: Manner) -> ResponseReturnValue:
    """Act, or lead whoever signed in long ago to where they prove who they are; from there they come back."""
    if not manner.fresh or current_user.proved_lately:
        return act()
    return redirect(url_for("signin.prove", next=_way_back()), 303)


def _way_back() -> str | None:
    """Return the page to come back to: this one, or the one from which this was sent."""
    if request.url_rule and "GET" in (request.url_rule.methods or ()):
        return request.full_path.rstrip("?")
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host or not came.path.startswith(f"{request.script_root}/"):
        return None
    path = came.path.removeprefix(request.script_root)
    return f"{path}?{came.query}" if came.query else path


def _grant(
    needs: Permission | Need, row: Loader, address: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return what the view receives, or answer 404 (a stranger) or the sign-in page (nobody yet)."""
    if needs is OPEN:
        return (), address
    if not current_user.is_authenticated:
        abort(_to_sign_in())
    actor: Actor = current_user.actor
    g.actor = actor
    if isinstance(needs, Need):
        return (), address
    taken = {part: value for part, value in address.items() if _takes(row, part)}
    granted = row(actor, **taken)
    if granted is None:
        abort(404)
    if not permits(actor, needs, granted):
        raise refusals.Refused(needs)
    return (granted,), {part: value for part, value in address.items() if part not in taken}


@cache
def _takes(loader: Loader, part: str) -> bool:
    parameters = signature(loader).parameters
    return part in parameters or any(one.kind is Parameter.VAR_KEYWORD for one in parameters.values())


def _to_sign_in() -> Response:
    """Lead to the sign-in page, and back to this one after it (only for pages, never for a POST)."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("signin.show", next=back), 303)
