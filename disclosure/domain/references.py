"""References that people read aloud: FD-2020-7K3M-Q9TX."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are mistaken for one another (0 O, 1 I L, U V)."""


def new_reference(year: int) -> str:
    """Return a fresh random reference for a filing of `year`; it counts nothing and reveals nothing."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"FD-{year}-{letters[:4]}-{letters[4:]}"
