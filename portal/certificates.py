"""Certifying: the form with the programme's sentences, and the certificate made of it."""

from flask import g
from flask_login import current_user

from disclosure import clock
from disclosure.casework import filing as office
from disclosure.casework import programmes
from disclosure.domain.interests import Certification
from disclosure.domain.lifecycle import HAS_STATEMENT
from disclosure.domain.messages import message
from disclosure.models import Filing
from disclosure.web.languages import spoken
from portal.drafts import keys
from portal.forms import DraftForm, certify_form

_MOVED_ON = message(
    "Your statement was changed since you opened this page. Read it again below, then certify it."
)


def form(filing: Filing, **shown: int) -> DraftForm:
    """Return the form to certify the `version` of the draft that is shown, or the one that was sent.

    It asks for a reason if it amends what was filed.
    """
    amending = filing.state in HAS_STATEMENT
    sentences = programmes.of(filing.cycle).certification.statements
    return certify_form(tuple(sentences), amending=amending)(**shown)


def demand_read(posted: DraftForm, version: int) -> None:
    """Ask to read again where the page that was certified showed another version; its boxes are empty."""
    if posted.version.data == version:
        return
    posted.refuse(_MOVED_ON)
    posted.version.data = version
    posted.version.raw_data = None
    for field in posted:
        if field.name.startswith("certified_"):
            field.data = False


def file(filing: Filing, posted: DraftForm) -> None:
    """File the draft, or the amendment, as certified.

    Raises BadInput with every gap, Stale when the page showed another version
    of the draft, NotFound when there is none any more.
    """
    certification = Certification(
        text_version=programmes.of(filing.cycle).certification.version,
        language=spoken().code,
        name=current_user.account.name,
        at=clock.now(),
        method=current_user.method,
    )
    sealer, opener = keys()
    about = {"by": g.actor, "filing": filing, "certification": certification, "version": posted.version.data}
    if filing.state in HAS_STATEMENT:
        office.amend(g.db, sealer, opener, **about, reason=posted["reason"].data)
    else:
        office.file(g.db, sealer, opener, **about, received_at=g.arrived_at)
