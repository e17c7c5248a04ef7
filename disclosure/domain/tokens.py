"""Random tokens that open a door, and what is kept of them."""

import hashlib

TOKEN_BYTES = 32
"""256 random bits: nobody guesses one, so a plain hash of it cannot be searched back either."""


def hash_of(token: str) -> bytes:
    """Return what is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()
