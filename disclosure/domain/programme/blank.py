"""A programme file to be filled in: complete as it is, with what an organisation decides marked in it."""

import re
from importlib import resources

from disclosure.domain.programme.loading import SHIPPED
from disclosure.errors import BadInput

_BLANK = "blank.toml.txt"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_UNQUOTABLE = re.compile(r'["\\\x00-\x1f\x7f]')


def blank(*, code: str, name: str) -> str:
    """Return the text of a programme file with this code, and its name in every language.

    Raises BadInput for a code or a name that such a file cannot hold.
    """
    if not _CODE.fullmatch(code):
        raise BadInput(
            "Write the programme's code in small letters, digits and hyphens, such as un-secretariat."
        )
    if not name.strip() or _UNQUOTABLE.search(name):
        raise BadInput("Give the programme a name in one line, without quotation marks or backslashes.")
    text = resources.files(SHIPPED).joinpath(_BLANK).read_text(encoding="utf-8")
    return text.replace("@CODE@", code).replace("@NAME@", name.strip())
