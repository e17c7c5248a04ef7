"""Which passwords are taken: long ones that nobody would guess from lists, keyboards or the person.

Length and refusal of common passwords follow NIST SP 800-63B (3.1.1.2); no kind of character is asked
for. How soon a password is guessed is what zxcvbn reckons, whose lists of common passwords, words and
names ship with it; the person's own name and address count among them. Where the operator keeps a file of
passwords that leaked (`breached`), none of them is taken either.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from zxcvbn import zxcvbn  # type: ignore[import-untyped]
from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]

from disclosure.credentials import breached
from disclosure.credentials.hashing import LONGEST, normal
from disclosure.domain.messages import Message, message

SHORTEST = 12
LEAST_SCORE = 3
"""Of 4: some 10^8 guesses at the least."""
LEAST_REST = 8
"""Letters and digits besides the person's own name and address."""
_RECKONED = 72
"""Characters that zxcvbn reckons with; what is longer is no easier to guess for its rest."""
_ONE_AT_A_TIME = Lock()
"""zxcvbn keeps the words of the person in a table that all threads share."""
_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
_PARTS = re.compile(r"[^\W_]{3,}")


def faults(password: str, *, own: Iterable[str], leaked: Path | None = None) -> list[Message]:
    """Return why a password is not taken, one sentence; none when it is.

    `own`: name and address; `leaked`: the file of passwords that leaked. Raises ConfigError when it is gone.
    """
    if len(password) < SHORTEST:
        return [
            message(
                "Choose a password of at least %(count)d characters. Four words that do not belong together "
                "are easy to remember.",
                count=SHORTEST,
            )
        ]
    if len(password) > LONGEST:
        return [message("Choose a password of at most %(count)d characters.", count=LONGEST)]
    if _is_common(password) or (leaked and any(breached.holds(leaked, one) for one in _written(password))):
        return [message("This password is on lists of common passwords. Choose another one.")]
    parts = sorted({part.lower() for text in own for part in _PARTS.findall(text)}, key=len, reverse=True)
    if _is_little_but(password, parts):
        return [message("This password is little more than your name or address. Choose another one.")]
    if _score(password, parts) < LEAST_SCORE:
        return [message("This password is easy to guess. Add words that do not belong together.")]
    return []


def _written(password: str) -> set[str]:
    """Return a password as it was typed and as it is kept: a list may have it either way."""
    return {password, normal(password)}


def _is_common(password: str) -> bool:
    """Whether it is a common password, or one written several times over."""
    folded = password.lower()
    lengths = range(1, len(folded) // 2 + 1)
    units = {folded[:size] for size in lengths if folded == (folded[:size] * len(folded))[: len(folded)]}
    return not _COMMON.isdisjoint({folded, *units})


def _is_little_but(password: str, own: list[str]) -> bool:
    """Whether hardly anything of a password is left without what everybody knows of its owner."""
    rest = password.lower()
    for part in own:
        rest = rest.replace(part, "")
    return rest != password.lower() and sum(letter.isalnum() for letter in rest) < LEAST_REST


def _score(password: str, own: list[str]) -> int:
    with _ONE_AT_A_TIME:
        return int(zxcvbn(password[:_RECKONED], user_inputs=own)["score"])
