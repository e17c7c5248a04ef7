"""From a rendered letter to the message that is handed over."""

import re
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from disclosure import clock
from disclosure.mail.errors import LetterRefused
from disclosure.mail.rendering import Rendered
from disclosure.mail.telling import one_line
from disclosure.models import Letter

PLAIN = policy.SMTP.clone(cte_type="7bit")
"""Lines end as mail wants them, and any server can carry it: no byte above 127."""
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")


def compose(letter: Letter, text: Rendered, *, sender: str, organisation: str) -> EmailMessage:
    """Return the message of a letter. Its Message-ID follows from the row, so a copy can be told as one.

    Raises:
        LetterRefused: the address of the receiver is none.

    """
    message = EmailMessage(policy=PLAIN)
    message["From"] = Address(display_name=one_line(organisation), addr_spec=sender)
    message["To"] = address(letter)
    message["Subject"] = text.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.body)
    message["Content-Language"] = letter.language
    return message


def address(letter: Letter) -> Address:
    """Return the receiver's address, its domain in ASCII (RFC 5891).

    Raises:
        LetterRefused: it is not an address that every mail server takes.

    """
    local, at, domain = letter.to_email.rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not at or not _LOCAL.fullmatch(local) or not re.fullmatch(r"[A-Za-z0-9.-]+", host):
        raise LetterRefused("The e-mail address on the roster cannot be written to. Correct it there.")
    return Address(display_name=one_line(letter.to_name), username=local, domain=host)
