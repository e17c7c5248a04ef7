"""The pages as people of the cast walk through them."""

from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from tests.portal.browser import Browser, Page

CODES = (
    "holdings",
    "property",
    "debts",
    "outside-income",
    "outside-roles",
    "gifts",
    "family-work",
    "anything-else",
)
AT_HOME = {"household_confirmed": "yes", "duties_unchanged": "yes"}
ALL_NO = {f"q-{code}": "no" for code in CODES}
BOTH_BOXES = {"certified_1": "y", "certified_2": "y"}


def to_household(browser: Browser, at: str = "/2020") -> Page:
    return browser.send(browser.open(f"{at}/start"))


def to_questions(browser: Browser, at: str = "/2020") -> Page:
    return browser.send(to_household(browser, at), AT_HOME)


def to_check(browser: Browser, at: str = "/2020") -> Page:
    """Start, household, questions, all answered no."""
    return browser.send(to_questions(browser, at), ALL_NO)


def file_nil(browser: Browser) -> Page:
    return browser.send(to_check(browser), BOTH_BOXES)


def answered(browser: Browser, **choices: str) -> Page:
    """Start, household, questions, with these answers besides no."""
    given = {f"q-{code.replace('_', '-')}": choice for code, choice in choices.items()}
    return browser.send(to_questions(browser), {**ALL_NO, **given})


class Moving(Protocol):
    """A row with a lifecycle."""

    @property
    def state(self) -> StrEnum: ...


def state_of(db: Session, row: Moving) -> StrEnum:
    """Where a row stands now; the database is left free for the site."""
    db.expire_all()
    state = row.state
    db.rollback()
    return state
