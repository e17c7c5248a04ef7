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
from functools import cache, wraps
from inspect import Parameter, signature
from typing import Any, Final

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
    """A family of pages. Closed by default: there is no way to add a route without its need."""

    def get(  # type: ignore[override]
        self, rule: str, *, needs: Permission | Need, row: Loader, opens: bool = False
    ) -> Callable[[View], View]:
        """Add a page that changes nothing. `opens` says that it opens sealed content (a ledger line)."""
        return self._add(rule, ["GET"], needs=needs, row=row, opens=opens)

    def post(  # type: ignore[override]
        self, rule: str, *, needs: Permission | Need, row: Loader, reads_first: bool = False
    ) -> Callable[[View], View]:
        """Add an act.

        `reads_first`: it reads at length and changes no row without naming the
        version it read; when another was faster, it is done again from the start.
        """
        return self._add(rule, ["POST"], needs=needs, row=row, opens=True, reads_first=reads_first)

    def form(
        self, rule: str, *, needs: Permission | Need, row: Loader, opens: bool = False
    ) -> Callable[[View], View]:
        """Add a page with a form that is posted to itself, carried out once per form token."""
        return self._add(rule, ["GET", "POST"], needs=needs, row=row, opens=opens)

    def route(self, rule: str, **options: object) -> Callable[[View], View]:  # type: ignore[override]
        """Refuse Flask's own way to add a route: it would say no need."""
        raise TypeError(f"Add {rule} by get, post or form, which say what it needs ({options}).")

    def _add(
        self,
        rule: str,
        methods: list[str],
        *,
        needs: Permission | Need,
        row: Loader,
        opens: bool,
        reads_first: bool = False,
    ) -> Callable[[View], View]:
        def register(view: View) -> View:
            def act(
                address: dict[str, Any], once: Callable[[Act], ResponseReturnValue]
            ) -> ResponseReturnValue:
                granted, rest = _grant(needs, row, address)
                return once(lambda: view(*granted, **rest))

            @wraps(view)
            def guarded(**address: Any) -> ResponseReturnValue:  # noqa: ANN401 - typed URL parts
                try:
                    if reads_first:
                        with suppress(StaleDataError, TakenMeanwhile), request_transaction(reads_first=True):
                            return act(address, once_read)
                    with request_transaction(write=opens or request.method == "POST"):
                        return act(address, once)
                except refusals.KEPT as refusal:
                    refusals.keep(refusal)
                    raise

            guarded.needs, guarded.row = needs, row  # type: ignore[attr-defined]
            self.add_url_rule(rule, endpoint=view.__name__, view_func=guarded, methods=methods)
            return view

        return register


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
