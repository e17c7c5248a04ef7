"""What changed between two texts, word by word, for whoever reads the second and knew the first."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|\s+|.", re.DOTALL)
"""A word, a number, some space, or one sign; Chinese is compared sign by sign."""


class Run(NamedTuple):
    """Some words that stayed, were taken out, or were put in."""

    kind: str
    """"same", "out" or "in"."""
    text: str


def runs(before: str, after: str) -> list[Run]:
    """Return what became of `before` in `after`, in reading order; what was taken out stands first.

    How lines are broken is no change.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[Run] = []
    alike = SequenceMatcher(None, _spaced(old), _spaced(new), autojunk=False)
    for operation, a, b, c, d in alike.get_opcodes():
        if operation == "equal":
            found.append(Run("same", "".join(new[c:d])))
            continue
        if a < b:
            found.append(Run("out", "".join(old[a:b])))
        if c < d:
            found.append(Run("in", "".join(new[c:d])))
    return found


def _spaced(words: list[str]) -> list[str]:
    return [" " if word.isspace() else word for word in words]
