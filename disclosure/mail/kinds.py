"""Every kind of letter, the site it leads to, and exactly what it is told.

A letter is told names, dates, counts and paths, never content: what is not
declared here cannot be written into one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from disclosure.domain.programme.oversight import LetterKind


class Site(StrEnum):
    """Where the link of a letter leads."""

    PORTAL = "portal"
    REVIEW = "review"
    COMPLIANCE = "compliance"


ALWAYS = ("path", "occasion")
"""The page a link leads to; why a statement is owed, where it is not the yearly one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of letter is told. Every kind also takes what is in `ALWAYS`."""

    needs: frozenset[str]
    may: frozenset[str] = frozenset(ALWAYS)
    site: Site | None = Site.PORTAL
    """None: the letter is told its `site`."""
    secret: bool = False
    """What it is told opens a door: forgotten as soon as the letter is sent."""
    leads_to: str = "/"
    """The page its link leads to where it is told no `path`; what it needs may stand in it."""


def _told(
    needs: str,
    *,
    may: str = "",
    site: Site | None = Site.PORTAL,
    secret: bool = False,
    leads_to: str = "/",
) -> Shape:
    required = frozenset(needs.split()) | ({"site"} if site is None else frozenset())
    return Shape(required, frozenset({*may.split(), *ALWAYS}) - required, site, secret, leads_to)


START, MESSAGES, DOCUMENTS = "/{year}/start", "/{year}/messages", "/{year}/verify"


SHAPES: Mapping[str, Shape] = {
    # the season
    LetterKind.DESIGNATION: _told("year due_on", leads_to=START),
    LetterKind.CYCLE_OPENS: _told("year due_on", leads_to=START),
    LetterKind.REMINDER: _told("year due_on", leads_to=START),
    LetterKind.OVERDUE: _told("year due_on", leads_to=START),
    LetterKind.SECOND_LEVEL: _told("year due_on person"),
    LetterKind.REFERRAL_NOTICE: _told("year due_on refer_on"),
    LetterKind.REFERRAL: _told("year due_on act_by people entity", site=Site.COMPLIANCE),
    "referral-reminder": _told("year act_by people entity", site=Site.COMPLIANCE, leads_to="/entity"),
    LetterKind.EXTENSION: _told("year due_on", leads_to=START),
    "extension-refused": _told("year due_on", leads_to=START),
    "exempted": _told("year"),
    # the statement and its review
    LetterKind.RECEIPT: _told("year reference filed_on", may="review_by"),
    LetterKind.QUESTION: _told("year due_on", leads_to=MESSAGES),
    LetterKind.ADVICE: _told("year due_on", leads_to=MESSAGES),
    "advice-decided": _told("year", may="due_on", leads_to=MESSAGES),
    "talk-answered": _told("year due_on", leads_to=MESSAGES),
    "proof-refused": _told("year due_on", leads_to=MESSAGES),
    LetterKind.DOCUMENTS: _told("year due_on items", leads_to=DOCUMENTS),
    "documents-refused": _told("year due_on", leads_to=DOCUMENTS),
    "documents-differ": _told("year due_on", leads_to=DOCUMENTS),
    LetterKind.CLOSED: _told("year"),
    "help-question": _told("asker reply_to about question", secret=True, leads_to="/help"),
    # reading outside of the review
    "emergency-asked": _told("", site=Site.REVIEW, leads_to="/emergencies"),
    "emergency-agreed": _told("year", leads_to="/my-data"),
    # accounts
    "sign-in": _told("path expires_at", site=None, secret=True),
    "alert": _told("event items until", site=Site.COMPLIANCE, leads_to="/ledger"),
    "invitation": _told("path expires_at", site=None, secret=True),
    "reset-password": _told("path expires_at", site=None, secret=True),
    "sign-in-changed": _told("what", site=None, leads_to="/account/sign-in"),
    "guessed": _told("", site=None, leads_to="/account/sign-in"),
}
"""`people` and `items` are counts; `what` is a code; `person` and `entity` names; `*_on` and
`*_by` dates; `expires_at` and `until` instants."""
