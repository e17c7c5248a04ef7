"""Recovery codes: printed once, each good for one sign-in when the second factor is lost."""

import secrets

COUNT = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what reads like another letter."""
_GROUPS, _SIZE = 3, 4


def new_codes() -> list[str]:
    """Return fresh codes of some 59 random bits each."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(COUNT)]


def looks_like_one(typed: str) -> bool:
    """Whether a text has the shape of a recovery code rather than of a one-time code."""
    return any(letter.isalpha() for letter in typed) and len(plain(typed)) == _GROUPS * _SIZE


def plain(typed: str) -> str:
    """Return a code however it was typed: without spaces and hyphens, in small letters."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_SIZE))
