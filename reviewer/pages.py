"""What every template of this site may use: the words for codes, ages in working days, values."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from flask_babel import format_decimal, get_babel
from flask_login import current_user

from disclosure import clock
from disclosure.casework import docket
from disclosure.casework.closing import WORDS as OUTCOMES
from disclosure.casework.lateness import Clock
from disclosure.casework.writing import PRIVATE
from disclosure.domain import programme
from disclosure.domain.checks.flags import NOTE
from disclosure.domain.deadlines import working_days_between
from disclosure.domain.messages import Message
from disclosure.web.facts import written as told
from disclosure.web.forms import said
from reviewer import items, wording
from reviewer.choosing import choices

A_MOMENT = timedelta(seconds=1)
_WORDS: dict[tuple[type[StrEnum], str], Message] = {
    (type(code), code.value): text
    for words in (
        wording.STATES,
        wording.HOLDERS,
        wording.CATEGORIES,
        wording.LIKELIHOODS,
        wording.ADVICE_TYPES,
        wording.ADVICE_STATES,
        wording.ADVICE_OWNERS,
        wording.ADVICE_PROOFS,
        wording.SNIPPET_KINDS,
        wording.SNIPPET_STATES,
        wording.CONFLICT_STATES,
        wording.QUESTION_STATES,
        wording.DOCUMENT_STATES,
        wording.WRITINGS,
        wording.REASONS,
        wording.VIEWS,
        wording.BANDS,
        wording.PAUSE_REASONS,
        OUTCOMES,
        items.STANDINGS,
        items.GROUPS,
    )
    for code, text in words.items()
}
"""By kind and value: "disagreed" is one thing of advice and another of a filing."""


def register(app: Flask) -> None:
    """Give the templates of `app` their filters: `words`, `told`, `age`, `isolated`."""
    app.jinja_env.filters.update(
        words=words, told=told, age=age, isolated=isolated, counted=counted, last_day=last_day
    )
    app.jinja_env.globals.update(
        shapes=wording.SHAPES,
        flag_note=NOTE,
        marks=items.MARKS,
        private_kinds=PRIVATE,
        choices=choices,
        letters_act=letters_act,
    )
    app.context_processor(lambda: {"account_url": url_for("account.show")})
    get_babel(app).timezone_selector = _zone


def words(code: StrEnum) -> str:
    """Return a code in the words of the page's language."""
    return said(_WORDS[type(code), code.value])


def age(since: datetime) -> int:
    """Return how many working days have passed, Monday to Friday where the programme is at home."""
    zone = programme.load(current_user.organisation.programme).calendar.default_zone
    return working_days_between(since, clock.now(), zone=zone)


def isolated(text: str) -> str:
    """Return a name or a text of somebody, kept in its own direction within a sentence."""
    return f"\u2068{text}\u2069"


def counted(number: int) -> str:
    """Return how many cases a list has; above `MOST_COUNTED` they are not counted to the end."""
    most = docket.MOST_COUNTED
    return f"{format_decimal(most)}+" if number > most else str(format_decimal(number))


def last_day(running: Clock) -> date:
    """Return the last day on which what a clock measures is in time."""
    return (running.ends_at - A_MOMENT).astimezone(ZoneInfo(running.at.zone)).date()


def _zone() -> str | None:
    """Return the time zone in which whoever is signed in reads instants; UTC unless they chose one."""
    return current_user.account.zone if current_user.is_authenticated else None


def letters_act() -> bool:
    """Tell whether single letters act on the pages of whoever is signed in."""
    return bool(current_user.is_authenticated and not current_user.account.keys_off)
