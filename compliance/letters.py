"""Letters as they will be read, in the language of the page: nothing is written or sent by showing one."""

from functools import lru_cache

from flask_babel import gettext as _

from compliance.pages import named
from disclosure import clock, mail
from disclosure.casework.referring.preparing import answer_due
from disclosure.domain.programme import LetterKind
from disclosure.mail import Links, Press, Rendered
from disclosure.mail.telling import told
from disclosure.models import Cycle, Letter, Referral
from disclosure.web.languages import spoken
from disclosure.web.signin import settings


def sample(cycle: Cycle, kind: LetterKind) -> Rendered:
    """Return a letter of the ladder as somebody with the cycle's own due date reads it."""
    return _rendered(cycle, kind, to=_("Name of the reader"), params=told_of(cycle, kind))


def told_of(cycle: Cycle, kind: LetterKind) -> dict[str, object]:
    """Return what a letter of the ladder is told about somebody with the cycle's own due date."""
    params: dict[str, object] = {
        "year": cycle.year,
        "due_on": cycle.due_on,
        "person": _("Name of the person"),
        "refer_on": cycle.due_on,
        "act_by": cycle.due_on,
        "people": 2,
        "entity": _("Name of the entity"),
    }
    return {name: params[name] for name in mail.SHAPES[kind].needs}


def referral(found: Referral, *, to: str, people: int) -> Rendered:
    """Return the letter to a head about a referral, as it is or as it would be sent today."""
    params: dict[str, object] = {
        "year": found.cycle.year,
        "due_on": found.cycle.due_on,
        "act_by": found.due_on if found.sent_at else answer_due(found.cycle, today=None),
        "people": people,
        "entity": named(found.entity),
    }
    return _rendered(found.cycle, LetterKind.REFERRAL, to=to, params=params)


def _rendered(cycle: Cycle, kind: LetterKind, *, to: str, params: dict[str, object]) -> Rendered:
    letter = Letter(
        kind=kind.value,
        language=spoken().code,
        to_name=to,
        params=told(kind, params),
        written_at=clock.now(),
    )
    config = settings()
    addresses = (
        config.portal_url,
        config.review_url,
        config.compliance_url,
        config.help_email or config.mail_from,
    )
    return _press(*addresses).render(letter, cycle.organisation.names)


@lru_cache
def _press(portal: str, review: str, compliance: str, help_at: str) -> Press:
    """Keep the press: its templates are compiled once for each language."""
    return Press(links=Links(portal=portal, review=review, compliance=compliance), help_at=help_at)
