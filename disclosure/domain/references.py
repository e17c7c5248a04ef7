"""References that people read aloud: FD-2020-7K3M-Q9TX."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are mistaken for one another (0 O, 1 I L, U V)."""
LENGTH = 8


def new_reference(year: int) -> str:
    """Return a fresh random reference for a filing of `year`; it counts nothing and reveals nothing."""
    left, letters = secrets.randbelow(len(ALPHABET) ** LENGTH), ""
    for _ in range(LENGTH):
        left, letter = divmod(left, len(ALPHABET))
        letters += ALPHABET[letter]
    return f"FD-{year}-{letters[:4]}-{letters[4:]}"
