"""What a letter is told, checked and made plain before it is kept."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime

from disclosure.mail.kinds import SHAPES, Site

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""All but the spaces that do not break, which French and Russian need."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows; a name has no use for them."""
_INSTANTS = frozenset({"expires_at", "until"})
_COUNTS = frozenset({"year", "people", "items"})
_SHAPED = {
    "path": re.compile(r"/(?!/)[!-~]*"),
    "occasion": re.compile("entry|exit"),
    "what": re.compile("[a-z]+(-[a-z]+)*"),
}
LONGEST_QUESTION = 2_000
"""Signs of what somebody asks on the help page, the one text that goes out by mail as it was written."""
_LONGEST = 300
_WORDS = dict.fromkeys(("person", "entity", "reference", "asker", "reply_to", "about", "event"), _LONGEST)
_WORDS["question"] = LONGEST_QUESTION

Plain = dict[str, str | int]


def told(kind: str, params: Mapping[str, object]) -> Plain:
    """Return `params` as they are kept: dates as ISO text, names on one line.

    Raises:
        TypeError: a parameter is missing, not declared for this kind or of the
            wrong type. That is a mistake in the program, not of a person.

    """
    shape = SHAPES[kind]
    wrong = (shape.needs - params.keys()) | (params.keys() - shape.needs - shape.may)
    if wrong:
        raise TypeError(f"A letter of kind {kind} is not told exactly its own: {', '.join(sorted(wrong))}.")
    return {name: _plain(name, value) for name, value in params.items()}


def one_line(text: str) -> str:
    """Return `text` without line breaks, control characters and marks that turn its direction."""
    spaced = _BLANKS.sub(" ", text)
    if spaced.isprintable():  # no control character and no mark of direction is
        return spaced.strip()
    kept = (sign for sign in spaced if unicodedata.category(sign) != "Cc" and sign not in _OVERRIDES)
    return _BLANKS.sub(" ", "".join(kept)).strip()


def _plain(name: str, value: object) -> str | int:
    if name in _COUNTS and isinstance(value, int):
        return value
    if name.endswith(("_on", "_by")) and isinstance(value, str | date) and not isinstance(value, datetime):
        return date.fromisoformat(str(value)).isoformat()
    if name in _INSTANTS and isinstance(value, str | datetime):
        return _instant(value).isoformat()
    if name == "site" and isinstance(value, str):
        return Site(value).value
    if isinstance(value, str) and name in _SHAPED and _SHAPED[name].fullmatch(value):
        return value
    if name in _WORDS and isinstance(value, str):
        return "\n".join(one_line(line) for line in value.splitlines())[: _WORDS[name]]
    raise TypeError(f"A letter cannot be told {value!r} as {name}.")


def _instant(value: str | datetime) -> datetime:
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    if instant.tzinfo is None:
        raise TypeError("An instant needs its time zone.")
    return instant
