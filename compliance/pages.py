"""What every template of this site may use: words for codes, dates, numbers, and the way about."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask import Flask, current_app, g
from flask_babel import format_date, format_decimal, format_percent, get_locale, gettext
from flask_login import current_user

from compliance import wording
from disclosure.access import Permission, permits
from disclosure.domain.actors import ENTITY_ROLES
from disclosure.domain.categories import ConflictCategory
from disclosure.domain.lifecycle import HAS_STATEMENT, FilingState
from disclosure.domain.messages import Message, message
from disclosure.models import Entity
from disclosure.web.forms import said
from disclosure.web.languages import spoken

_WORDS: dict[tuple[type[StrEnum], str], Message] = {
    (type(code), code.value): text for words in wording.ALL for code, text in words.items()
}
_WAYS = (
    ("season.show", Permission.SEASON_SEE, message("Season")),
    ("people.index", Permission.PEOPLE_SEE, message("People")),
    ("designate.show", Permission.ROSTER_IMPORT, message("Designation")),
    ("reminders.index", Permission.REMINDER_WRITE, message("Reminders")),
    ("referrals.index", Permission.REFERRAL_SEE, message("Referrals")),
    ("draw.show", Permission.SEASON_SEE, message("Draw")),
    ("report.show", Permission.REPORT_SEE, message("Report")),
)
"""The pages of a year, each shown to whoever may open it."""


def register(app: Flask) -> None:
    """Give the templates of `app` their filters and globals, and links within a year that year."""
    app.jinja_env.filters.update(
        words=words,
        letter=letter,
        category=category,
        shape=shape,
        filed_or_not=filed_or_not,
        day=day,
        brief=brief,
        figure=figure,
        share=share,
        cell=cell,
    )
    app.jinja_env.globals.update(may=may, named=named, once_token=lambda: secrets.token_urlsafe(16))
    app.url_value_preprocessor(_keep_year)
    app.url_defaults(_same_year)
    app.context_processor(_frame)


def words(code: StrEnum) -> str:
    """Return a code in the words of the page's language."""
    return said(_WORDS[type(code), code.value])


def letter(kind: str) -> str:
    """Return the name of a kind of letter."""
    return said(wording.LETTERS[kind])


def category(code: str) -> str:
    """Return the name of a category of conflicts, given by its value."""
    return words(ConflictCategory(code))


def shape(state: FilingState) -> str:
    """Return the shape that stands beside a state's words."""
    return wording.SHAPES[state]


def filed_or_not(state: FilingState) -> FilingState:
    """Return what an entity may know of a state: not how far the review is."""
    return FilingState.FILED if state in HAS_STATEMENT else state


def cell(value: object) -> str:
    """Return a cell of a roster as its file writes it."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def day(value: date | datetime) -> str:
    """Return a date written out: 31 March 2020."""
    return str(format_date(value, "d MMMM y" if spoken().code == "en" else "long"))


def brief(value: date | datetime | None) -> str:
    """Return a date for a table: 31 Mar 2020."""
    return "" if value is None else format_date(value, "d MMM y" if spoken().code == "en" else "medium")


def figure(number: int) -> str:
    """Return a count: 5,904."""
    return str(format_decimal(number))


def share(per_cent: Decimal | float | None) -> str:
    """Return a share of a hundred to one decimal place: 99.9%; a dash where there is nothing to share."""
    if per_cent is None:
        return "\u2013"
    pattern = get_locale().percent_formats[None].pattern.replace("#,##0", "#,##0.0")
    return str(format_percent(Decimal(str(per_cent)) / 100, pattern))


def may(permission: str, row: Any) -> bool:  # noqa: ANN401 - any row with a place
    """Whether whoever looks at the page has a permission on a row; the act itself asks again."""
    return permits(g.actor, Permission(permission), row)


def named(entity: Entity) -> str:
    """Return an entity's name in the language of the page, in English where it has none."""
    return entity.names.get(spoken().code, entity.names["en"])


def _keep_year(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "year" in values:
        g.year = values["year"]


def _same_year(endpoint: str, values: dict[str, Any]) -> None:
    """Let links stay within the year of the page."""
    if "year" not in values and "year" in g and current_app.url_map.is_endpoint_expecting(endpoint, "year"):
        values["year"] = g.year


def _frame() -> dict[str, Any]:
    shown: dict[str, Any] = {"site_name": gettext("Compliance site")}
    if current_user.is_authenticated:
        shown["site_navigation"] = list(_navigation())
    return shown


def _navigation() -> Iterator[tuple[str, str]]:
    actor = current_user.actor
    if any(held.role in ENTITY_ROLES for held in actor.held):
        yield "home.entities", gettext("Your entity")
    if permits(actor, Permission.LEDGER_SEE, current_user.organisation):
        yield "audit.index", gettext("Ledger")
    if permits(actor, Permission.ACCOUNTS_MANAGE, current_user.organisation):
        yield "admin.show", gettext("Settings")
    if "year" in g:
        for endpoint, permission, label in _WAYS:
            if permits(actor, permission, current_user.organisation):
                yield endpoint, said(label)
