"""Plain text and tables in text: decoded, and kept as UTF-8."""

import re
from typing import BinaryIO

from disclosure.papers.faults import Fault, Unfit
from disclosure.papers.kinds import WIDE

_MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|meta|\?xml|\?php)\b", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def clean(source: BinaryIO, target: BinaryIO) -> None:
    """Write the text of `source` in UTF-8. Raises Unfit for bytes that are no text, or a web page."""
    content = source.read()
    encoding = "utf-16" if content.startswith(WIDE) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unfit(Fault.NOT_TEXT) from None
    if _CONTROL.search(text):
        raise Unfit(Fault.NOT_TEXT)
    if _MARKUP.search(text):
        raise Unfit(Fault.WEB_PAGE)
    target.write(text.encode())
