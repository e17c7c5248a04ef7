"""The public register: everybody may read it, without signing in."""

from uuid import UUID

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from disclosure.domain.publishing import decoded
from disclosure.models import PublicSummary
from disclosure.web import spreadsheets
from disclosure.web.desk import OPEN, Desk, nothing
from portal import published, register_rows, registered
from portal.register_rows import RegisterFilter
from portal.registered import Year

desk = Desk("register", __name__)


@desk.get("/public-register", needs=OPEN, row=nothing)
def index() -> ResponseReturnValue:
    """Show the four counts by year."""
    return render_template("public-register/index.html", years=registered.years())


@desk.get("/public-register/<code>/<int:year>", needs=OPEN, row=nothing)
def of_year(code: str, year: int) -> ResponseReturnValue:
    """List who published in a year, and who withdrew, filtered by name or entity."""
    found = _year(code, year)
    everybody = registered.named_in(found)
    form = RegisterFilter(request.args)
    form.offer(everybody)
    return render_template(
        "public-register/year.html",
        year=found,
        form=form,
        rows=[register_rows.row(one) for one in form.chosen(everybody)],
        filtered=form.is_used,
    )


@desk.get("/public-register/<code>/<int:year>.csv", needs=OPEN, row=nothing)
def file(code: str, year: int) -> Response:
    """Give the list of a year as a file, a line for each published interest."""
    found = _year(code, year)
    everybody = registered.named_in(found)
    form = RegisterFilter(request.args)
    form.offer(everybody)
    lines = [line for one in form.chosen(everybody) for line in register_rows.cells(one)]
    return spreadsheets.sent([register_rows.HEADER, *lines], f"public-register-{found.year}.csv")


@desk.get("/public-register/<code>/<int:year>/<uuid:summary>", needs=OPEN, row=nothing)
def entry(code: str, year: int, summary: UUID) -> ResponseReturnValue:
    """Show one summary, or that it was withdrawn. Of whoever chose otherwise there is no page."""
    found = _year(code, year)
    row = next((one for one in registered.named_in(found) if one.id == summary), None)
    if row is None:
        abort(404)
    return render_template(
        "public-register/entry.html",
        year=found,
        row=register_rows.row(row),
        shown=_shown(row),
    )


def _year(code: str, year: int) -> Year:
    found = registered.year_of(code, year)
    if found is None:
        abort(404)
    return found


def _shown(row: PublicSummary) -> published.Shown | None:
    if row.content is None or row.published_at is None:
        return None
    return published.shown(
        row.filing, decoded(row.content), name=row.name or "", title=row.title or "", at=row.published_at
    )
