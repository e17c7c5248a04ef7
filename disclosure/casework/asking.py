"""A question to the office from the help page: one letter to its address, forgotten when it is sent."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from disclosure import clock, mail
from disclosure.domain import emails
from disclosure.domain.messages import message
from disclosure.errors import BadInput
from disclosure.mail.writing import Mailbox
from disclosure.models import Letter, Organisation

KIND = "help-question"
AT_ONCE = 30
"""How many questions are taken in one hour: anybody may ask, signed in or not."""
_HOUR = timedelta(hours=1)


def ask(
    db: Session,
    *,
    office: str,
    asker: str,
    reply_to: str,
    about: str,
    question: str,
    organisation_id: UUID | None,
) -> None:
    """Send what somebody asks to the address of the office.

    Raises BadInput, naming the address, where it cannot be sent: the address to
    answer to is none, too many ask at once, or nobody is here to ask yet.
    """
    if not emails.is_shaped(emails.folded(reply_to)):
        raise BadInput(message("Enter an e-mail address, like name@example.org"))
    asked = literal(KIND, literal_execute=True)  # a partial index is not used for a parameter
    recent = select(func.count()).where(Letter.kind == asked, Letter.written_at > clock.now() - _HOUR)
    whose = organisation_id or db.scalar(select(Organisation.id).order_by(Organisation.created_at).limit(1))
    if whose is None or (db.scalar(recent) or 0) >= AT_ONCE:
        raise BadInput(
            message(
                "We cannot take your question here now. It is still on this page: copy it and "
                "write to %(address)s.",
                address=office,
            )
        )
    mail.write(
        db,
        KIND,
        to=Mailbox(name=office, email=office),
        occasion=f"{KIND}:{uuid4()}",
        organisation_id=whose,
        asker=asker,
        reply_to=reply_to,
        about=about,
        question=question,
    )
