"""The letter about a referral as a file: to print, or to go on writing in."""

from flask import Response, g

from compliance import exporting, papers
from disclosure import clock
from disclosure.casework import referring
from disclosure.models import Account, Referral
from disclosure.printing import Paper, pdf
from disclosure.printing.typewriter import docx
from disclosure.web.spreadsheets import kept

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper(referral: Referral, *, reader: Account) -> Response:
    """Send the letter and its list as a PDF."""
    content = pdf(_letter(referral, reader), made_at=referral.sent_at or clock.now())
    return kept(content, "application/pdf", _name(referral, "pdf"))


def document(referral: Referral, *, reader: Account) -> Response:
    """Send the letter and its list as a DOCX."""
    content = docx(_letter(referral, reader), made_at=referral.sent_at or clock.now())
    return kept(content, DOCUMENT, _name(referral, "docx"))


def _letter(referral: Referral, reader: Account) -> Paper:
    """Return the letter to whoever looks, if they are a head of the entity, and else to its first head."""
    listed = referring.people(g.db, by=g.actor, referral=referral)
    people = [one for one in listed if one.dropped_because is None]
    heads = referring.addressees(g.db, referral)
    head = reader if reader in heads else next(iter(heads), None)
    what = f"referral {referral.cycle.year} {referral.entity.code}"
    exporting.write_down(referral.cycle, what=what, count=len(people))
    return papers.to_head(referral, people, head)


def _name(referral: Referral, ending: str) -> str:
    return f"referral-{referral.cycle.year}-{referral.entity.code}.{ending}"
