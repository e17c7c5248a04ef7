"""The annual report as its page shows it, and the copies that are taken from it."""

from enum import StrEnum
from typing import NamedTuple, TypeVar

from flask import Response, g, request
from flask_babel import gettext as _
from sqlalchemy import select

from compliance.forms import CopyForm
from disclosure.access import Permission, permits
from disclosure.annual import LANGUAGES, Document, Edition, Stamp, set_out
from disclosure.annual.forms import TYPES, Form, written
from disclosure.casework.reporting import copies, freezing, signing
from disclosure.domain.lifecycle import CycleState
from disclosure.errors import NotFound
from disclosure.models import Account, Cycle, ReportSnapshot
from disclosure.web.languages import LANGUAGES as SPOKEN
from disclosure.web.languages import spoken

Choice = TypeVar("Choice", bound=StrEnum)


class Frozen(NamedTuple):
    """A snapshot as the page tells of it."""

    row: ReportSnapshot
    by: str
    """Who froze it."""
    is_signed: bool


class Page(NamedTuple):
    """What the page of a report shows."""

    document: Document
    frozen: list[Frozen]
    """The newest first."""
    may_freeze: bool
    is_closed: bool
    form: CopyForm


def page(cycle: Cycle) -> Page:
    """Set the report out from its newest snapshot; from the rows as they are now where it has none."""
    rows = freezing.snapshots(g.db, by=g.actor, cycle=cycle)
    annual = freezing.opened(rows[0]) if rows else freezing.preview(g.db, by=g.actor, cycle=cycle)
    document = set_out(annual, language=_language(), stamp=stamp(rows[0]) if rows else None)
    return Page(
        document=document,
        frozen=_frozen(rows),
        may_freeze=permits(g.actor, Permission.REPORT_FREEZE, cycle),
        is_closed=cycle.state is CycleState.CLOSED,
        form=_form(rows),
    )


def copy(cycle: Cycle) -> Response:
    """Hand out a copy of a snapshot, and write it down. Raises NotFound where there is none such."""
    asked = request.args
    form = _chosen(Form, asked.get("form"), Form.PDF)
    edition = _chosen(Edition, asked.get("edition"), Edition.PUBLIC)
    language = asked.get("language") or _language()
    number = asked.get("snapshot", type=int)
    if language not in LANGUAGES or (number is None and asked.get("snapshot")):
        raise NotFound("There is no such copy of the report.")
    row = freezing.snapshot(g.db, by=g.actor, cycle=cycle, number=number)
    document = set_out(freezing.opened(row), language=language, edition=edition, stamp=stamp(row))
    copies.hand_out(g.db, by=g.actor, snapshot=row, form=form.value, language=language, edition=edition.value)
    answer = Response(written(document, form), mimetype=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{document.filename}.{form.value}"'
    return answer


def stamp(row: ReportSnapshot) -> Stamp:
    """Return what a copy says of its snapshot."""
    return Stamp(number=row.number, digest=row.digest, frozen_at=row.frozen_at)


def _chosen(kind: type[Choice], text: str | None, otherwise: Choice) -> Choice:
    try:
        return kind(text) if text else otherwise
    except ValueError:
        raise NotFound("There is no such copy of the report.") from None


def _language() -> str:
    """Return the language of the page. A page is also tried in one of which there are no copies."""
    return spoken().code


def _frozen(rows: list[ReportSnapshot]) -> list[Frozen]:
    names = dict(
        iter(
            g.db.execute(
                select(Account.id, Account.name).where(Account.id.in_([row.frozen_by_id for row in rows]))
            )
        )
    )
    return [Frozen(row, names[row.frozen_by_id], bool(signing.signatures(g.db, row))) for row in rows]


def _form(rows: list[ReportSnapshot]) -> CopyForm:
    usual = {"language": _language(), "form": Form.PDF.value, "edition": Edition.PUBLIC.value}
    form = CopyForm(formdata=None, data=usual)
    form.form.choices = [(one.value, one.value.upper()) for one in Form]
    form.language.choices = [(one.code, one.name) for one in SPOKEN]
    form.edition.choices = [
        (Edition.PUBLIC.value, _("To hand out: small numbers are hidden")),
        (Edition.COMPLETE.value, _("Complete: for the office and those it reports to")),
    ]
    form.snapshot.choices = [(str(row.number), str(row.number)) for row in rows]
    return form
